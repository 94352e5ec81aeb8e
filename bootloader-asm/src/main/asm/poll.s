// ppoll(2). A thread that waits for several files is on no file's queue but on one of its own kind: poll_notify wakes
// them all, and each looks at its files again.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ POLLFD_SIZE, 8                   // struct pollfd (asm-generic/poll.h): fd, events, revents
.equ POLLFD_EVENTS, 4
.equ POLLFD_REVENTS, 6
.equ POLLNVAL, 0x20
.equ POLL_ALWAYS, EPOLLERR | EPOLLHUP

.text
// ppoll(fds, count, timeout, sigmask, sigsetsize)
.global sys_ppoll
sys_ppoll:
  mov x19, x0
  mov x20, x1
  mov x21, x2
  mov x9, #FD_LIMIT
  cmp x1, x9
  b.hi fail_einval
  cbz x3, 1f
  mov x0, x3
  mov x1, x4
  bl signal_mask_for_call
  cbnz x0, syscall_return
1:
  mov x0, x21
  bl poll_deadline
  cbnz x2, 8f
  mov x22, #0                         // files that are ready
  mov x23, #0                         // files looked at
  sub sp, sp, #16
4:
  cmp x23, x20
  b.hs 6f
  mov x0, sp
  add x1, x19, x23, lsl #3
  mov x2, #POLLFD_SIZE
  bl copy_from_user
  cbnz x0, 9f
  bl returned_events
  strh w0, [sp, #POLLFD_REVENTS]
  cmp w0, #0
  cinc x22, x22, ne
  add x0, x19, x23, lsl #3
  mov x1, sp
  mov x2, #POLLFD_SIZE
  bl copy_to_user
  cbnz x0, 9f
  add x23, x23, #1
  b 4b
6:
  mov x0, x22
  cbnz x22, 9f
  cbnz x25, 9f
  address x0, poll_waiters
  mov x1, x24
  mov x2, #0
  mov x3, #BLOCK_EINTR
  b block_current
8:
  mov x0, x2
9:
  b syscall_return_with_mask

// When a call with a timeout stops waiting. in: x0 = struct timespec of the program or 0, x28. out: x24 = deadline in
// counter ticks, 0 for none; x25 = 1 when the call must not wait, or not any longer; x2 = 0 or -errno. clobbers: x0-x9.
.global poll_deadline
poll_deadline:
  push x29, x30
  mov x25, #0
  ldr x24, [x28, #T_SAVED_DEADLINE]
  cbnz x24, 1f
  mov x2, #0
  cbz x0, 2f
  bl time_read_timespec
  cbnz x2, 2f
  orr x2, x0, x1
  cmp x2, #0
  cset x25, eq
  bl time_relative_deadline
  mov x24, x0
  str x24, [x28, #T_SAVED_DEADLINE]
1:
  mrs x1, cntvct_el0
  cmp x24, x1
  csinc x25, x25, xzr, hi
  mov x2, #0
2:
  pop x29, x30
  ret

// What a file has for a struct pollfd. in: struct pollfd at SP. out: w0 = revents. clobbers: x0-x17.
returned_events:
  ldr w0, [sp]
  tbnz w0, #31, 2f                    // a negative descriptor is passed over
  push x29, x30
  bl descriptor_peek
  cbz x0, 1f
  ldr x1, [x0, #F_OPS]
  ldr x1, [x1, #OP_POLL]
  blr x1
  ldrh w1, [sp, #(16 + POLLFD_EVENTS)]
  mov w2, #POLL_ALWAYS
  orr w1, w1, w2
  and w0, w0, w1
  pop x29, x30
  ret
1:
  mov w0, #POLLNVAL
  pop x29, x30
  ret
2:
  mov w0, #0
  ret

.bss
.balign 8
.global poll_waiters
poll_waiters: .skip QUEUE_SIZE
