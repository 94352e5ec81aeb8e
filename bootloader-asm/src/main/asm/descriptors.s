// File descriptors: slots that point to open files (F_*). Bit 0 of a slot is close-on-exec.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"
.include "ports.inc"

.text
// Open the standard descriptors. in: x0 = process. clobbers: x0-x17.
.global descriptors_init
descriptors_init:
  push x29, x30
  push x19, x20
  mov x19, x0
  mov x20, #0
1:
  address x0, console_operations
  mov x1, #O_RDWR
  bl file_alloc
  str x20, [x0, #F_NODE]              // the stream's number
  mov x1, #0
  bl descriptor_install
  add x20, x20, #1
  cmp x20, #STREAM_COUNT
  b.lo 1b
  pop x19, x20
  pop x29, x30
  ret

// Allocate an open file without descriptors. in: x0 = operations, x1 = O_*. out: x0 = file. clobbers: x1-x9.
.global file_alloc
file_alloc:
  push x29, x30
  mov x8, x0
  mov x9, x1
  address x0, file_slab
  mov x1, #F_SIZE
  bl slab_alloc
  str x8, [x0, #F_OPS]
  str x9, [x0, #F_FLAGS]
  pop x29, x30
  ret

// The slot of a descriptor. in: x0 = fd. out: x0 = slot's address, or 0 when its page does not exist. clobbers: x1, x2.
descriptor_slot:
  cmp x0, #FD_LIMIT
  b.hs 1f
  ldr x1, [x28, #T_PROCESS]
  add x1, x1, #P_FILES
  lsr x2, x0, #9
  ldr x1, [x1, x2, lsl #3]
  cbz x1, 1f
  and x0, x0, #(FD_SLOTS_PER_PAGE - 1)
  add x0, x1, x0, lsl #3
  ret
1:
  mov x0, #0
  ret

// The open file of a descriptor. A call that is dispatched again keeps the file it blocked on, whatever the number means
// by now. in: w0 = fd, x28. out: x0 = file or 0. clobbers: x1, x2, x9.
.global descriptor_get
descriptor_get:
  ldr x1, [x28, #T_HELD_FILE]
  cbnz x1, 2f
  mov w0, w0
  mov x9, x30
  bl descriptor_slot
  mov x30, x9
  cbz x0, 1f
  ldr x0, [x0]
  and x0, x0, #~FD_CLOEXEC
  ldr x1, [x28, #T_FILE]
  cbnz x1, 1f
  str x0, [x28, #T_FILE]
1:
  ret
2: // calls that block look one descriptor up
  mov x0, x1
  ret

// The open file of a descriptor, for a call that looks at many. in: w0 = fd, x28. out: x0 = file or 0. clobbers: x1, x2, x9.
.global descriptor_peek
descriptor_peek:
  mov w0, w0
  mov x9, x30
  bl descriptor_slot
  mov x30, x9
  cbz x0, 1f
  ldr x0, [x0]
  and x0, x0, #~FD_CLOEXEC
1:
  ret

// The current call is about to block on a file's queue: the file stays until the call is over. in: x28. clobbers: x8, x9.
.global descriptor_hold
descriptor_hold:
  ldr x8, [x28, #T_FILE]
  cbz x8, 1f
  ldr x9, [x28, #T_HELD_FILE]
  cbnz x9, 1f
  str x8, [x28, #T_HELD_FILE]
  ldr x9, [x8, #F_COUNT]
  add x9, x9, #1
  str x9, [x8, #F_COUNT]
1:
  ret

// The call that held a file is over. in: x0 = T_HELD_FILE of x28. clobbers: x0-x17.
.global descriptor_release_held
descriptor_release_held:
  str xzr, [x28, #T_HELD_FILE]
  b file_put

// Give a file the lowest free descriptor. in: x0 = file, x1 = FD_CLOEXEC or 0. out: x0 = fd, or -EMFILE (the file is
// then released if it has no other descriptor). clobbers: x1-x17.
.global descriptor_install
descriptor_install:
  mov x2, #0
// The same, at or above a number. in: x2 = first fd to consider.
.global descriptor_install_from
descriptor_install_from:
  push x29, x30
  push x19, x20
  push x21, x22
  mov x19, x0
  orr x20, x0, x1
  ldr x21, [x28, #T_PROCESS]
  ldr x21, [x21, #P_LOWEST_FREE_FD]
  cmp x21, x2
  cset x22, hs                        // 1: the search begins at the lowest free descriptor
  csel x21, x21, x2, hs
1:
  ldr x0, [x28, #T_PROCESS]
  ldr x0, [x0, #(P_LIMITS + 16 * RLIMIT_NOFILE)]
  cmp x21, x0
  b.hs 4f
  mov x0, x21
  bl descriptor_slot
  cbnz x0, 2f
  bl page_alloc                       // the next page of slots
  physical_to_linear x0
  ldr x1, [x28, #T_PROCESS]
  add x1, x1, #P_FILES
  lsr x2, x21, #9
  str x0, [x1, x2, lsl #3]
  and x1, x21, #(FD_SLOTS_PER_PAGE - 1)
  add x0, x0, x1, lsl #3
2:
  ldr x1, [x0]
  cbz x1, 3f
  add x21, x21, #1
  b 1b
3:
  str x20, [x0]
  cbz x22, 5f
  add x1, x21, #1
  ldr x0, [x28, #T_PROCESS]
  str x1, [x0, #P_LOWEST_FREE_FD]
5:
  ldr x1, [x19, #F_COUNT]
  add x1, x1, #1
  str x1, [x19, #F_COUNT]
  mov x0, x21
  b 6f
4:
  mov x0, x19
  bl file_release_if_unused
  mov x0, #-EMFILE
6:
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// Drop a reference. in: x0 = file. clobbers: x0-x17.
file_put:
  ldr x1, [x0, #F_COUNT]
  sub x1, x1, #1
  str x1, [x0, #F_COUNT]
// Release a file that no descriptor names. in: x0 = file. clobbers: x0-x17.
.global file_release_if_unused
file_release_if_unused:
  ldr x1, [x0, #F_COUNT]
  cbnz x1, 1f
  push x29, x30
  push x0, x19
  bl epoll_forget_file
  ldr x0, [sp]
  ldr x1, [x0, #F_OPS]
  ldr x1, [x1, #OP_RELEASE]
  blr x1
  pop x1, x19
  address x0, file_slab
  bl slab_free
  pop x29, x30
1:
  ret

// Close a descriptor. in: w0 = fd. out: x0 = 0 or -EBADF. clobbers: x1-x17.
.global descriptor_close
descriptor_close:
  push x29, x30
  mov w0, w0
  mov x8, x0
  bl descriptor_slot
  cbz x0, 8f
  ldr x1, [x0]
  cbz x1, 8f
  str xzr, [x0]
  ldr x2, [x28, #T_PROCESS]
  ldr x3, [x2, #P_LOWEST_FREE_FD]
  cmp x8, x3
  csel x3, x8, x3, lo
  str x3, [x2, #P_LOWEST_FREE_FD]
  and x0, x1, #~FD_CLOEXEC
  bl file_put
  mov x0, #0
  pop x29, x30
  ret
8:
  mov x0, #-EBADF
  pop x29, x30
  ret

// close(fd)
.global sys_close
sys_close:
  bl descriptor_close
  b syscall_return

// close_range(first, last, flags)
.global sys_close_range
sys_close_range:
  tst w2, #~(CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC)
  b.ne fail_einval
  and w21, w2, #CLOSE_RANGE_CLOEXEC
  cmp w0, w1
  b.hi fail_einval
  mov w19, w0
  mov w20, w1
  mov w0, #(FD_LIMIT - 1)
  cmp w20, w0
  csel w20, w20, w0, lo
1:
  cmp w19, w20
  b.hi 2f
  mov w0, w19
  cbnz w21, 3f
  bl descriptor_close
  b 4f
3:
  bl descriptor_slot
  cbz x0, 4f
  ldr x1, [x0]
  cbz x1, 4f
  orr x1, x1, #FD_CLOEXEC
  str x1, [x0]
4:
  add w19, w19, #1
  b 1b
2:
  mov x0, #0
  b syscall_return

// dup(fd)
.global sys_dup
sys_dup:
  bl descriptor_get
  cbz x0, fail_ebadf
  mov x1, #0
  bl descriptor_install
  b syscall_return

// dup3(old, new, flags)
.global sys_dup3
sys_dup3:
  tst w2, #~O_CLOEXEC
  b.ne fail_einval
  cmp w0, w1
  b.eq fail_einval
  mov w19, w1
  lsr w20, w2, #O_CLOEXEC_BIT
  bl descriptor_get
  cbz x0, fail_ebadf
  mov x21, x0
  ldr x1, [x28, #T_PROCESS]
  ldr x1, [x1, #(P_LIMITS + 16 * RLIMIT_NOFILE)]
  cmp x19, x1
  b.hs fail_ebadf
  ldr x1, [x21, #F_COUNT]             // keep the file while the old meaning of the new number goes
  add x1, x1, #1
  str x1, [x21, #F_COUNT]
  mov w0, w19
  bl descriptor_close
  mov x0, x21
  mov x1, x20
  mov x2, x19
  bl descriptor_install_from          // free now, so exactly this one
  ldr x1, [x21, #F_COUNT]
  sub x1, x1, #1
  str x1, [x21, #F_COUNT]
  b syscall_return

// Set or clear close-on-exec. in: w0 = fd with a file, x2 = flag in bit 0. clobbers: x0, x1, x3.
.global descriptor_set_flag
descriptor_set_flag:
  mov x3, x2
  push x29, x30
  bl descriptor_slot
  pop x29, x30
  ldr x1, [x0]
  bfi x1, x3, #0, #1
  str x1, [x0]
  ret

// fcntl(fd, command, argument)
.global sys_fcntl
sys_fcntl:
  mov w19, w1
  mov x20, x2
  mov w21, w0
  bl descriptor_get
  cbz x0, fail_ebadf
  mov x22, x0
  cmp w19, #F_GETFL
  b.eq 1f
  cmp w19, #F_SETFL
  b.eq 2f
  cmp w19, #F_GETFD
  b.eq 3f
  cmp w19, #F_SETFD
  b.eq 4f
  mov x1, #0
  cmp w19, #F_DUPFD
  b.eq 5f
  mov x1, #FD_CLOEXEC
  mov w2, #F_DUPFD_CLOEXEC
  cmp w19, w2
  b.eq 5f
  b fail_einval
1:
  ldr x0, [x22, #F_FLAGS]
  b syscall_return
2:
  mov x1, #(O_APPEND | O_NONBLOCK)    // the flags that can change and mean something here
  ldr x0, [x22, #F_FLAGS]
  bic x0, x0, x1
  and x1, x1, x20
  orr x0, x0, x1
  str x0, [x22, #F_FLAGS]
  mov x0, #0
  b syscall_return
3:
  mov w0, w21
  bl descriptor_slot
  ldr x0, [x0]
  and x0, x0, #FD_CLOEXEC
  b syscall_return
4:
  mov w0, w21
  mov x2, x20
  bl descriptor_set_flag
  mov x0, #0
  b syscall_return
5:
  ldr x0, [x28, #T_PROCESS]
  ldr x0, [x0, #(P_LIMITS + 16 * RLIMIT_NOFILE)]
  cmp x20, x0
  b.hs fail_einval
  mov x0, x22
  mov x2, x20
  bl descriptor_install_from
  b syscall_return

.bss
.balign 8
file_slab: .skip 8
