// Syscalls on scheduling and memory that have one answer here: every thread has the same priority, no page is ever
// swapped out.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ SCHED_FIFO, 1                    // linux/sched.h
.equ SCHED_RR, 2
.equ SCHED_POLICIES, 6
.equ PRIORITY_REALTIME_MAX, 99
.equ PRIORITY_WHICH_LAST, 2           // PRIO_PROCESS, PRIO_PGRP, PRIO_USER
.equ PRIORITY_NICE_0, 20              // getpriority answers 20 - nice
.equ PERSONALITY_QUERY, 0xffffffff

.text
// sched_getscheduler(pid): SCHED_OTHER. sched_getparam(pid, param): priority 0
.global sys_sched_getscheduler, sys_sched_getparam
sys_sched_getscheduler:
  cmp w0, #0
  b.lt fail_einval
  bl check_thread
  mov x0, #0
  b syscall_return
sys_sched_getparam:
  cmp w0, #0
  b.lt fail_einval
  cbz x1, fail_einval
  mov x19, x1
  bl check_thread
  mov x0, x19
  mov w1, #0
  bl store_user_word
  b syscall_return

// Fail with ESRCH unless a thread exists. in: w0 = tid or 0. clobbers: x0-x2.
check_thread:
  mov w0, w0
  cbz x0, 1f
  push x29, x30
  bl thread_find
  pop x29, x30
  cbz x0, fail_esrch
1:
  ret

// sched_get_priority_max(policy), sched_get_priority_min(policy)
.global sys_sched_get_priority_max, sys_sched_get_priority_min
sys_sched_get_priority_max:
  mov x1, #PRIORITY_REALTIME_MAX
  b 1f
sys_sched_get_priority_min:
  mov x1, #1
1:
  cmp w0, #SCHED_POLICIES
  b.hs fail_einval
  cmp w0, #SCHED_FIFO
  ccmp w0, #SCHED_RR, #4, ne
  csel x0, x1, xzr, eq
  b syscall_return

// getpriority(which, who)
.global sys_getpriority
sys_getpriority:
  cmp w0, #PRIORITY_WHICH_LAST
  b.hi fail_einval
  mov x0, #PRIORITY_NICE_0
  b syscall_return

// setpriority(which, who, nice), sched_setaffinity(tid, size, mask), and sched_setscheduler(tid, policy, param) and
// sched_setparam(tid, param) with what every thread has anyway: accepted, and without effect
.global sys_setpriority, sys_sched_setaffinity, sys_sched_setscheduler, sys_sched_setparam
sys_setpriority:
  cmp w0, #PRIORITY_WHICH_LAST
  b.hi fail_einval
  b sys_zero
sys_sched_setaffinity:
  mov x19, x2
  mov x20, x1
  bl check_thread
  cbz x20, fail_einval
  mov x0, #8
  cmp x20, x0
  csel x2, x20, x0, lo
  stp xzr, xzr, [sp, #-16]!
  mov x0, sp
  mov x1, x19
  bl copy_from_user
  cbnz x0, syscall_return
  ldr x0, [sp]
  load_symbol x1, online_cpus
  tst x0, x1
  b.eq fail_einval                    // not one of the CPUs that there are
  b sys_zero
sys_sched_setscheduler:
  cmp w0, #0
  b.lt fail_einval
  cmp w1, #SCHED_POLICIES
  b.hs fail_einval
  mov w20, w1
  mov x1, x2
  b 1f
sys_sched_setparam:
  cmp w0, #0
  b.lt fail_einval
  mov w20, #0
1:
  mov x19, x1
  cbz x1, fail_einval
  bl check_thread
  mov x0, x19
  bl load_user_word
  cbnz x1, fail_efault
  cmp w20, #SCHED_FIFO
  ccmp w20, #SCHED_RR, #4, ne
  b.eq fail_eperm                     // realtime policies
  cbnz w0, fail_einval
  b sys_zero

// getcpu(cpu, node, unused)
.global sys_getcpu
sys_getcpu:
  mov x19, x1
  cbz x0, 1f
  mrs x1, tpidr_el1
  ldr x1, [x1, #CPU_INDEX]
  bl store_user_word
  cbnz x0, syscall_return
1:
  cbz x19, sys_zero
  mov x0, x19
  mov w1, #0
  bl store_user_word
  b syscall_return

// personality(persona): PER_LINUX only
.global sys_personality
sys_personality:
  ldr w1, =PERSONALITY_QUERY
  cmp w0, w1
  ccmp w0, #0, #4, ne
  b.ne fail_einval
  b sys_zero

// membarrier(command, ...): no command is offered, which MEMBARRIER_CMD_QUERY (0) says
.global sys_membarrier
sys_membarrier:
  cbnz w0, fail_einval
  b sys_zero

// mlock, munlock(addr, length), mlock2: what is there stays there anyway
.global sys_mlock
sys_mlock:
  add x1, x0, x1
  cmp x1, x0
  b.lo fail_einval
  round_up_page x1
  and x0, x0, #~(PAGE_SIZE - 1)
  mov x9, #USER_LIMIT
  cmp x1, x9
  b.hi fail_enomem
  cmp x0, x1
  b.hs sys_zero
  bl region_covers
  cbz x0, fail_enomem
  b sys_zero
.ltorg
