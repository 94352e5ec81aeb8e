// Waits in rt_sigsuspend, and for nothing else. With an argument it has a handler for SIGINT, which ends the program
// with status 7. Says "ready" once it is about to wait.

.equ SYS_EXIT, 93
.equ SYS_WRITE, 64
.equ SYS_RT_SIGSUSPEND, 133
.equ SYS_RT_SIGACTION, 134
.equ SYS_RT_SIGPROCMASK, 135
.equ SIGINT, 2
.equ SIG_BLOCK, 0
.equ SIGSET_SIZE, 8
.equ STATUS, 7

.text
.global _start
_start:
  ldr x19, [sp]                       // argc
  mov x0, #SIG_BLOCK
  adr x1, sigint_alone
  mov x2, #0
  mov x3, #SIGSET_SIZE
  mov x8, #SYS_RT_SIGPROCMASK
  svc #0
  cmp x19, #1
  b.eq 1f
  mov x0, #SIGINT
  adr x1, action
  mov x2, #0
  mov x3, #SIGSET_SIZE
  mov x8, #SYS_RT_SIGACTION
  svc #0
1:
  mov x0, #1
  adr x1, ready
  mov x2, #6
  mov x8, #SYS_WRITE
  svc #0
  adr x0, no_signal
  mov x1, #SIGSET_SIZE
  mov x8, #SYS_RT_SIGSUSPEND
  svc #0
  brk #0                              // a handler has returned

handler:
  mov x0, #STATUS
  mov x8, #SYS_EXIT
  svc #0

.balign 8
sigint_alone: .quad 1 << (SIGINT - 1)
no_signal: .quad 0
action: .quad handler, 0, 0, 0        // handler, flags, restorer, mask
ready: .ascii "ready\n"
