// Syscalls that wait for signals, and the signal mask that some calls have for their own duration.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ SIGSET_SIZE, 8                   // sigsetsize argument

.text
// Take a call's own signal mask until the call is over (Linux set_user_sigmask). A call that is dispatched again has it
// already. in: x0 = mask (user address), x1 = sigsetsize, x28. out: x0 = 0 or -errno. clobbers: x1-x9.
.global signal_mask_for_call
signal_mask_for_call:
  ldr x2, [x28, #T_MASK_SWAPPED]
  cbnz x2, 1f
  cmp x1, #SIGSET_SIZE
  b.ne 2f
  push x29, x30
  sub sp, sp, #16
  mov x1, x0
  mov x0, sp
  mov x2, #SIGSET_SIZE
  bl copy_from_user
  ldr x1, [sp], #16
  pop x29, x30
  cbnz x0, 3f
  ldr x2, =SIGNALS_UNBLOCKABLE
  bic x1, x1, x2
  ldr x2, [x28, #T_SIGMASK]
  str x2, [x28, #T_OLD_MASK]
  str x1, [x28, #T_SIGMASK]
  mov x1, #1
  str x1, [x28, #T_MASK_SWAPPED]
1:
  mov x0, #0
3:
  ret
2:
  mov x0, #-EINVAL
  ret

// The mask that a signal frame saves: the thread's own, and the call's is over. in: x28. out: x0 = mask. clobbers: x1.
.global signal_mask_to_save
signal_mask_to_save:
  ldr x1, [x28, #T_MASK_SWAPPED]
  ldr x0, [x28, #T_SIGMASK]
  cbz x1, 1f
  str xzr, [x28, #T_MASK_SWAPPED]
  ldr x0, [x28, #T_OLD_MASK]
1:
  ret

// End of a syscall that may have its own mask. in: x0 = result, x28. Does not return.
.global syscall_return_with_mask
syscall_return_with_mask:
  ldr x1, [x28, #T_MASK_SWAPPED]
  cbz x1, syscall_return
  bl restore_mask
  b syscall_return

// The same when the result is stored already. in: x28. Does not return.
.global return_to_program_with_mask
return_to_program_with_mask:
  ldr x1, [x28, #T_MASK_SWAPPED]
  cbz x1, return_to_program
  bl restore_mask
  b return_to_program

// in: x28. clobbers: x1.
restore_mask:
  str xzr, [x28, #T_MASK_SWAPPED]
  ldr x1, [x28, #T_OLD_MASK]
  str x1, [x28, #T_SIGMASK]
  ret

// rt_sigsuspend(mask, sigsetsize)
.global sys_rt_sigsuspend
sys_rt_sigsuspend:
  bl signal_mask_for_call
  cbnz x0, syscall_return
  mov x0, #0
  mov x1, #0
  mov x2, #0
  mov x3, #BLOCK_EINTR
  b block_current

// rt_sigtimedwait(set, info, timeout, sigsetsize)
.global sys_rt_sigtimedwait
sys_rt_sigtimedwait:
  mov x19, x1
  mov x20, x2
  cmp x3, #SIGSET_SIZE
  b.ne fail_einval
  sub sp, sp, #SIGINFO_SIZE
  mov x1, x0
  mov x0, sp
  mov x2, #SIGSET_SIZE
  bl copy_from_user
  cbnz x0, syscall_return
  ldr x21, [sp]
  ldr x0, =SIGNALS_UNBLOCKABLE
  bic x21, x21, x0
  ldr x22, [x28, #T_PROCESS]
  ldr x0, [x28, #T_PENDING]
  ldr x1, [x22, #P_PENDING]
  orr x2, x0, x1
  ands x2, x2, x21
  b.ne 3f
  ldr x1, [x28, #T_SAVED_DEADLINE]
  cbnz x1, 2f
  cbz x20, 2f                         // no timeout: x1 = 0
  mov x0, x20
  bl time_read_timespec
  cbnz x2, 5f
  orr x2, x0, x1
  cbz x2, fail_eagain
  bl time_relative_deadline
  mov x1, x0
  str x1, [x28, #T_SAVED_DEADLINE]
2:
  str x21, [x28, #T_SIGNALS_AWAITED]
  mov x0, #0
  mov x2, #-EAGAIN
  mov x3, #BLOCK_EINTR
  b block_current
3:
  mov x26, x19                        // siginfo of the program, or 0
  mov x0, x2
  bl signal_take
  cbz x26, 4f
  mov x0, #0
31:
  str xzr, [sp, x0]
  add x0, x0, #8
  cmp x0, #SIGINFO_SIZE
  b.lo 31b
  str w19, [sp, #SIGINFO_SIGNO]
  str w21, [sp, #SIGINFO_CODE]
  stp x22, x25, [sp, #SIGINFO_ADDRESS] // and SIGINFO_VALUE
  mov x0, x26
  mov x1, sp
  mov x2, #SIGINFO_SIZE
  bl copy_to_user
  cbnz x0, syscall_return
4:
  mov x0, x19
  b syscall_return
5:
  mov x0, x2
  b syscall_return

// The signals that a thread keeps off, those that rt_sigtimedwait waits for not counted. in: x0 = thread. out: x2 = mask.
// clobbers: x3.
.global signal_mask_of_waiter
signal_mask_of_waiter:
  ldr x2, [x0, #T_SIGMASK]
  ldr x3, [x0, #T_X8]
  cmp x3, #SYSCALL_RT_SIGTIMEDWAIT
  b.ne 1f
  ldr x3, [x0, #T_STATE]
  cmp x3, #STATE_BLOCKED
  b.ne 1f
  ldr x3, [x0, #T_SIGNALS_AWAITED]
  bic x2, x2, x3
1:
  ret
.ltorg
