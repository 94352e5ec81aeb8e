// Syscalls on timers that send signals: timer_create and its like, and the three interval timers.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ SIGEVENT_SIZE, 24                // struct sigevent (asm-generic/siginfo.h): value, signal, notify, tid
.equ SIGEVENT_VALUE, 0
.equ SIGEVENT_SIGNO, 8
.equ SIGEVENT_NOTIFY, 12
.equ SIGEVENT_TID, 16
.equ SIGEV_SIGNAL, 0
.equ SIGEV_NONE, 1
.equ SIGEV_THREAD_ID, 4
.equ ITIMERS, 3                       // ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF
.equ ITIMERSPEC_SIZE, 32              // interval, value
.equ MICROSECONDS, 1000000

.text
// timer_create(clock, event, identifier)
.global sys_timer_create
sys_timer_create:
  mov w19, w0
  mov x20, x1
  mov x21, x2
  bl check_clock
  cbnz x0, fail_einval
  mov x22, #TIMER_TO_PROCESS
  mov x23, #SIGALRM
  mov x24, #0
  cbz x20, 2f
  sub sp, sp, #32
  mov x0, sp
  mov x1, x20
  mov x2, #SIGEVENT_SIZE
  bl copy_from_user
  cbnz x0, syscall_return
  ldr x26, [sp, #SIGEVENT_VALUE]
  ldr w23, [sp, #SIGEVENT_SIGNO]
  ldp w0, w24, [sp, #SIGEVENT_NOTIFY]
  cmp w0, #SIGEV_NONE
  mov x22, #TIMER_TO_NOBODY
  b.eq 2f
  sub w1, w23, #1
  cmp w1, #NSIG
  b.hs fail_einval
  mov x22, #TIMER_TO_PROCESS
  cmp w0, #SIGEV_SIGNAL
  b.eq 2f
  cmp w0, #SIGEV_THREAD_ID
  b.ne fail_einval
  mov x22, #TIMER_TO_THREAD
  mov w0, w24
  bl thread_find
  cbz x0, fail_einval
2:
  mov w0, w19
  mov x1, x22
  bl timer_alloc
  mov x25, x0
  str x23, [x25, #TIMER_SIGNAL]
  ldr x1, [x28, #T_TID]
  str x1, [x25, #TIMER_OWNER]
  cbz x24, 3f
  str x24, [x25, #TIMER_TID]
3:
  address x0, next_timer_id
  ldr w1, [x0]
  str w1, [x25, #TIMER_ID]
  add w3, w1, #1
  and w3, w3, #0x7fffffff
  str w3, [x0]
  cmp x20, #0                         // without a struct sigevent the signal carries the identifier
  csel x3, x26, x1, ne
  str x3, [x25, #TIMER_VALUE]
  mov x0, x21
  bl store_user_word                  // w1 = identifier
  cbnz x0, 4f
  ldr x2, [x28, #T_PROCESS]
  ldr x0, [x2, #P_TIMERS]
  str x0, [x25, #TIMER_NEXT]
  str x25, [x2, #P_TIMERS]
  mov x0, #0
  b syscall_return
4:
  mov x0, x25
  bl timer_free
  b fail_efault

// The clocks that timers can have. in: w19 = clock. out: x0 = 0, or 1 for another. clobbers: x1-x5.
check_clock:
  mov x0, #0
  cmp w19, #CLOCK_REALTIME
  ccmp w19, #CLOCK_MONOTONIC, #4, ne
  ccmp w19, #CLOCK_BOOTTIME, #4, ne
  ccmp w19, #CLOCK_PROCESS_CPUTIME_ID, #4, ne
  ccmp w19, #CLOCK_THREAD_CPUTIME_ID, #4, ne
  cset x0, ne
  ret

// Find a timer of timer_create. in: w0 = identifier, x28. out: x0 = timer, x1 = the word that points to it; fails with
// EINVAL. clobbers: x2, x3.
find_timer:
  ldr x1, [x28, #T_PROCESS]
  add x1, x1, #P_TIMERS
1:
  ldr x2, [x1]
  cbz x2, fail_einval
  ldr w3, [x2, #TIMER_ID]
  cmp w3, w0
  b.eq 2f
  add x1, x2, #TIMER_NEXT
  b 1b
2:
  mov x0, x2
  ret

// timer_delete(identifier)
.global sys_timer_delete
sys_timer_delete:
  bl find_timer
  ldr x2, [x0, #TIMER_NEXT]
  str x2, [x1]
  bl timer_free
  mov x0, #0
  b syscall_return

// timer_getoverrun(identifier)
.global sys_timer_getoverrun
sys_timer_getoverrun:
  bl find_timer
  ldr x0, [x0, #TIMER_OVERRUN_DELIVERED]
  b syscall_return

// timer_settime(identifier, flags, new, old)
.global sys_timer_settime
sys_timer_settime:
  mov w20, w1
  mov x21, x2
  mov x22, x3
  bl find_timer
  mov x19, x0
  cbz x21, fail_einval
// in: x19 = timer, w20 = flags, x21 = new, x22 = old or 0 (struct itimerspec)
.global timer_settime_common
timer_settime_common:
  sub sp, sp, #ITIMERSPEC_SIZE
  mov x0, x21
  bl time_read_timespec
  cbnz x2, 8f
  bl ticks_of_time
  mov x24, x0                         // interval
  add x0, x21, #16
  bl time_read_timespec
  cbnz x2, 8f
  mov x25, x0
  mov x26, x1
  cbz x22, 1f
  mov x0, x19
  bl read_setting
  mov x0, x22
  mov x1, sp
  mov x2, #ITIMERSPEC_SIZE
  bl copy_to_user
  cbnz x0, syscall_return
1:
  mov x0, x19
  bl timer_disarm
  str xzr, [x19, #TIMER_EXPIRATIONS]
  orr x0, x25, x26
  cbz x0, 5f
  ldr w2, [x19, #TIMER_CLOCK]
  mov w0, w2
  bl timer_clock_is_cpu
  mov x0, x25
  mov x1, x26
  b.eq 3f
  tbz w20, #0, 2f                     // TIMER_ABSTIME
  bl time_absolute_deadline
  b 4f
2:
  bl time_relative_deadline
  b 4f
3:
  bl ticks_of_time
  cmp x0, #0
  cinc x0, x0, eq
  tbnz w20, #0, 4f
  mov x25, x0
  mov x0, x19
  bl timer_cpu_now
  add x0, x0, x25
4:
  mov x1, x0
  mov x0, x19
  mov x2, x24
  bl timer_arm
5:
  mov x0, #0
  b syscall_return
8:
  mov x0, x2
  b syscall_return

// timer_gettime(identifier, current)
.global sys_timer_gettime
sys_timer_gettime:
  mov x22, x1
  bl find_timer
// in: x0 = timer, x22 = struct itimerspec of the program
.global timer_gettime_common
timer_gettime_common:
  sub sp, sp, #ITIMERSPEC_SIZE
  bl read_setting
  mov x0, x22
  mov x1, sp
  mov x2, #ITIMERSPEC_SIZE
  bl copy_to_user
  b syscall_return

// A timer's setting as a struct itimerspec at SP. in: x0 = timer. clobbers: x0-x9.
read_setting:
  push x29, x30
  mov x9, x0
  ldr x0, [x9, #TIMER_INTERVAL]
  bl ticks_to_time
  stp x0, x1, [sp, #16]
  mov x0, x9
  bl timer_remaining
  bl ticks_to_time
  stp x0, x1, [sp, #32]
  pop x29, x30
  ret

// in: x0 = seconds, x1 = ns. out: x0 = ticks, rounded up. clobbers: x1-x3.
ticks_of_time:
  load_symbol x2, time_frequency
  mul x0, x0, x2
  mul x1, x1, x2
  ldr x3, =NANOSECONDS
  add x1, x1, x3
  sub x1, x1, #1
  udiv x1, x1, x3
  add x0, x0, x1
  ret

// The interval timer of a number, made when first asked for. in: w0 = ITIMER_*, x28. out: x0 = timer; fails with EINVAL.
// clobbers: x1-x12.
interval_timer:
  cmp w0, #ITIMERS
  b.hs fail_einval
  address x10, interval_timers
  add x10, x10, w0, uxtw #3
  mov w11, w0
  ldr x0, [x10]
  cbnz x0, 1f
  mov x12, x30
  cmp w11, #0
  mov w0, #CLOCK_PROCESS_CPUTIME_ID
  mov w1, #CLOCK_MONOTONIC
  csel w0, w1, w0, eq
  mov x1, #TIMER_BY_KERNEL
  bl timer_alloc
  mov x30, x12
  address x1, interval_signals
  ldrb w1, [x1, x11]
  str x1, [x0, #TIMER_SIGNAL]
  str x0, [x10]
1:
  ret

// setitimer(which, new, old): struct itimerval has microseconds where struct itimerspec has nanoseconds
.global sys_setitimer
sys_setitimer:
  mov x20, x1
  mov x21, x2
  bl interval_timer
  mov x19, x0
  mov x24, #0
  mov x25, #0
  cbz x20, 1f                         // Linux, too, takes no new setting for zero
  sub sp, sp, #ITIMERSPEC_SIZE
  mov x0, sp
  mov x1, x20
  mov x2, #ITIMERSPEC_SIZE
  bl copy_from_user
  cbnz x0, syscall_return
  ldp x0, x1, [sp]
  bl ticks_of_timeval
  mov x24, x0                         // interval
  ldp x0, x1, [sp, #16]
  bl ticks_of_timeval
  mov x25, x0                         // value
1:
  cbz x21, 2f
  mov x0, x19
  mov x1, x21
  bl write_itimerval
  cbnz x0, syscall_return
2:
  mov x0, x19
  bl timer_disarm
  cbz x25, 4f
  ldr w0, [x19, #TIMER_CLOCK]
  bl timer_clock_is_cpu
  mrs x1, cntvct_el0
  b.ne 3f
  mov x0, x19
  bl timer_cpu_now
  mov x1, x0
3:
  add x1, x1, x25
  mov x0, x19
  mov x2, x24
  bl timer_arm
4:
  mov x0, #0
  b syscall_return

// getitimer(which, current)
.global sys_getitimer
sys_getitimer:
  mov x20, x1
  bl interval_timer
  mov x1, x20
  bl write_itimerval
  b syscall_return

// A timer's setting as the program's struct itimerval. in: x0 = timer, x1 = user address. out: x0 = 0 or -EFAULT.
// clobbers: x1-x10.
write_itimerval:
  push x29, x30
  mov x10, x1
  sub sp, sp, #ITIMERSPEC_SIZE
  bl read_setting
  mov x2, #1000
  ldr x0, [sp, #8]
  udiv x0, x0, x2
  str x0, [sp, #8]
  ldr x0, [sp, #24]
  udiv x0, x0, x2
  str x0, [sp, #24]
  mov x0, x10
  mov x1, sp
  mov x2, #ITIMERSPEC_SIZE
  bl copy_to_user
  add sp, sp, #ITIMERSPEC_SIZE
  pop x29, x30
  ret

// in: x0 = seconds, x1 = microseconds. out: x0 = ticks; fails with EINVAL. clobbers: x1-x3.
ticks_of_timeval:
  tbnz x0, #63, fail_einval
  ldr x2, =MICROSECONDS
  cmp x1, x2
  b.hs fail_einval
  mov x2, #1000
  mul x1, x1, x2
  b ticks_of_time
.ltorg

.section .rodata, "a"
interval_signals: .byte SIGALRM, SIGVTALRM, SIGPROF

.bss
.balign 8
interval_timers: .skip ITIMERS * 8
next_timer_id: .skip 8
