// CPU time of threads and of the process: counter ticks between being picked by the scheduler and leaving the CPU. All of
// it counts as the program's own time (utime); the nucleus's part is not told apart.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.equ RUSAGE_SIZE, 144                 // struct rusage (linux/resource.h)
.equ RUSAGE_MAXRSS, 32                // KiB
.equ RUSAGE_SELF, 0
.equ RUSAGE_THREAD, 1
.equ RUSAGE_CHILDREN, -1
.equ TMS_SIZE, 32                     // struct tms (linux/times.h)
.equ USER_HZ, 100
.equ CPUCLOCK_PERTHREAD_BIT, 2        // linux/posix-timers.h: identifiers below 0 are ~pid << 3 | this | kind
.equ CPUCLOCK_KIND_MASK, 3
.equ CPUCLOCK_KIND_LIMIT, 3

.text
// Charge the running thread and its process for the time since it was picked or charged. in: x28, on this CPU; the lock
// is held. clobbers: x0-x3.
.global cpu_time_charge
cpu_time_charge:
  mrs x3, tpidr_el1
  mrs x0, cntvct_el0
  ldr x1, [x3, #CPU_RUN_START]
  str x0, [x3, #CPU_RUN_START]
  sub x0, x0, x1
  ldr x1, [x28, #T_CPU_TIME]
  add x1, x1, x0
  str x1, [x28, #T_CPU_TIME]
  ldr x2, [x28, #T_PROCESS]
  ldr x1, [x2, #P_CPU_TIME]
  add x1, x1, x0
  str x1, [x2, #P_CPU_TIME]
  ret

// CPU time of x28's process, what runs on other CPUs included. in: x28, the lock is held. out: x0 = ticks.
// clobbers: x1-x5.
cpu_time_of_process:
  push x29, x30
  bl cpu_time_charge
  pop x29, x30
  ldr x0, [x28, #T_PROCESS]
  ldr x0, [x0, #P_CPU_TIME]
  mrs x1, cntvct_el0
  address x2, cpus
  add x3, x2, #(MAX_CPUS * CPU_SIZE)
1:
  ldr x4, [x2, #CPU_CURRENT]
  cbz x4, 2f
  ldr x4, [x2, #CPU_RUN_START]
  subs x4, x1, x4
  csel x4, x4, xzr, hi
  add x0, x0, x4
2:
  add x2, x2, #CPU_SIZE
  cmp x2, x3
  b.lo 1b
  ret

// CPU time of a thread. in: x0 = thread, x28; the lock is held. out: x0 = ticks. clobbers: x1-x3.
.global cpu_time_of_thread
cpu_time_of_thread:
  ldr x1, [x0, #T_CPU_TIME]
  ldr x2, [x0, #T_STATE]
  ldr x3, [x0, #T_CPU]
  mov x0, x1
  cmp x2, #STATE_RUNNING
  b.ne 1f
  ldr x2, [x3, #CPU_RUN_START]
  mrs x1, cntvct_el0
  subs x1, x1, x2
  csel x1, x1, xzr, hi
  add x0, x0, x1
1:
  ret

// Read a CPU time clock. in: w0 = clock, x28; the lock is held. out: x0 = ticks, x1 = 0, or x1 = -EINVAL.
// clobbers: x2-x5.
cpu_clock:
  push x29, x30
  cmp w0, #CLOCK_PROCESS_CPUTIME_ID
  b.eq 2f
  cmp w0, #CLOCK_THREAD_CPUTIME_ID
  b.eq 3f
  tbz w0, #31, 8f
  and w1, w0, #CPUCLOCK_KIND_MASK
  cmp w1, #CPUCLOCK_KIND_LIMIT
  b.hs 8f
  asr w1, w0, #3
  mvn w1, w1                          // pid or tid, 0 for the caller
  tbnz w0, #CPUCLOCK_PERTHREAD_BIT, 1f
  ldr x2, [x28, #T_PROCESS]
  ldr x2, [x2, #P_PID]
  cmp w1, #0
  ccmp w1, w2, #4, ne
  b.ne 8f
  b 2f
1:
  cbz w1, 3f
  mov w0, w1
  bl thread_find
  cbz x0, 8f
  b 4f
2:
  bl cpu_time_of_process
  b 5f
3:
  mov x0, x28
4:
  bl cpu_time_of_thread
5:
  mov x1, #0
  pop x29, x30
  ret
8:
  mov x1, #-EINVAL
  pop x29, x30
  ret

// clock_gettime of a clock that is not the wall's. in: w0 = clock, x19 = timespec; without the lock
.global clock_gettime_cpu
clock_gettime_cpu:
  bl nucleus_lock_acquire
  bl cpu_clock
  cbnz x1, fail_einval
  bl ticks_to_time
  stp x0, x1, [sp, #-16]!
  mov x0, x19
  mov x1, sp
  mov x2, #16
  bl copy_to_user
  b syscall_return

// clock_getres of such a clock. in: w0 = clock, x19 = timespec or 0; without the lock
.global clock_getres_cpu
clock_getres_cpu:
  bl nucleus_lock_acquire
  bl cpu_clock
  cbnz x1, fail_einval
  cbz x19, 1f
  mov x1, #1
  stp xzr, x1, [sp, #-16]!
  mov x0, x19
  mov x1, sp
  mov x2, #16
  bl copy_to_user
  b syscall_return
1:
  mov x0, #0
  b syscall_return

// Counter ticks as time. in: x0. out: x0 = seconds, x1 = ns. clobbers: x2-x4.
.global ticks_to_time
ticks_to_time:
  load_symbol x3, time_frequency
  udiv x4, x0, x3
  msub x1, x4, x3, x0
  ldr x2, =NANOSECONDS
  mul x1, x1, x2
  udiv x1, x1, x3
  mov x0, x4
  ret

// getrusage(who, usage)
.global sys_getrusage
sys_getrusage:
  mov w20, w0
  mov x19, x1
  sub sp, sp, #RUSAGE_SIZE
  mov x1, #0
1:
  str xzr, [sp, x1]
  add x1, x1, #8
  cmp x1, #RUSAGE_SIZE
  b.lo 1b
  cmn w20, #-RUSAGE_CHILDREN
  b.eq 4f
  cmp w20, #RUSAGE_THREAD
  b.hi fail_einval
  mov x0, x28
  b.eq 2f
  bl cpu_time_of_process
  b 3f
2:
  bl cpu_time_of_thread
3:
  bl ticks_to_time
  mov x2, #1000
  udiv x1, x1, x2
  stp x0, x1, [sp]
  load_symbol x0, pages_total_count
  load_symbol x1, pages_free_count
  sub x0, x0, x1
  lsl x0, x0, #2
  str x0, [sp, #RUSAGE_MAXRSS]
4:
  mov x0, x19
  mov x1, sp
  mov x2, #RUSAGE_SIZE
  bl copy_to_user
  b syscall_return

// times(buffer): returns the time since the start
.global sys_times
sys_times:
  mov x19, x0
  bl cpu_time_of_process
  bl ticks_to_user_hz
  stp xzr, xzr, [sp, #-TMS_SIZE]!
  stp xzr, xzr, [sp, #16]
  str x0, [sp]
  cbz x19, 1f
  mov x0, x19
  mov x1, sp
  mov x2, #TMS_SIZE
  bl copy_to_user
  cbnz x0, syscall_return
1:
  mrs x0, cntvct_el0
  bl ticks_to_user_hz
  b syscall_return

// in: x0 = counter ticks. out: x0 = 1/USER_HZ seconds. clobbers: x1.
ticks_to_user_hz:
  load_symbol x1, time_frequency
  mov x2, #USER_HZ
  udiv x1, x1, x2
  udiv x0, x0, x1
  ret
.ltorg
