// Syscalls on signals.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.equ SIGSET_SIZE, 8                   // sigsetsize argument

.text
// rt_sigaction(signal, new, old, sigsetsize)
.global brief_rt_sigaction
brief_rt_sigaction:
  cmp x3, #SIGSET_SIZE
  b.ne 8f
  sub x3, x0, #1
  cmp x3, #NSIG
  b.hs 8f
  ldr x8, [x28, #T_PROCESS]
  add x8, x8, x3, lsl #5
  cbz x1, 2f
  cmp x0, #SIGKILL
  ccmp x0, #SIGSTOP, #4, ne
  b.eq 8f
  bl load_user_quads                  // read the new action before the old one is written
  cbnz x0, brief_return
  mov x10, x4
  mov x11, x5
  mov x12, x6
  ldr x1, =SIGNALS_UNBLOCKABLE
  bic x3, x7, x1
  cbz x2, 1f
  mov x1, x2
  ldp x4, x5, [x8, #P_SIGACTIONS]
  ldp x6, x7, [x8, #(P_SIGACTIONS + 16)]
  bl store_user_quads
  cbnz x0, brief_return
1:
  stp x10, x11, [x8, #P_SIGACTIONS]
  stp x12, x3, [x8, #(P_SIGACTIONS + 16)]
  b brief_return
2:
  mov x0, #0
  cbz x2, brief_return
  mov x1, x2
  ldp x4, x5, [x8, #P_SIGACTIONS]
  ldp x6, x7, [x8, #(P_SIGACTIONS + 16)]
  bl store_user_quads
  b brief_return
8:
  mov x0, #-EINVAL
  b brief_return

// rt_sigprocmask(how, new, old, sigsetsize)
.global sys_rt_sigprocmask
sys_rt_sigprocmask:
  cmp x3, #SIGSET_SIZE
  b.ne fail_einval
  mov x19, x0
  mov x20, x1
  mov x21, x2
  ldr x22, [x28, #T_SIGMASK]
  sub sp, sp, #16
  cbz x1, 4f
  mov x0, sp
  mov x2, #SIGSET_SIZE
  bl copy_from_user
  cbnz x0, syscall_return
  ldr x0, [sp]
  ldr x1, =SIGNALS_UNBLOCKABLE
  bic x0, x0, x1
  orr x1, x22, x0
  cmp w19, #SIG_BLOCK
  b.eq 1f
  bic x1, x22, x0
  cmp w19, #SIG_UNBLOCK
  b.eq 1f
  mov x1, x0
  cmp w19, #SIG_SETMASK
  b.ne fail_einval
1:
  str x1, [x28, #T_SIGMASK]
4:
  cbz x21, 5f
  str x22, [sp]
  mov x0, x21
  mov x1, sp
  mov x2, #SIGSET_SIZE
  bl copy_to_user
  b syscall_return
5:
  mov x0, #0
  b syscall_return

// rt_sigpending(set, sigsetsize)
.global sys_rt_sigpending
sys_rt_sigpending:
  ldr x2, [x28, #T_PROCESS]
  ldr x2, [x2, #P_PENDING]
  ldr x3, [x28, #T_PENDING]
  orr x2, x2, x3
  ldr x3, [x28, #T_SIGMASK]
  and x2, x2, x3
  str x2, [sp, #-16]!
  cmp x1, #SIGSET_SIZE
  b.hi fail_einval
  mov x2, x1
  mov x1, sp
  bl copy_to_user
  b syscall_return

// sigaltstack(new, old)
.global sys_sigaltstack
sys_sigaltstack:
  mov x19, x0
  mov x20, x1
  sub sp, sp, #64                     // new at 0, old at 32
  cbz x0, 1f
  mov x1, x0
  mov x0, sp
  mov x2, #24
  bl copy_from_user
  cbnz x0, syscall_return
1:
  ldr x0, [x28, #T_ALTSTACK_SP]
  ldr x1, [x28, #T_ALTSTACK_FLAGS]
  ldr x2, [x28, #T_ALTSTACK_SIZE]
  ldr x3, [x28, #T_SP]
  sub x3, x3, x0
  sub x3, x3, #1
  cmp x3, x2
  cset x21, lo                        // on the stack now
  orr x3, x1, x21                     // SS_ONSTACK
  stp x0, x3, [sp, #32]
  str x2, [sp, #48]
  cbz x19, 3f
  cbnz x21, fail_eperm
  ldp x0, x1, [sp]
  ldr x2, [sp, #16]
  mov w1, w1
  cmp x1, #SS_DISABLE
  b.eq 2f
  tst x1, #~SS_ONSTACK                // SS_ONSTACK is accepted and means 0 (Linux do_sigaltstack)
  b.ne fail_einval
  ldr x3, =MINSIGSTKSZ
  cmp x2, x3
  b.lo fail_enomem
  mov x1, #0
  b 4f
2:
  mov x0, #0
  mov x2, #0
4:
  str x0, [x28, #T_ALTSTACK_SP]
  str x1, [x28, #T_ALTSTACK_FLAGS]
  str x2, [x28, #T_ALTSTACK_SIZE]
3:
  mov x0, #0
  cbz x20, syscall_return
  mov x0, x20
  add x1, sp, #32
  mov x2, #24
  bl copy_to_user
  b syscall_return

// tkill(tid, signal)
.global sys_tkill
sys_tkill:
  mov x2, x1
  mov x1, x0
  b 1f

// tgkill(tgid, tid, signal)
.global sys_tgkill
sys_tgkill:
  ldr x9, [x28, #T_PROCESS]
  ldr x9, [x9, #P_PID]
  cmp w0, w9
  b.ne fail_esrch
1:
  cmp w1, #0
  b.le fail_einval
  cmp w2, #NSIG
  b.hi fail_einval
  mov w19, w2
  mov w0, w1
  bl thread_find
  cbz x0, fail_esrch
  cbz x19, 2f                         // signal 0 only asks
  mov x1, x19
  mov x2, #0
  bl signal_send_thread
2:
  mov x0, #0
  b syscall_return

// kill(pid, signal): the process, its group and "all" are the same here
.global sys_kill
sys_kill:
  cmp w1, #NSIG
  b.hi fail_einval
  ldr x9, [x28, #T_PROCESS]
  ldr x2, [x9, #P_PID]
  cmp w0, w2
  ccmp w0, #0, #4, ne
  ccmn w0, #1, #4, ne
  b.ne fail_esrch
  cbz w1, 1f
  mov x0, x9
  mov w1, w1
  mov x2, x28
  bl signal_send_process
1:
  mov x0, #0
  b syscall_return
.ltorg
