// The scheduler: one run queue for all CPUs, first come first served, and each CPU's virtual timer.
// A thread is RUNNING on a CPU, RUNNABLE on the run queue, or BLOCKED on a wait queue, the sleep heap or both. A blocked
// syscall leaves nothing on the nucleus stack: it is dispatched again (WAKE_REDO) or its result is stored by the waker;
// so any CPU can go on with it. Everything here runs under the nucleus lock.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.text
// Put a thread at the end of a queue. in: x0 = thread, x1 = queue. clobbers: x2.
.global queue_append
queue_append:
  ldr x2, [x1, #QUEUE_TAIL]
  stp xzr, x2, [x0, #T_QUEUE_NEXT]
  str x1, [x0, #T_QUEUE]
  str x0, [x1, #QUEUE_TAIL]
  cbz x2, 1f
  str x0, [x2, #T_QUEUE_NEXT]
  ret
1:
  str x0, [x1, #QUEUE_HEAD]
  ret

// Take a thread off its queue, if it is on one. in: x0 = thread. clobbers: x1-x3.
.global queue_remove
queue_remove:
  ldr x1, [x0, #T_QUEUE]
  cbz x1, 3f
  str xzr, [x0, #T_QUEUE]
  ldp x2, x3, [x0, #T_QUEUE_NEXT]
  cbz x2, 1f
  str x3, [x2, #T_QUEUE_PREV]
  b 2f
1:
  str x3, [x1, #QUEUE_TAIL]
2:
  cbz x3, 4f
  str x2, [x3, #T_QUEUE_NEXT]
3:
  ret
4:
  str x2, [x1, #QUEUE_HEAD]
  ret

// Make a thread runnable, and let an idle CPU have it. in: x0 = thread (on no queue). clobbers: x1-x3.
.global thread_make_runnable
thread_make_runnable:
  load_symbol x1, idle_cpus
  cbz x1, run_queue_append
  push x29, x30
  bl run_queue_append
  bl cpu_wake_idle
  pop x29, x30
  ret

// The end of the run queue. in: x0 = thread (on no queue). clobbers: x1-x3.
run_queue_append:
  mov x1, #STATE_RUNNABLE
  str x1, [x0, #T_STATE]
  mrs x3, tpidr_el1
  mov x1, #1
  str x1, [x3, #CPU_TIMER_STALE]      // this CPU's quantum counts from now on
  address x1, run_queue
  b queue_append

// Wake a blocked thread: take it off its queues and make it runnable. in: x0 = thread, x1 = WAKE_*. clobbers: x1-x3.
.global thread_wake
thread_wake:
  push x29, x30
  str x1, [x0, #T_WAKE]
  bl queue_remove
  bl sleep_remove
  bl thread_make_runnable
  pop x29, x30
  ret

// Wake every thread of a wait queue; their syscalls are dispatched again. in: x0 = queue. clobbers: x0-x4.
.global queue_wake_all
queue_wake_all:
  push x29, x30
  mov x4, x0
1:
  ldr x0, [x4, #QUEUE_HEAD]
  cbz x0, 2f
  mov x1, #WAKE_REDO
  bl thread_wake
  b 1b
2:
  pop x29, x30
  ret

// Block the current syscall. in: x28 = thread, x0 = wait queue or 0, x1 = deadline in counter ticks or 0 for none,
// x2 = result when the deadline passes, x3 = BLOCK_*. Does not return; with a deliverable signal it does not block.
.global block_current
block_current:
  stp x2, xzr, [sp, #-16]!
  str x3, [x28, #T_BLOCK_KIND]
  bl signal_is_deliverable            // keeps x0, x1
  cbnz x2, 3f
  ldr x2, [sp], #16
  str x2, [x28, #T_TIMEOUT_RESULT]
  bl descriptor_hold                  // keeps x0, x1
  mov x2, #STATE_BLOCKED
  str x2, [x28, #T_STATE]
  mov x9, x1
  cbz x0, 1f
  mov x1, x0
  mov x0, x28
  bl queue_append
1:
  cbz x9, schedule
  str x9, [x28, #T_DEADLINE]
  mov x0, x28
  bl sleep_insert
  b schedule
3:
  mrs x0, tpidr_el1
  ldr x0, [x0, #CPU_STACK_TOP]
  mov sp, x0
  mov x0, #WAKE_INTERRUPTED
  str x0, [x28, #T_WAKE]
  b thread_after_wake

// After an interrupt that came while a thread ran: x28 goes on unless its quantum is over and others wait.
// Does not return.
.global schedule_from_interrupt
schedule_from_interrupt:
  bl wake_sleepers
  mrs x19, tpidr_el1
  mov x0, #1
  str x0, [x19, #CPU_TIMER_STALE]
  mrs x0, cntvct_el0
  ldr x1, [x19, #CPU_QUANTUM_END]
  cmp x0, x1
  b.lo return_to_program
  bl quantum_begin
  load_symbol x0, cpu_timers
  cbz x0, 1f
  bl cpu_time_charge
  bl cpu_timers_check
1:
  load_symbol x1, run_queue + QUEUE_HEAD
  cbz x1, return_to_program
  mov x0, x28
  bl run_queue_append
  b schedule

// sched_yield()
.global sys_sched_yield
sys_sched_yield:
  str xzr, [x28, #T_X]
  str xzr, [x28, #T_WAKE]             // WAKE_RESULT
  bl wake_sleepers
  load_symbol x0, run_queue + QUEUE_HEAD
  cbz x0, return_to_program
  mov x0, x28
  bl run_queue_append
  b schedule

// A quantum begins. While CPU timers are armed quanta end at regular times, as Linux's ticks come, whoever runs: that is
// when the timers are looked at, also for threads that never run for a whole quantum. in: x19 = this CPU's block.
// clobbers: x0-x3.
quantum_begin:
  mrs x0, cntvct_el0
  load_symbol x1, time_quantum_ticks
  load_symbol x2, cpu_timers
  cbnz x2, 2f
1:
  add x0, x0, x1
  str x0, [x19, #CPU_QUANTUM_END]
  ret
2: // the next multiple of the quantum
  udiv x2, x0, x1
  msub x2, x2, x1, x0
  sub x0, x0, x2
  b 1b

// Run the next runnable thread, or wait for one. The caller has put x28 where it belongs. Does not return.
.global schedule
schedule:
  mrs x19, tpidr_el1
  ldr x0, [x19, #CPU_STACK_TOP]
  mov sp, x0
  ldr x0, [x19, #CPU_CURRENT]
  cmp x0, x28
  ccmp x0, #0, #4, eq                 // x28 is 0 when the thread has ended
  b.eq 1f
  bl cpu_time_charge
1:
  str xzr, [x19, #CPU_CURRENT]
pick_next:
  bl wake_sleepers
  load_symbol x0, run_queue + QUEUE_HEAD
  cbz x0, idle
  bl queue_remove
  mov x28, x0
  mov x1, #STATE_RUNNING
  str x1, [x28, #T_STATE]
  str x28, [x19, #CPU_CURRENT]
  mrs x0, cntvct_el0
  str x0, [x19, #CPU_RUN_START]
  bl quantum_begin
  bl fp_switch
  ldr x0, [x28, #T_PROCESS]
  bl address_space_switch
  bl timer_program

// Go on with x28 as its waker wanted. Does not return.
thread_after_wake:
  ldr x19, [x28, #T_WAKE]
  str xzr, [x28, #T_WAKE]
  cmp x19, #WAKE_REDO
  b.eq syscall_dispatch
  b.lo call_is_over
  // interrupted: finish what was moved already, or let the signal decide between EINTR and a restart
  ldr x0, [x28, #T_PROGRESS]
  cbnz x0, syscall_return
  bl signal_is_deliverable
  cbz x2, syscall_dispatch            // it was ignored in the meantime
call_is_over:
  ldr x0, [x28, #T_HELD_FILE]
  cbz x0, 1f
  bl descriptor_release_held
1:
  cmp x19, #WAKE_INTERRUPTED
  b.ne return_to_program_with_mask
  bl signal_is_deliverable
  b signal_interrupt_call

// Nothing to run: wait outside the lock. in: x19 = this CPU's block. Does not return.
idle:
  mov x28, #0
  bl fp_flush                         // whose values are still in the registers may run elsewhere next
  bl timer_program
  ldr x20, [x19, #CPU_INDEX]
  mov x21, #1
  lsl x21, x21, x20                   // this CPU's bit
  load_symbol x0, idle_cpus
  orr x0, x0, x21
  store_symbol x0, idle_cpus, x1
  load_symbol x1, online_cpus
  cmp x0, x1
  b.ne 1f                             // somebody runs, or has been woken and will look at the run queue
  load_symbol x0, sleeping_threads
  cbnz x0, 1f
  bl streams_have_waiter
  cbnz x0, 1f
  bl console_can_wake
  cbz x0, no_progress
1:
  bl nucleus_lock_release
  dsb sy                              // as the Arm ARM asks before WFI (D1.7): nothing outstanding while the CPU stands still
  wfi                                 // an interrupt that came since the release is pending and ends it at once
  bl nucleus_lock_acquire
  load_symbol x0, idle_cpus
  bic x0, x0, x21
  store_symbol x0, idle_cpus, x1
  bl gic_handle_interrupt
  b pick_next

// Wake this CPU's sleepers whose deadline has passed; their result is T_TIMEOUT_RESULT. Timers expire. clobbers: x0-x17.
wake_sleepers:
  push x29, x30
1:
  mrs x0, tpidr_el1
  ldr x0, [x0, #CPU_SLEEPERS]
  cbz x0, 2f
  ldr x1, [x0, #T_DEADLINE]
  mrs x2, cntvct_el0
  cmp x1, x2
  b.hi 2f
  ldr x1, [x0, #T_STATE]
  cmp x1, #STATE_TIMER
  b.eq 3f
  ldr x2, [x0, #T_BLOCK_KIND]
  mov x1, #WAKE_REDO
  cmp x2, #BLOCK_LOOK_AGAIN
  b.eq 4f
  ldr x1, [x0, #T_TIMEOUT_RESULT]
  str x1, [x0, #T_X]
  mov x1, #WAKE_RESULT
4:
  bl thread_wake
  b 1b
2:
  pop x29, x30
  ret
3:
  bl timer_expired
  b 1b

// Set this CPU's virtual timer: its first deadline and the end of the quantum. A CPU on its own needs no quantum unless
// somebody waits; with several, each must notice what others put on the run queue. clobbers: x0-x4.
.global timer_program
timer_program:
  mrs x3, tpidr_el1
  str xzr, [x3, #CPU_TIMER_STALE]
  mov x0, #-1
  ldr x1, [x3, #CPU_SLEEPERS]
  cbz x1, 1f
  ldr x0, [x1, #T_DEADLINE]
1:
  ldr x1, [x3, #CPU_CURRENT]
  cbz x1, 2f
  load_symbol x1, run_queue + QUEUE_HEAD
  load_symbol x2, online_cpus
  load_symbol x4, cpu_timers
  orr x1, x1, x4
  cmp x1, #0
  ccmp x2, #1, #0, eq
  b.eq 2f
  ldr x1, [x3, #CPU_QUANTUM_END]
  cmp x0, x1
  csel x0, x0, x1, lo
2:
  cmn x0, #1
  b.eq 3f
  msr cntv_cval_el0, x0
  mov x0, #TIMER_ENABLE
  msr cntv_ctl_el0, x0
  isb
  ret
3:
  msr cntv_ctl_el0, xzr
  isb
  ret

// Every thread waits for something that nobody can bring any more. Does not return.
no_progress:
  message "[nucleus] no progress is possible: all threads wait and no timer or input is pending (threads: "
  address x0, first_process
  ldr x0, [x0]
  ldr x0, [x0, #P_THREAD_COUNT]
  bl print_decimal
  message ")\n"
  b power_off_after_error

.bss
.balign 8
run_queue: .skip QUEUE_SIZE           // QUEUE_*: runnable threads
.global first_process
first_process: .skip 8
