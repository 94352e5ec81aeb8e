// Time: the virtual counter as monotonic clock, the PL031's seconds at boot as wall clock, sleeping.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ QUANTUM_HZ, 250                  // 4 ms
.equ PL031_DATA, 0                    // seconds since 1970 (DDI 0224, RTCDR)
.equ SYSCALL_NANOSLEEP, 101
.equ MAX_SLEEP_SECONDS, 1 << 31       // longer sleeps are cut to this

.text
// Read the counter's frequency and the real-time clock. clobbers: x0-x17.
.global time_init
time_init:
  push x29, x30
  mrs x0, cntfrq_el0
  store_symbol x0, time_frequency, x1
  mov x1, #QUANTUM_HZ
  udiv x1, x0, x1
  store_symbol x1, time_quantum_ticks, x2
  bl page_alloc                       // the vDSO's data page
  store_symbol x0, time_vvar_physical, x1
  load_symbol x0, machine_rtc
  cbz x0, 1f
  mov x1, #PAGE_SIZE
  bl mmu_map_device
  ldr w0, [x0, #PL031_DATA]
  mrs x1, cntvct_el0
  load_symbol x2, time_frequency
  udiv x1, x1, x2
  sub x0, x0, x1                      // wall clock seconds when the counter was 0
1:
  store_symbol x0, time_realtime_offset, x1
  load_symbol x1, time_vvar_physical
  physical_to_linear x1
  str x0, [x1]
  pop x29, x30
  ret

// Read a clock. in: w0 = clock. out: x0 = seconds, x1 = ns, x2 = 0, or x2 = -EINVAL. clobbers: x3-x5.
.global time_now
time_now:
  mov w5, w0
  isb
  mrs x0, cntvct_el0
  load_symbol x3, time_frequency
  udiv x4, x0, x3
  msub x1, x4, x3, x0                 // ticks within the second
  ldr x2, =NANOSECONDS
  mul x1, x1, x2
  udiv x1, x1, x3
  mov x0, x4
  mov x2, #0
  cmp w5, #CLOCK_REALTIME
  b.eq 1f
  cmp w5, #CLOCK_REALTIME_COARSE
  b.eq 1f
  cmp w5, #CLOCK_MONOTONIC
  b.eq 2f
  cmp w5, #CLOCK_MONOTONIC_RAW
  b.eq 2f
  cmp w5, #CLOCK_MONOTONIC_COARSE
  b.eq 2f
  cmp w5, #CLOCK_BOOTTIME
  b.eq 2f
  mov x2, #-EINVAL
  ret
1:
  load_symbol x3, time_realtime_offset
  add x0, x0, x3
2:
  ret

// Read and check a struct timespec. in: x0 = user address. out: x0 = seconds, x1 = ns, x2 = 0 or -errno. clobbers:
// x3-x9.
.global time_read_timespec
time_read_timespec:
  push x29, x30
  sub sp, sp, #16
  mov x1, x0
  mov x0, sp
  mov x2, #16
  bl copy_from_user
  mov x2, x0
  ldp x0, x1, [sp], #16
  pop x29, x30
  cbnz x2, 1f
  ldr x3, =NANOSECONDS
  cmp x1, x3
  b.hs 2f
  tbz x0, #63, 1f
2:
  mov x2, #-EINVAL
1:
  ret

// Deadline of a wait. in: x0 = seconds, x1 = ns. out: x0 = counter value, never early, never 0. clobbers: x1-x5.
.global time_relative_deadline
time_relative_deadline:
  load_symbol x2, time_frequency
  ldr x3, =MAX_SLEEP_SECONDS
  cmp x0, x3
  csel x0, x0, x3, lo
  mul x0, x0, x2
  mul x1, x1, x2
  ldr x3, =NANOSECONDS
  add x1, x1, x3
  sub x1, x1, #1
  udiv x1, x1, x3                     // rounded up
  add x0, x0, x1
  mrs x1, cntvct_el0
  add x0, x0, x1
  add x0, x0, #1                      // the present tick is partly over
  ret

// The same for a point in time. in: x0 = seconds, x1 = ns, w2 = clock. out: x0 = counter value. clobbers: x1-x5.
.global time_absolute_deadline
time_absolute_deadline:
  cmp w2, #CLOCK_REALTIME
  b.ne 1f
  load_symbol x3, time_realtime_offset
  subs x0, x0, x3
  csel x0, x0, xzr, hs
1:
  load_symbol x2, time_frequency
  ldr x3, =MAX_SLEEP_SECONDS
  cmp x0, x3
  csel x0, x0, x3, lo
  mul x0, x0, x2
  mul x1, x1, x2
  ldr x3, =NANOSECONDS
  add x1, x1, x3
  sub x1, x1, #1
  udiv x1, x1, x3
  add x0, x0, x1
  cmp x0, #0
  cinc x0, x0, eq
  ret

// clock_gettime(clock, timespec)
.global sys_clock_gettime
sys_clock_gettime:
  mov x19, x1
  mov w20, w0
  bl time_now
  mov x3, x0
  mov w0, w20
  cbnz x2, clock_gettime_cpu
  mov x0, x3
  stp x0, x1, [sp, #-16]!
  b copy_pair

// clock_getres(clock, timespec)
.global sys_clock_getres
sys_clock_getres:
  mov x19, x1
  mov w20, w0
  bl time_now
  mov w0, w20
  cbnz x2, clock_getres_cpu
  cbz x19, 1f
  mov x1, #1                          // Linux, too, says 1 ns with high resolution timers
  stp xzr, x1, [sp, #-16]!
  b copy_pair
1:
  mov x0, #0
  b syscall_return

// gettimeofday(timeval, timezone)
.global sys_gettimeofday
sys_gettimeofday:
  cbz x0, sys_zero
  mov x19, x0
  mov w0, #CLOCK_REALTIME
  bl time_now
  mov x2, #1000
  udiv x1, x1, x2
  stp x0, x1, [sp, #-16]!
copy_pair:
  mov x0, x19
  mov x1, sp
  mov x2, #16
  bl copy_to_user
  b syscall_return

// What is left of an interrupted sleep, for its caller. in: x28, its call being nanosleep or clock_nanosleep.
// clobbers: x0-x17. An absolute sleep gets nothing; a bad address is ignored.
.global time_write_remaining
time_write_remaining:
  push x29, x30
  ldr x0, [x28, #T_X8]
  ldr x6, [x28, #(T_X + 8)]           // nanosleep's second argument
  cmp x0, #SYSCALL_NANOSLEEP
  b.eq 1f
  ldr w1, [x28, #(T_X + 8)]
  tbnz w1, #0, 2f                     // TIMER_ABSTIME
  ldr x6, [x28, #(T_X + 24)]
1:
  cbz x6, 2f
  ldr x0, [x28, #T_SAVED_DEADLINE]
  mrs x1, cntvct_el0
  subs x0, x0, x1
  csel x0, x0, xzr, hi
  load_symbol x1, time_frequency
  udiv x2, x0, x1
  msub x3, x2, x1, x0
  ldr x4, =NANOSECONDS
  mul x3, x3, x4
  udiv x3, x3, x1
  stp x2, x3, [sp, #-16]!
  mov x0, x6
  mov x1, sp
  mov x2, #16
  bl copy_to_user
  add sp, sp, #16
2:
  pop x29, x30
  ret

// nanosleep(request, remaining)
.global sys_nanosleep
sys_nanosleep:
  ldr x1, [x28, #T_SAVED_DEADLINE]
  cbnz x1, sleep_until
  bl time_read_timespec
  cbnz x2, sleep_bad_time
  bl time_relative_deadline
  mov x1, x0
sleep_until:
  str x1, [x28, #T_SAVED_DEADLINE]
  mov x0, #0
  mov x2, #0
  mov x3, #BLOCK_SLEEP
  b block_current
sleep_bad_time:
  mov x0, x2
  b syscall_return

// clock_nanosleep(clock, flags, request, remaining)
.global sys_clock_nanosleep
sys_clock_nanosleep:
  mov w19, w0
  mov w20, w1
  mov x21, x2
  bl time_now
  cbnz x2, fail_einval
  ldr x1, [x28, #T_SAVED_DEADLINE]
  cbnz x1, sleep_until
  mov x0, x21
  bl time_read_timespec
  cbnz x2, sleep_bad_time
  mov w2, w19
  tbz w20, #0, 1f                     // TIMER_ABSTIME
  bl time_absolute_deadline
  mov x1, x0
  b sleep_until
1:
  bl time_relative_deadline
  mov x1, x0
  b sleep_until
.ltorg

.bss
.balign 8
.global time_frequency, time_quantum_ticks, time_vvar_physical
time_frequency: .skip 8               // Hz
time_quantum_ticks: .skip 8
time_realtime_offset: .skip 8         // seconds since 1970 when the counter was 0
time_vvar_physical: .skip 8
