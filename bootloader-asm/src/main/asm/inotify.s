// inotify(7) on a tree that never changes: watches can be added and removed, and the only event is IN_IGNORED, which says
// that a watch is gone. F_NODE is the list of watches, F_READY that of the gone ones, F_OFFSET the last identifier.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.equ W_NEXT, 0                        // a watch
.equ W_IDENTIFIER, 8
.equ W_TREE_NODE, 16
.equ W_SIZE, 32

.equ EVENT_SIZE, 16                   // struct inotify_event (linux/inotify.h): wd, mask, cookie, length of the name
.equ IN_IGNORED, 0x8000
.equ IN_ALL_BITS, 0xf700efff
.equ IN_ONLYDIR_BIT, 24
.equ IN_DONT_FOLLOW_BIT, 25
.equ IN_MASK_CREATE_BIT, 28
.equ IN_MASK_ADD_BIT, 29

.text
// inotify_init1(flags): IN_CLOEXEC and IN_NONBLOCK are the O_ flags
.global sys_inotify_init1
sys_inotify_init1:
  ldr w9, =(O_CLOEXEC | O_NONBLOCK)
  bic w9, w0, w9
  cbnz w9, fail_einval
  mov w19, w0
  address x0, inotify_operations
  and x1, x19, #O_NONBLOCK
  bl file_alloc
  ubfx x1, x19, #O_CLOEXEC_BIT, #1
  bl descriptor_install
  b syscall_return

// inotify_add_watch(fd, path, mask)
.global sys_inotify_add_watch
sys_inotify_add_watch:
  mov x19, x1
  mov w20, w2
  ldr w9, =IN_ALL_BITS
  tst w2, w9
  b.eq fail_einval
  bl inotify_of_descriptor
  mov x21, x0
  and w9, w20, w20, lsr #(IN_MASK_ADD_BIT - IN_MASK_CREATE_BIT)
  tst w9, #(1 << IN_MASK_CREATE_BIT)  // both bits
  b.ne fail_einval
  mov w0, #AT_FDCWD
  mov x1, x19
  ubfx w2, w20, #IN_DONT_FOLLOW_BIT, #1
  eor w2, w2, #1
  bl path_resolve
  branch_if_error x0, syscall_return
  mov x22, x0
  tbz w20, #IN_ONLYDIR_BIT, 1f
  ldr w1, [x0, #N_MODE]
  and w1, w1, #S_IFMT
  cmp w1, #S_IFDIR
  b.ne fail_enotdir
1: // one watch a file
  ldr x0, [x21, #F_NODE]
2:
  cbz x0, 3f
  ldr x1, [x0, #W_TREE_NODE]
  cmp x1, x22
  b.eq 4f
  ldr x0, [x0, #W_NEXT]
  b 2b
3:
  address x0, watch_slab
  mov x1, #W_SIZE
  bl slab_alloc
  ldr x1, [x21, #F_OFFSET]
  add x1, x1, #1
  str x1, [x21, #F_OFFSET]
  stp x1, x22, [x0, #W_IDENTIFIER]    // and W_TREE_NODE
  ldr x2, [x21, #F_NODE]
  str x2, [x0, #W_NEXT]
  str x0, [x21, #F_NODE]
  mov x0, x1
  b syscall_return
4:
  tbnz w20, #IN_MASK_CREATE_BIT, 5f
  ldr x0, [x0, #W_IDENTIFIER]
  b syscall_return
5:
  b fail_eexist

// inotify_rm_watch(fd, identifier)
.global sys_inotify_rm_watch
sys_inotify_rm_watch:
  mov w19, w1
  bl inotify_of_descriptor
  add x1, x0, #F_NODE                 // the word that points to the watch
1:
  ldr x2, [x1]
  cbz x2, fail_einval
  ldr x3, [x2, #W_IDENTIFIER]
  cmp x3, x19
  b.eq 2f
  add x1, x2, #W_NEXT
  b 1b
2:
  ldr x3, [x2, #W_NEXT]
  str x3, [x1]
  add x1, x0, #F_READY                // to the end of the gone ones
3:
  ldr x3, [x1]
  cbz x3, 4f
  add x1, x3, #W_NEXT
  b 3b
4:
  str x2, [x1]
  str xzr, [x2, #W_NEXT]
  mov x20, x0
  add x0, x0, #F_QUEUE
  bl queue_wake_all
  mov x0, x20
  mov x1, #(EPOLLIN | EPOLLRDNORM)
  bl poll_notify
  mov x0, #0
  b syscall_return

// in: w0 = fd. out: x0 = its file; fails with EBADF or EINVAL. clobbers: x1, x2, x9.
inotify_of_descriptor:
  push x29, x30
  bl descriptor_get
  pop x29, x30
  cbz x0, fail_ebadf
  ldr x1, [x0, #F_OPS]
  address x2, inotify_operations
  cmp x1, x2
  b.ne fail_einval
  ret

// OP_READ: as many events as fit
inotify_read:
  push x29, x30
  push x19, x20
  push x21, x22
  mov x19, x0
  mov x20, x1
  mov x21, x2
  mov x22, #0                         // bytes delivered
  ldr x3, [x0, #F_READY]
  mov x1, #F_QUEUE
  cbz x3, 4f
1:
  ldr x3, [x19, #F_READY]
  cbz x3, 2f
  sub x2, x21, x22
  cmp x2, #EVENT_SIZE
  b.lo 2f
  ldr w0, [x3, #W_IDENTIFIER]
  mov x1, #IN_IGNORED
  orr x0, x0, x1, lsl #32
  stp x0, xzr, [sp, #-16]!
  add x0, x20, x22
  mov x1, sp
  mov x2, #EVENT_SIZE
  bl copy_to_user
  add sp, sp, #16
  cbnz x0, 3f
  add x22, x22, #EVENT_SIZE
  ldr x1, [x19, #F_READY]
  ldr x0, [x1, #W_NEXT]
  str x0, [x19, #F_READY]
  address x0, watch_slab
  bl slab_free
  b 1b
2:
  mov x0, #-EINVAL                    // no room for one event
3:
  cmp x22, #0
  csel x0, x22, x0, ne
  b 5f
4:
  bl file_wait
5:
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// OP_WRITE never runs: the file is open for reading only.
inotify_write:
  mov x0, #-EBADF
  ret

// OP_POLL
inotify_poll:
  ldr x0, [x0, #F_READY]
  cmp x0, #0
  mov x0, #(EPOLLIN | EPOLLRDNORM)
  csel x0, x0, xzr, ne
  ret

// OP_RELEASE
inotify_release:
  push x29, x30
  push x19, x20
  ldr x19, [x0, #F_READY]
  ldr x20, [x0, #F_NODE]
  bl 1f
  mov x19, x20
  bl 1f
  pop x19, x20
  pop x29, x30
  ret
1: // free a list. in: x19 = its first watch
  cbz x19, 2f
  push x29, x30
  mov x1, x19
  ldr x19, [x19, #W_NEXT]
  address x0, watch_slab
  bl slab_free
  pop x29, x30
  b 1b
2:
  ret
.ltorg

.section .rodata, "a"
.balign 8
inotify_operations:
  .quad inotify_read, inotify_write, inotify_poll, inotify_release, 0, MODE_0600, 1

.bss
.balign 8
watch_slab: .skip 8
