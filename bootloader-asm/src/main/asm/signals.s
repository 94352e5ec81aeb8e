// Signals: sending, choosing, default actions.
// There is no job control: signals whose default action is to stop the process do nothing.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

// sigaction_of REG, PROCESS, SIGNAL: address of a signal's action; SIGNAL is 1..64. clobbers: only REG.
.macro sigaction_of reg:req, process:req, signal:req
  add \reg, \process, \signal, lsl #5
  add \reg, \reg, #(P_SIGACTIONS - SIGACTION_SIZE)
.endm

.equ FIRST_REAL_TIME, 32              // from here on signals have no names of their own

.text
// Signals that x28 would take now. in: x28. out: x2 = set, 0 when none. clobbers: x3.
.global signal_is_deliverable
signal_is_deliverable:
  ldr x2, [x28, #T_PROCESS]
  ldr x2, [x2, #P_PENDING]
  ldr x3, [x28, #T_PENDING]
  orr x2, x2, x3
  ldr x3, [x28, #T_SIGMASK]
  bic x2, x2, x3
  ret

// Would a signal do nothing? in: x0 = process, x1 = signal. out: x2 = 1 or 0. clobbers: x3, x4.
signal_is_ignored:
  sigaction_of x3, x0, x1
  ldr x3, [x3, #SIGACTION_HANDLER]
  cmp x3, #SIG_IGN
  cset x2, eq
  b.hs 1f
  sub x4, x1, #1                      // SIG_DFL
  ldr x3, =(SIGNALS_IGNORED | SIGNALS_STOPPING)
  lsr x3, x3, x4
  and x2, x3, #1
1:
  ret

// Has the program a handler for a signal? in: x0 = process, x1 = signal. out: x0 = 1 or 0. clobbers: x3.
.global signal_has_handler
signal_has_handler:
  sigaction_of x3, x0, x1
  ldr x3, [x3, #SIGACTION_HANDLER]
  cmp x3, #SIG_IGN
  cset x0, hi
  ret

// Send a signal to a thread. in: x0 = thread, x1 = signal 1..64, x2 = SIGNAL_BY_*.
// clobbers: x0-x8.
.global signal_send_thread
signal_send_thread:
  push x29, x30
  mov x5, x0
  mov x6, x1
  mov x7, x2
  sub x3, x1, #1
  mov x8, #1
  lsl x8, x8, x3
  ldr x3, [x5, #T_SIGMASK]
  tst x3, x8
  b.ne 1f                             // blocked: stays pending whatever the action is
  ldr x0, [x5, #T_PROCESS]
  bl signal_is_ignored
  cbnz x2, 3f
1:
  ldr x3, [x5, #T_PENDING]
  orr x3, x3, x8
  str x3, [x5, #T_PENDING]
  ldr x3, [x5, #T_PENDING_USER]
  bic x4, x3, x8
  orr x3, x3, x8
  cmp x7, #SIGNAL_BY_USER
  csel x3, x3, x4, eq
  str x3, [x5, #T_PENDING_USER]
  ldr x3, [x5, #T_PENDING_TIMER]
  bic x4, x3, x8
  orr x3, x3, x8
  cmp x7, #SIGNAL_BY_TIMER
  csel x3, x3, x4, eq
  str x3, [x5, #T_PENDING_TIMER]
  mov x0, x5
  mov x1, x8
  bl signal_wake
3:
  pop x29, x30
  ret

// Send a signal to the process as the kernel does (SI_KERNEL). in: x0 = process, x1 = signal, x2 = thread that is asked
// first, or 0. clobbers: x0-x8.
.global signal_send_process_by_kernel
signal_send_process_by_kernel:
  sub x3, x1, #1
  mov x8, #1
  lsl x8, x8, x3
  ldr x3, [x0, #P_PENDING_KERNEL]
  orr x3, x3, x8
  str x3, [x0, #P_PENDING_KERNEL]

// Send a signal to the process: a thread that does not block it will take it, as in Linux the first one of the process
// rather than others. in: x0 = process, x1 = signal, x2 = thread that is asked before all, if it runs, or 0.
// clobbers: x0-x8.
.global signal_send_process
signal_send_process:
  push x29, x30
  sub x3, x1, #1
  mov x8, #1
  lsl x8, x8, x3
  mov x7, x0
  mov x6, x2
  bl signal_is_ignored
  cbnz x2, 3f
  ldr x3, [x7, #P_PENDING]
  orr x3, x3, x8
  str x3, [x7, #P_PENDING]
  cbz x6, 0f
  ldr x5, [x6, #T_STATE]
  cmp x5, #STATE_RUNNING
  b.ne 0f
  ldr x5, [x6, #T_SIGMASK]
  tst x5, x8
  b.eq 3f                             // it finds the signal on its way back to EL0
0:
  ldr x0, [x7, #P_PID]
  bl thread_find
  mov x5, x0
  cbz x0, 4f
  bl signal_mask_of_waiter
  tst x2, x8
  b.eq 2f
4:
  ldr x5, [x7, #P_THREADS]
1:
  cbz x5, 3f
  mov x0, x5
  bl signal_mask_of_waiter
  tst x2, x8
  b.eq 2f
  ldr x5, [x5, #T_THREAD_NEXT]
  b 1b
2:
  mov x0, x5
  mov x1, x8
  bl signal_wake
3:
  pop x29, x30
  ret

// Let a thread notice a signal if it gets through: interrupt its syscall, or the CPU where it runs. in: x0 = thread,
// x1 = signal's bit. clobbers: x1-x4.
signal_wake:
  mov x4, x30
  bl signal_mask_of_waiter
  mov x30, x4
  tst x2, x1
  b.ne 1f
  ldr x2, [x0, #T_STATE]
  cmp x2, #STATE_BLOCKED
  mov x1, #WAKE_INTERRUPTED
  b.eq thread_wake
  cmp x2, #STATE_RUNNING
  b.ne 1f                             // a runnable thread finds it on its way back to EL0
  ldr x1, [x0, #T_CPU]
  mrs x2, tpidr_el1
  cmp x1, x2
  b.ne gic_kick                       // so does the sender
1:
  ret

// A blocked syscall of x28 was interrupted: choose between a restart and EINTR, then deliver. in: x2 = deliverable set.
// Does not return.
.global signal_interrupt_call
signal_interrupt_call:
  rbit x0, x2
  clz x0, x0
  add x1, x0, #1
  ldr x0, [x28, #T_PROCESS]
  mov x19, x2
  bl signal_is_ignored
  cbnz x2, 1f                         // nobody will notice: restart
  sigaction_of x3, x0, x1
  ldr x4, [x3, #SIGACTION_FLAGS]
  ldr x5, [x28, #T_BLOCK_KIND]
  cmp x5, #BLOCK_RESTART
  b.ne 2f
  tbz x4, #SA_RESTART_BIT, 2f
1:
  ldr x0, [x28, #T_PC]
  sub x0, x0, #4
  str x0, [x28, #T_PC]
  b 3f
2:
  cmp x5, #BLOCK_SLEEP
  b.ne 4f
  bl time_write_remaining
4:
  mov x0, #-EINTR
  str x0, [x28, #T_X]
3:
  mov x0, x19

// Deliver the first of a set of pending signals. in: x0 = deliverable set, x28. Does not return.
.global signal_deliver
signal_deliver:
  bl signal_take
  mov x0, x20
  mov x1, x19
  bl signal_is_ignored
  cbnz x2, return_to_program
  sigaction_of x20, x20, x19
  ldr x2, [x20, #SIGACTION_HANDLER]
  cbz x2, 3f
  b signal_enter_handler
3:
  mov x0, x19
  mov x1, #0
  b signal_fatal

// Take the first of a set of pending signals, the thread's own before the process's; what its siginfo says comes with it.
// in: x0 = set, not empty, x28. out: x19 = signal, x20 = process, x21 = si_code, x22 = si_pid and si_uid, or a timer's
// si_timerid and si_overrun, x25 = si_value. clobbers: x0-x6, x23, x24.
.global signal_take
signal_take:
  push x29, x30
  rbit x1, x0
  clz x1, x1
  mov x24, #1
  lsl x24, x24, x1                    // its bit
  add x19, x1, #1
  ldr x20, [x28, #T_PROCESS]
  ldr x22, [x20, #P_PID]              // the uid is 0
  mov x25, #0
  ldr x3, [x28, #T_PENDING]
  tst x3, x24
  b.eq 1f
  bic x3, x3, x24
  str x3, [x28, #T_PENDING]
  ldr x3, [x28, #T_PENDING_USER]
  tst x3, x24
  mov x21, #SI_USER
  mov x4, #SI_TKILL
  csel x21, x21, x4, ne
  ldr x3, [x28, #T_PENDING_TIMER]
  tst x3, x24
  b.eq 3f
  mov x21, #SI_TIMER                  // the timer may be gone by now
  mov x0, #TIMER_TO_THREAD
  add x23, x28, #T_PENDING
  b 2f
1:
  ldr x3, [x20, #P_PENDING]
  bic x3, x3, x24
  str x3, [x20, #P_PENDING]
  ldr x3, [x20, #P_PENDING_KERNEL]
  mov x21, #SI_USER
  mov x4, #SI_KERNEL
  tst x3, x24
  csel x21, x4, x21, ne
  bic x3, x3, x24
  str x3, [x20, #P_PENDING_KERNEL]
  b.ne 3f
  mov x0, #TIMER_TO_PROCESS
  add x23, x20, #P_PENDING
2:
  mov x1, x19
  bl timer_deliver
  cbz x0, 3f
  mov x21, #SI_TIMER
  ldr x22, [x0, #TIMER_ID]
  ldr x2, [x0, #TIMER_OVERRUN_DELIVERED]
  bfi x22, x2, #32, #32
  ldr x25, [x0, #TIMER_VALUE]
  cbz x1, 3f
  ldr x3, [x23]                       // the next timer's turn comes after this one's
  orr x3, x3, x24
  str x3, [x23]
3:
  pop x29, x30
  ret

// A synchronous fault becomes a signal that cannot be blocked or ignored. in: x0 = signal, x1 = si_code, x2 =
// si_addr, x28. Does not return.
.global signal_force
signal_force:
  mov x19, x0
  mov x21, x1
  mov x22, x2
  mov x25, #0
  ldr x20, [x28, #T_PROCESS]
  sigaction_of x20, x20, x0
  ldr x3, [x20, #SIGACTION_HANDLER]
  cmp x3, #SIG_IGN
  b.ls 1f
  ldr x3, [x28, #T_SIGMASK]
  sub x4, x0, #1
  lsr x3, x3, x4
  tbz x3, #0, signal_enter_handler
1:
  mov x1, #1

// A signal ends the program: say which, where, and end with 128 + signal. in: x0 = signal, x1 = 1 when T_FAULT_ADDRESS
// belongs to it, x28. Does not return.
.global signal_fatal
signal_fatal:
  mov x19, x0
  mov x20, x1
  message "[nucleus] the program was killed by signal "
  mov x0, x19
  bl print_decimal
  message " "
  address x0, signal_names
  mov x1, #FIRST_REAL_TIME
  cmp x19, x1
  csel x1, x19, x1, lo
  bl nth_string
  bl print_string
  cbz x20, 4f
  message " at address "
  ldr x0, [x28, #T_FAULT_ADDRESS]
  bl print_hexadecimal
4:
  message ", pc "
  ldr x0, [x28, #T_PC]
  bl print_hexadecimal
  message ", thread "
  ldr x0, [x28, #T_TID]
  bl print_decimal
  message "\n"
  add x0, x19, #128
  b power_off_with_status
.ltorg

.section .rodata, "a"
signal_names: // index = signal
  .asciz "0", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL"
  .asciz "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP"
  .asciz "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO"
  .asciz "SIGPWR", "SIGSYS", "(real time)"
