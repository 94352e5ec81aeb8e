// eventfd(2): a counter in F_OFFSET.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.equ EVENTFD_MAXIMUM, -2              // the largest value is 2^64 - 2

.text
// eventfd2(initial, flags)
.global sys_eventfd2
sys_eventfd2:
  ldr w9, =(O_CLOEXEC | O_NONBLOCK | 1 << EFD_SEMAPHORE_BIT)
  bic w9, w1, w9
  cbnz w9, fail_einval
  mov w19, w0
  mov w20, w1
  address x0, eventfd_operations
  and x1, x20, #O_NONBLOCK
  orr x1, x1, #O_RDWR
  bl file_alloc
  str x19, [x0, #F_OFFSET]
  and x1, x20, #(1 << EFD_SEMAPHORE_BIT)
  str x1, [x0, #F_NODE]               // 1 = semaphore
  ubfx x1, x20, #O_CLOEXEC_BIT, #1
  bl descriptor_install
  b syscall_return

// OP_READ
eventfd_read:
  push x29, x30
  push x19, x20
  mov x19, x0
  mov x0, #-EINVAL
  cmp x2, #8
  b.lo 9f
  ldr x3, [x19, #F_OFFSET]
  cbz x3, 7f
  ldr x4, [x19, #F_NODE]
  cmp x4, #0
  csinc x20, x3, xzr, eq              // the whole counter, or 1
  str x20, [sp, #-16]!
  mov x0, x1
  mov x1, sp
  mov x2, #8
  bl copy_to_user
  add sp, sp, #16
  cbnz x0, 9f
  ldr x3, [x19, #F_OFFSET]
  sub x3, x3, x20
  str x3, [x19, #F_OFFSET]
  add x0, x19, #F_QUEUE2
  bl queue_wake_all
  mov x0, x19
  mov x1, #EPOLLOUT
  bl poll_notify
  mov x0, #8
  b 9f
7:
  mov x0, x19
  mov x1, #F_QUEUE
  bl file_wait
9:
  pop x19, x20
  pop x29, x30
  ret

// OP_WRITE
eventfd_write:
  push x29, x30
  push x19, x20
  mov x19, x0
  mov x0, #-EINVAL
  cmp x2, #8
  b.lo 9f
  sub sp, sp, #16
  mov x0, sp
  mov x2, #8
  bl copy_from_user
  ldr x20, [sp], #16
  cbnz x0, 9f
  mov x0, #-EINVAL
  cmn x20, #1
  b.eq 9f
  ldr x1, [x19, #F_OFFSET]
  mov x2, #EVENTFD_MAXIMUM
  sub x2, x2, x1
  cmp x20, x2
  b.hi 7f
  add x1, x1, x20
  str x1, [x19, #F_OFFSET]
  add x0, x19, #F_QUEUE
  bl queue_wake_all
  mov x0, x19
  mov x1, #EPOLLIN
  bl poll_notify
  mov x0, #8
  b 9f
7:
  mov x0, x19
  mov x1, #F_QUEUE2
  bl file_wait
9:
  pop x19, x20
  pop x29, x30
  ret

// OP_POLL
eventfd_poll:
  ldr x1, [x0, #F_OFFSET]
  cmp x1, #0
  cset x0, ne                         // EPOLLIN
  mov x2, #EVENTFD_MAXIMUM
  cmp x1, x2
  b.hs 1f
  orr x0, x0, #EPOLLOUT
1:
  ret

// OP_RELEASE
eventfd_release:
  ret
.ltorg

.section .rodata, "a"
.balign 8
eventfd_operations:
  .quad eventfd_read, eventfd_write, eventfd_poll, eventfd_release, 0, MODE_0600, 1
