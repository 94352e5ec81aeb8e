// pselect6(2), for descriptors below 1024. It waits as ppoll does; the program's sets are written when the call is over.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.equ SELECT_LIMIT, 1024               // FD_SETSIZE
.equ SET_SIZE, SELECT_LIMIT / 8
.equ ASKED, 0                         // on the stack: the three sets of the program
.equ FOUND, 3 * SET_SIZE              // and what is ready of them
.equ SETS_SIZE, 6 * SET_SIZE
.equ READABLE, EPOLLIN | EPOLLRDNORM | EPOLLHUP | EPOLLERR // fs/select.c, POLLIN_SET and POLLOUT_SET
.equ WRITABLE, EPOLLOUT | EPOLLWRNORM | EPOLLERR

.text
// pselect6(count, readable, writable, exceptional, timeout, {sigmask, sigsetsize}); no file has exceptional conditions
.global sys_pselect6
sys_pselect6:
  mov w19, w0
  mov x20, x1
  mov x21, x2
  mov x22, x3
  mov x23, x4
  cmp w0, #SELECT_LIMIT
  b.hi fail_einval
  cbz x5, 1f
  sub sp, sp, #16
  mov x0, sp
  mov x1, x5
  mov x2, #16
  bl copy_from_user
  cbnz x0, syscall_return
  ldp x0, x1, [sp], #16
  cbz x0, 1f
  bl signal_mask_for_call
  cbnz x0, syscall_return
1:
  mov x0, x23
  bl poll_deadline                    // x24, x25
  mov x0, x2
  cbnz x2, 9f
  sub sp, sp, #SETS_SIZE
  mov x0, #0
2:
  str xzr, [sp, x0]
  add x0, x0, #8
  cmp x0, #SETS_SIZE
  b.lo 2b
  add w26, w19, #63
  lsr w26, w26, #6
  lsl w26, w26, #3                    // bytes of a set that count
  mov x0, sp
  mov x1, x20
  bl load_set
  add x0, sp, #SET_SIZE
  mov x1, x21
  bl load_set
  add x0, sp, #(2 * SET_SIZE)
  mov x1, x22
  bl load_set
  mov w23, #0                         // descriptor
  mov w27, #0                         // bits found
3:
  cmp w23, w19
  b.hs 6f
  bl bits_of_descriptor
  cbz x0, 4f
  mov w0, w23
  bl descriptor_peek
  cbz x0, fail_ebadf_with_mask
  ldr x1, [x0, #F_OPS]
  ldr x1, [x1, #OP_POLL]
  blr x1
  bl store_found
4:
  add w23, w23, #1
  b 3b
6:
  orr w0, w27, w25
  cbz w0, 7f
  add x1, sp, #FOUND
  mov x0, x20
  bl store_set
  add x1, sp, #(FOUND + SET_SIZE)
  mov x0, x21
  bl store_set
  add x1, sp, #(FOUND + 2 * SET_SIZE)
  mov x0, x22
  bl store_set
  mov w0, w27
  b 9f
7:
  address x0, poll_waiters
  mov x1, x24
  mov x3, #BLOCK_LOOK_AGAIN
  b block_current
fail_ebadf_with_mask:
  mov x0, #-EBADF
9:
  b syscall_return_with_mask

// Copy a set from the program. in: x0 = where to, x1 = user address or 0, w26 = bytes. clobbers: x0-x9.
load_set:
  cbz x1, 1f
  push x29, x30
  mov w2, w26
  bl copy_from_user
  pop x29, x30
  cbnz x0, 9b
1:
  ret

// Copy a set to the program. in: x0 = user address or 0, x1 = set, w26 = bytes. clobbers: x0-x9.
store_set:
  cbz x0, 1f
  push x29, x30
  mov w2, w26
  bl copy_to_user
  pop x29, x30
  cbnz x0, 9b
1:
  ret

// In which sets a descriptor is. in: w23, SP = the sets. out: x0 = bit 0 readable, 1 writable, 2 exceptional.
// clobbers: x1-x3.
bits_of_descriptor:
  lsr w1, w23, #6
  add x1, sp, x1, lsl #3
  ldr x2, [x1, #ASKED]
  lsr x2, x2, x23
  and x0, x2, #1
  ldr x2, [x1, #(ASKED + SET_SIZE)]
  lsr x2, x2, x23
  bfi x0, x2, #1, #1
  ldr x2, [x1, #(ASKED + 2 * SET_SIZE)]
  lsr x2, x2, x23
  bfi x0, x2, #2, #1
  ret

// Note what a descriptor is ready for, among what was asked. in: w0 = EPOLL* mask, w23, w27, SP = the sets. out: w27.
// clobbers: x0-x6.
store_found:
  mov x6, x30
  mov w4, w0
  bl bits_of_descriptor
  mov w5, #READABLE
  tst w4, w5
  csel w2, w0, wzr, ne
  and w2, w2, #1
  mov w5, #WRITABLE
  tst w4, w5
  csel w3, w0, wzr, ne
  ubfx w3, w3, #1, #1
  add w27, w27, w2
  add w27, w27, w3
  lsr w1, w23, #6
  add x1, sp, x1, lsl #3
  lsl x2, x2, x23
  lsl x3, x3, x23
  ldr x4, [x1, #FOUND]
  orr x4, x4, x2
  str x4, [x1, #FOUND]
  ldr x4, [x1, #(FOUND + SET_SIZE)]
  orr x4, x4, x3
  str x4, [x1, #(FOUND + SET_SIZE)]
  ret x6
