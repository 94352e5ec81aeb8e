// Timers (timer_create, setitimer, timerfd). One on a wall clock sleeps as threads do: a timer has the shape of a thread
// with STATE_TIMER, and its own fields lie where a thread keeps its registers. One on a CPU time clock is on the list
// cpu_timers, which the end of each quantum looks at: 4 ms is their resolution, as it is on a Linux with 250 Hz.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ INTERVALS_HZ_MOST, 10000
.equ DELAYTIMER_MAX, 0x7fffffff       // linux/limits.h

.text
// Make a timer that is not armed. in: w0 = clock, x1 = TIMER_TO_*, x28. out: x0 = timer. clobbers: x1-x9.
.global timer_alloc
timer_alloc:
  push x29, x30
  push x19, x20
  mov w19, w0
  mov x20, x1
  address x0, timer_slab
  mov x1, #T_SIZE
  bl slab_alloc
  str x19, [x0, #TIMER_CLOCK]
  str x20, [x0, #TIMER_TARGET]
  mov x1, #STATE_TIMER
  str x1, [x0, #T_STATE]
  ldr x1, [x28, #T_PROCESS]
  str x1, [x0, #T_PROCESS]
  ldr x2, [x28, #T_TID]
  str x2, [x0, #TIMER_TID]
  pop x19, x20
  pop x29, x30
  ret

// Disarm and free a timer. in: x0 = timer. clobbers: x0-x7.
.global timer_free
timer_free:
  push x29, x30
  bl timer_disarm
  mov x1, x0
  address x0, timer_slab
  bl slab_free
  pop x29, x30
  ret

// Is a clock one of CPU time? in: w0 = clock. out: flags as of a comparison that is "eq" for yes. clobbers: flags.
.global timer_clock_is_cpu
timer_clock_is_cpu:
  cmp w0, #CLOCK_PROCESS_CPUTIME_ID
  ccmp w0, #CLOCK_THREAD_CPUTIME_ID, #4, ne
  ret

// Arm a timer. in: x0 = timer (not armed), x1 = when: counter value or CPU time in ticks, not 0; x2 = interval in ticks
// or 0. clobbers: x1-x7. Intervals below 1 / INTERVALS_HZ_MOST second are longer: nothing else would ever run.
.global timer_arm
timer_arm:
  load_symbol x3, time_frequency
  mov x4, #INTERVALS_HZ_MOST
  udiv x3, x3, x4
  cmp x2, x3
  csel x3, x2, x3, hs
  cmp x2, #0
  csel x2, x3, xzr, ne
  str x2, [x0, #TIMER_INTERVAL]
  mrs x3, tpidr_el1
  mov x2, #1
  str x2, [x3, #CPU_TIMER_STALE]
  ldr w2, [x0, #TIMER_CLOCK]
  cmp w2, #CLOCK_PROCESS_CPUTIME_ID
  ccmp w2, #CLOCK_THREAD_CPUTIME_ID, #4, ne
  b.eq 1f
  str x1, [x0, #T_DEADLINE]
  str x3, [x0, #T_CPU]
  b sleep_insert
1:
  str x1, [x0, #TIMER_CPU_DEADLINE]
  address x2, cpu_timers
  ldr x3, [x2]
  str x3, [x0, #TIMER_CPU_NEXT]
  str x0, [x2]
  ret

// Stop a timer. in: x0 = timer. clobbers: x1-x7.
.global timer_disarm
timer_disarm:
  str xzr, [x0, #TIMER_INTERVAL]
  ldr x1, [x0, #TIMER_CPU_DEADLINE]
  cbz x1, sleep_remove
// Take a timer off the list of CPU timers. in: x0 = timer on it. clobbers: x1-x3.
cpu_timer_remove:
  str xzr, [x0, #TIMER_CPU_DEADLINE]
  address x1, cpu_timers
1:
  ldr x2, [x1]
  cmp x2, x0
  b.eq 2f
  add x1, x2, #TIMER_CPU_NEXT
  b 1b
2:
  ldr x3, [x0, #TIMER_CPU_NEXT]
  str x3, [x1]
  ret

// What is left until a timer expires. in: x0 = timer. out: x0 = ticks, 0 when it is not armed. clobbers: x1-x5.
.global timer_remaining
timer_remaining:
  push x29, x30
  ldr x1, [x0, #T_DEADLINE]
  cbz x1, 1f
  mrs x2, cntvct_el0
  b 3f
1:
  ldr x1, [x0, #TIMER_CPU_DEADLINE]
  cbz x1, 2f
  push x1, xzr
  bl timer_cpu_now
  mov x2, x0
  pop x1, xzr
  b 3f
2:
  mov x0, #0
  b 4f
3:
  subs x0, x1, x2
  csinc x0, x0, xzr, hi               // armed: at least 1
4:
  pop x29, x30
  ret

// The CPU time that a timer counts. in: x0 = timer. out: x0 = ticks; of a thread that has ended, 0. clobbers: x1-x4.
.global timer_cpu_now
timer_cpu_now:
  push x29, x30
  ldr w1, [x0, #TIMER_CLOCK]
  cmp w1, #CLOCK_THREAD_CPUTIME_ID
  b.eq 1f
  ldr x0, [x0, #T_PROCESS]
  ldr x0, [x0, #P_CPU_TIME]
  b 2f
1:
  ldr x0, [x0, #TIMER_OWNER]
  bl thread_find
  cbz x0, 2f
  bl cpu_time_of_thread
2:
  pop x29, x30
  ret

// A sleeping timer's deadline has passed. in: x0 = timer, the first of this CPU's heap. clobbers: x0-x17.
.global timer_expired
timer_expired:
  push x29, x30
  push x19, x20
  mov x19, x0
  ldr x20, [x0, #T_DEADLINE]
  bl sleep_remove
  mrs x1, cntvct_el0
  mov x0, x20
  bl next_expiry
  mov x20, x1                         // expirations
  cbz x0, 1f
  str x0, [x19, #T_DEADLINE]
  mrs x1, tpidr_el1
  str x1, [x19, #T_CPU]
  mov x0, x19
  bl sleep_insert
1:
  bl notify
  pop x19, x20
  pop x29, x30
  ret

// A quantum has ended while x28 ran, which is charged for it: let CPU timers expire. in: x28. clobbers: x0-x17.
.global cpu_timers_check
cpu_timers_check:
  push x29, x30
  push x19, x20
  load_symbol x19, cpu_timers
1:
  cbz x19, 4f
  mov x0, x19
  bl timer_cpu_now
  ldr x20, [x19, #TIMER_CPU_DEADLINE]
  cmp x0, x20
  b.hs 2f
  ldr x19, [x19, #TIMER_CPU_NEXT]
  b 1b
2:
  mov x1, x0
  mov x0, x20
  bl next_expiry
  mov x20, x1
  cbz x0, 3f
  str x0, [x19, #TIMER_CPU_DEADLINE]
  bl notify
  ldr x19, [x19, #TIMER_CPU_NEXT]
  b 1b
3:
  mov x0, x19
  ldr x1, [x0, #TIMER_CPU_NEXT]
  push x1, xzr
  bl cpu_timer_remove
  bl notify
  pop x19, xzr
  b 1b
4:
  pop x19, x20
  pop x29, x30
  ret

// When a timer expires next. in: x19 = timer, x0 = the time that has passed, x1 = now. out: x0 = next time or 0,
// x1 = expirations so far, at least 1. clobbers: x2, x3.
next_expiry:
  ldr x2, [x19, #TIMER_INTERVAL]
  cbz x2, 1f
  sub x1, x1, x0
  udiv x1, x1, x2
  add x1, x1, #1
  madd x0, x1, x2, x0
  ret
1:
  mov x0, #0
  mov x1, #1
  ret

// Tell whom it concerns. in: x19 = timer, x20 = expirations. clobbers: x0-x17.
notify:
  push x29, x30
  ldr x0, [x19, #TIMER_EXPIRATIONS]
  add x0, x0, x20
  str x0, [x19, #TIMER_EXPIRATIONS]
  ldr x0, [x19, #TIMER_TARGET]
  cmp x0, #TIMER_TO_THREAD
  b.ls queue_signal
  cmp x0, #TIMER_BY_KERNEL
  b.eq 1f
  cmp x0, #TIMER_TO_FILE
  b.ne 4f
  ldr x0, [x19, #TIMER_FILE]
  add x0, x0, #F_QUEUE
  bl queue_wake_all
  ldr x0, [x19, #TIMER_FILE]
  mov x1, #EPOLLIN
  bl poll_notify
  b 4f
1:
  ldr w0, [x19, #TIMER_CLOCK]
  bl timer_clock_is_cpu
  csel x2, x28, xzr, eq               // the thread whose time it was
  ldr x0, [x19, #T_PROCESS]
  ldr x1, [x19, #TIMER_SIGNAL]
  bl signal_send_process_by_kernel
4:
  pop x29, x30
  ret

// The signal of a timer: one at a time, and what comes before it is delivered is an overrun (timer_getoverrun(2)).
queue_signal:
  push x21, x22
  ldr x1, [x19, #TIMER_SIGNAL]
  sub x1, x1, #1
  mov x22, #1
  lsl x22, x22, x1                    // its bit
  ldr x21, [x19, #T_PROCESS]
  add x21, x21, #P_PENDING
  cbz x0, 1f                          // TIMER_TO_PROCESS
  ldr x0, [x19, #TIMER_TID]
  bl thread_find
  cbz x0, 4f
  add x21, x0, #T_PENDING             // the word where it is pending
1:
  ldr x1, [x19, #TIMER_QUEUED]
  ldr x2, [x21]
  cbz x1, 2f
  tst x2, x22
  b.eq 2f                             // dropped in the meantime
  ldr x0, [x19, #TIMER_OVERRUN]
  add x0, x0, x20
  str x0, [x19, #TIMER_OVERRUN]
  b 4f
2:
  sub x0, x20, #1
  str x0, [x19, #TIMER_OVERRUN]
  ldr x1, [x19, #TIMER_SIGNAL]
  ldr x2, [x19, #TIMER_TARGET]
  cbnz x2, 3f
  ldr w0, [x19, #TIMER_CLOCK]
  bl timer_clock_is_cpu
  csel x2, x28, xzr, eq
  ldr x0, [x19, #T_PROCESS]
  bl signal_send_process
  b 31f
3:
  sub x0, x21, #T_PENDING
  mov x2, #SIGNAL_BY_TIMER
  bl signal_send_thread
31:
  ldr x0, [x21]
  tst x0, x22
  cset x0, ne                         // an ignored signal is not pending
  str x0, [x19, #TIMER_QUEUED]
4:
  pop x21, x22
  pop x29, x30
  ret

// A signal that timers may have sent is about to be delivered to x28: take the one that did. in: x0 = TIMER_TO_THREAD or
// TIMER_TO_PROCESS, x1 = signal, x28. out: x0 = timer, or 0 when no timer sent it; x1 = 1 when another one waits for its
// turn with the same signal, else 0. clobbers: x2-x6.
.global timer_deliver
timer_deliver:
  mov x2, x0
  ldr x3, [x28, #T_PROCESS]
  ldr x3, [x3, #P_TIMERS]
  ldr x4, [x28, #T_TID]
  mov x6, x1
  mov x0, #0
  mov x1, #0
1:
  cbz x3, 4f
  ldr x5, [x3, #TIMER_QUEUED]
  cbz x5, 3f
  ldr x5, [x3, #TIMER_SIGNAL]
  cmp x5, x6
  ldr x5, [x3, #TIMER_TARGET]
  ccmp x5, x2, #0, eq
  b.ne 3f
  cbz x2, 2f                          // for the process: any of its threads
  ldr x5, [x3, #TIMER_TID]
  cmp x5, x4
  b.ne 3f
2:
  mov x1, #1
  cbnz x0, 4f
  mov x1, #0
  mov x0, x3
3:
  ldr x3, [x3, #TIMER_NEXT]
  b 1b
4:
  cbz x0, 5f
  str xzr, [x0, #TIMER_QUEUED]
  ldr x2, [x0, #TIMER_OVERRUN]
  mov x3, #DELAYTIMER_MAX
  cmp x2, x3
  csel x2, x2, x3, lo
  str x2, [x0, #TIMER_OVERRUN_DELIVERED]
5:
  ret

.bss
.balign 8
timer_slab: .skip 8
.global cpu_timers
cpu_timers: .skip 8                   // armed timers on CPU time clocks
