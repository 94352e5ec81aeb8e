// timerfd(2): a file that can be read once its timer has expired. F_NODE is the timer.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.text
// timerfd_create(clock, flags)
.global sys_timerfd_create
sys_timerfd_create:
  mov w19, w0
  mov w20, w1
  ldr w9, =(O_CLOEXEC | O_NONBLOCK)
  bic w9, w1, w9
  cbnz w9, fail_einval
  cmp w19, #CLOCK_REALTIME
  ccmp w19, #CLOCK_MONOTONIC, #4, ne
  ccmp w19, #CLOCK_BOOTTIME, #4, ne
  b.ne fail_einval
  mov w0, w19
  mov x1, #TIMER_TO_FILE
  bl timer_alloc
  mov x21, x0
  address x0, timerfd_operations
  and x1, x20, #O_NONBLOCK
  orr x1, x1, #O_RDWR
  bl file_alloc
  str x21, [x0, #F_NODE]
  str x0, [x21, #TIMER_FILE]
  ubfx x1, x20, #O_CLOEXEC_BIT, #1
  bl descriptor_install
  b syscall_return

// timerfd_settime(fd, flags, new, old)
.global sys_timerfd_settime
sys_timerfd_settime:
  mov w20, w1
  mov x21, x2
  mov x22, x3
  tst w1, #~TFD_SETTIME_FLAGS
  b.ne fail_einval
  bl timer_of_descriptor
  mov x19, x0
  b timer_settime_common

// timerfd_gettime(fd, current)
.global sys_timerfd_gettime
sys_timerfd_gettime:
  mov x22, x1
  bl timer_of_descriptor
  b timer_gettime_common

// in: w0 = fd. out: x0 = timer; fails with EBADF or EINVAL. clobbers: x1, x2, x9.
timer_of_descriptor:
  push x29, x30
  bl descriptor_get
  pop x29, x30
  cbz x0, fail_ebadf
  ldr x1, [x0, #F_OPS]
  address x2, timerfd_operations
  cmp x1, x2
  b.ne fail_einval
  ldr x0, [x0, #F_NODE]
  ret

// OP_READ
timerfd_read:
  push x29, x30
  push x19, x20
  mov x19, x0
  mov x0, #-EINVAL
  cmp x2, #8
  b.lo 9f
  ldr x20, [x19, #F_NODE]
  ldr x3, [x20, #TIMER_EXPIRATIONS]
  cbz x3, 7f
  mov x0, x1
  add x1, x20, #TIMER_EXPIRATIONS
  mov x2, #8
  bl copy_to_user
  cbnz x0, 9f
  str xzr, [x20, #TIMER_EXPIRATIONS]
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
timerfd_write:
  mov x0, #-EINVAL
  ret

// OP_POLL
timerfd_poll:
  ldr x0, [x0, #F_NODE]
  ldr x0, [x0, #TIMER_EXPIRATIONS]
  cmp x0, #0
  cset x0, ne                         // EPOLLIN
  ret

// OP_RELEASE
timerfd_release:
  ldr x0, [x0, #F_NODE]
  b timer_free
.ltorg

.section .rodata, "a"
.balign 8
timerfd_operations:
  .quad timerfd_read, timerfd_write, timerfd_poll, timerfd_release, 0, MODE_0600, 1
