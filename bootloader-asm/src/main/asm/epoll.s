// epoll(7): interest lists with level, edge and one-shot triggering. An item hangs on three lists: its file's
// watches, its epoll's items, and, while something may have happened, its epoll's ready list. An epoll may watch another
// one, NESTING_LIMIT deep and without cycles.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ EVENTS_ALWAYS, EPOLLERR | EPOLLHUP
.equ NESTING_LIMIT, 4                 // fs/eventpoll.c, EP_MAX_NESTS

.text
// epoll_create1(flags)
.global sys_epoll_create1
sys_epoll_create1:
  ldr w9, =O_CLOEXEC
  bic w9, w0, w9
  cbnz w9, fail_einval
  ubfx x19, x0, #O_CLOEXEC_BIT, #1
  address x0, epoll_operations
  mov x1, #O_RDWR
  bl file_alloc
  mov x1, x19
  bl descriptor_install
  b syscall_return

// epoll_ctl(epfd, operation, fd, event)
.global sys_epoll_ctl
sys_epoll_ctl:
  mov w19, w1
  mov w20, w2
  mov x21, x3
  bl descriptor_get
  cbz x0, fail_ebadf
  mov x22, x0
  mov w0, w20
  bl descriptor_get
  cbz x0, fail_ebadf
  mov x23, x0
  ldr x1, [x22, #F_OPS]
  address x2, epoll_operations
  cmp x1, x2
  b.ne fail_einval
  cmp x22, x23
  b.eq fail_einval
  ldr x1, [x23, #F_OPS]
  ldr x1, [x1, #OP_POLLABLE]
  cbz x1, fail_eperm
  sub sp, sp, #16
  cmp w19, #EPOLL_CTL_DEL
  b.eq 1f
  mov x0, sp
  mov x1, x21
  mov x2, #EPOLL_EVENT_SIZE
  bl copy_from_user
  cbnz x0, syscall_return
1:
  bl find_item                        // x24
  cmp w19, #EPOLL_CTL_ADD
  b.eq 3f
  cbz x24, fail_enoent
  cmp w19, #EPOLL_CTL_MOD
  b.eq 4f
  cmp w19, #EPOLL_CTL_DEL
  b.ne fail_einval
  mov x0, x24
  bl item_drop
  mov x0, #0
  b syscall_return
3:
  cbnz x24, fail_eexist
  mov x0, x23
  mov x1, #0
  bl check_nesting
  cbnz x0, fail_eloop
  address x0, item_slab
  mov x1, #I_SIZE
  bl slab_alloc
  mov x24, x0
  stp x22, x23, [x24, #I_EPOLL]
  str x20, [x24, #I_FD]
  ldr x0, [x23, #F_WATCHES]
  str x0, [x24, #I_WATCH_NEXT]
  cbz x0, 31f
  str x24, [x0, #I_WATCH_PREV]
31:
  str x24, [x23, #F_WATCHES]
  ldr x0, [x22, #F_ITEMS]
  str x0, [x24, #I_ITEM_NEXT]
  cbz x0, 32f
  str x24, [x0, #I_ITEM_PREV]
32:
  str x24, [x22, #F_ITEMS]
4:
  ldr w0, [sp]
  orr w0, w0, #EVENTS_ALWAYS
  str x0, [x24, #I_EVENTS]
  ldr x0, [sp, #EPOLL_EVENT_DATA]
  str x0, [x24, #I_DATA]
  mov x0, x23                         // already ready?
  ldr x1, [x23, #F_OPS]
  ldr x1, [x1, #OP_POLL]
  blr x1
  ldr x1, [x24, #I_EVENTS]
  tst x0, x1
  b.eq 5f
  mov x0, x24
  bl item_make_ready
5:
  mov x0, #0
  b syscall_return

fail_enoent:
  sys_fail ENOENT
fail_eloop:
  sys_fail ELOOP

// Would a new item lead back to its own epoll, or too deep? in: x0 = file to be watched, x1 = epolls above it, x22 = the
// watching epoll. out: x0 = 0 when all is well. clobbers: x1-x3. Calls itself, NESTING_LIMIT deep at most.
check_nesting:
  ldr x2, [x0, #F_OPS]
  address x3, epoll_operations
  cmp x2, x3
  b.ne 3f
  cmp x0, x22
  b.eq 4f
  cmp x1, #NESTING_LIMIT
  b.hs 4f
  push x29, x30
  push x19, x20
  ldr x19, [x0, #F_ITEMS]
  add x20, x1, #1
1:
  cbz x19, 2f
  ldr x0, [x19, #I_FILE]
  mov x1, x20
  bl check_nesting
  cbnz x0, 2f
  ldr x19, [x19, #I_ITEM_NEXT]
  b 1b
2:
  cmp x19, #0                         // not at the end: stopped by a refusal
  cset x0, ne
  pop x19, x20
  pop x29, x30
  ret
3:
  mov x0, #0
  ret
4:
  mov x0, #1
  ret

// Find the item of a descriptor. in: x20 = fd, x22 = epoll, x23 = file. out: x24 = item or 0. clobbers: x0-x2.
find_item:
  ldr x24, [x23, #F_WATCHES]
1:
  cbz x24, 2f
  ldr x0, [x24, #I_EPOLL]
  ldr x1, [x24, #I_FD]
  cmp x0, x22
  ccmp x1, x20, #0, eq
  b.eq 2f
  ldr x24, [x24, #I_WATCH_NEXT]
  b 1b
2:
  ret

// Put an item on its epoll's ready list; who waits there wakes, and who watches the epoll learns of it. in: x0 = item.
// clobbers: x0-x17.
item_make_ready:
  ldr x1, [x0, #I_EPOLL]
  ldr x2, [x0, #I_READY]
  cbnz x2, 2f
  mov x2, #1
  str x2, [x0, #I_READY]
  str xzr, [x0, #I_READY_NEXT]
  ldr x2, [x1, #F_READY_TAIL]
  str x0, [x1, #F_READY_TAIL]
  cbz x2, 1f
  str x0, [x2, #I_READY_NEXT]
  b 2f
1:
  str x0, [x1, #F_READY]
2:
  push x29, x30
  push x1, xzr
  add x0, x1, #F_QUEUE
  bl queue_wake_all
  pop x0, xzr
  mov x1, #EPOLLIN
  bl poll_notify
  pop x29, x30
  ret

// Something happened to a file: its items become ready, and the threads in ppoll and pselect6 look again.
// in: x0 = file, x1 = EPOLL* mask. clobbers: x0-x17.
.global poll_notify
poll_notify:
  load_symbol x2, poll_waiters
  ldr x3, [x0, #F_WATCHES]
  orr x3, x2, x3
  cbnz x3, 1f
  ret
1:
  push x29, x30
  push x19, x20
  ldr x19, [x0, #F_WATCHES]
  mov x20, x1
  cbz x2, 1f
  address x0, poll_waiters
  bl queue_wake_all
1:
  cbz x19, 2f
  ldr x0, [x19, #I_EVENTS]
  mov x1, x19
  ldr x19, [x19, #I_WATCH_NEXT]
  tst x0, x20
  b.eq 1b
  mov x0, x1
  bl item_make_ready
  b 1b
2:
  pop x19, x20
  pop x29, x30
  ret

// Unlink and free an item. in: x0 = item. clobbers: x0-x5.
item_drop:
  ldp x1, x2, [x0, #I_WATCH_NEXT]
  cbz x1, 1f
  str x2, [x1, #I_WATCH_PREV]
1:
  ldr x3, [x0, #I_FILE]
  cbz x2, 2f
  str x1, [x2, #I_WATCH_NEXT]
  b 3f
2:
  str x1, [x3, #F_WATCHES]
3:
  ldp x1, x2, [x0, #I_ITEM_NEXT]
  cbz x1, 4f
  str x2, [x1, #I_ITEM_PREV]
4:
  ldr x3, [x0, #I_EPOLL]
  cbz x2, 5f
  str x1, [x2, #I_ITEM_NEXT]
  b 6f
5:
  str x1, [x3, #F_ITEMS]
6:
  ldr x1, [x0, #I_READY]
  cbz x1, 9f
  // take it out of the singly linked ready list
  mov x4, #0
  ldr x1, [x3, #F_READY]
7:
  cmp x1, x0
  b.eq 8f
  mov x4, x1
  ldr x1, [x1, #I_READY_NEXT]
  b 7b
8:
  ldr x1, [x0, #I_READY_NEXT]
  cbz x4, 81f
  str x1, [x4, #I_READY_NEXT]
  b 82f
81:
  str x1, [x3, #F_READY]
82:
  cbnz x1, 9f
  str x4, [x3, #F_READY_TAIL]
9:
  mov x1, x0
  address x0, item_slab
  b slab_free

// A file is about to be released: forget every item on it. in: x0 = file. clobbers: x0-x17.
.global epoll_forget_file
epoll_forget_file:
  push x29, x30
  push x19, x20
  mov x19, x0
1:
  ldr x0, [x19, #F_WATCHES]
  cbz x0, 2f
  bl item_drop
  b 1b
2:
  pop x19, x20
  pop x29, x30
  ret

// OP_RELEASE: all items go. in: x0 = epoll. clobbers: x0-x17.
epoll_release:
  push x29, x30
  push x19, x20
  mov x19, x0
1:
  ldr x0, [x19, #F_ITEMS]
  cbz x0, 2f
  bl item_drop
  b 1b
2:
  pop x19, x20
  pop x29, x30
  ret

// OP_READ, OP_WRITE
epoll_refuse:
  mov x0, #-EINVAL
  ret

// OP_POLL: is an item on the ready list still ready?
epoll_poll:
  push x29, x30
  push x19, x20
  ldr x19, [x0, #F_READY]
1:
  cbz x19, 2f
  ldr x0, [x19, #I_FILE]
  ldr x1, [x0, #F_OPS]
  ldr x1, [x1, #OP_POLL]
  blr x1
  ldr x1, [x19, #I_EVENTS]
  and x1, x1, #EVENTS_MASK
  tst x0, x1
  b.ne 3f
  ldr x19, [x19, #I_READY_NEXT]
  b 1b
2:
  mov x0, #0
  b 4f
3:
  mov x0, #(EPOLLIN | EPOLLRDNORM)
4:
  pop x19, x20
  pop x29, x30
  ret
.ltorg

.section .rodata, "a"
.balign 8
.global epoll_operations
epoll_operations:
  .quad epoll_refuse, epoll_refuse, epoll_poll, epoll_release, 0, MODE_0600, 1

.bss
.balign 8
item_slab: .skip 8
