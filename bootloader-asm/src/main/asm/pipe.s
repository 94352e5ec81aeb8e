// Pipes: a ring of 64 KiB in sixteen pages that are allocated when first written. Two open files share one pipe.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ PIPE_READ_POSITION, 0            // bytes ever read, then ever written
.equ PIPE_WRITE_POSITION, 8
.equ PIPE_READER, 16                  // open file, 0 when closed
.equ PIPE_WRITER, 24
.equ PIPE_PAGES, 32                   // linear addresses
.equ PIPE_PAGE_COUNT, 16
.equ PIPE_CAPACITY, PIPE_PAGE_COUNT * PAGE_SIZE
.equ PIPE_BUF, 4096                   // writes up to this size are not mixed (linux/limits.h)
.equ PIPE_SIZE, 160

.text
// pipe2(descriptors, flags)
.global sys_pipe2
sys_pipe2:
  mov x19, x0
  mov w20, w1
  ldr w9, =(O_CLOEXEC | O_NONBLOCK | O_DIRECT)
  bic w9, w1, w9
  cbnz w9, fail_einval
  address x0, pipe_slab
  mov x1, #PIPE_SIZE
  bl slab_alloc
  mov x21, x0
  and x22, x20, #O_NONBLOCK
  address x0, pipe_read_operations
  mov x1, x22                         // O_RDONLY
  bl file_alloc
  str x21, [x0, #F_NODE]
  str x0, [x21, #PIPE_READER]
  address x0, pipe_write_operations
  orr x1, x22, #O_WRONLY
  bl file_alloc
  str x21, [x0, #F_NODE]
  str x0, [x21, #PIPE_WRITER]
  mov x24, x0
  ubfx w22, w20, #O_CLOEXEC_BIT, #1
  ldr x0, [x21, #PIPE_READER]
  mov x1, x22
  bl descriptor_install
  tbnz x0, #63, 9f
  mov x23, x0
  mov x0, x24
  mov x1, x22
  bl descriptor_install
  tbnz x0, #63, 8f
  stp w23, w0, [sp, #-16]!
  mov x24, x0
  mov x0, x19
  mov x1, sp
  mov x2, #8
  bl copy_to_user
  cbz x0, syscall_return
  mov x19, x0
  mov w0, w24
  bl descriptor_close
  b 7f
8:
  mov x19, x0
7:
  mov w0, w23
  bl descriptor_close
  mov x0, x19
  b syscall_return
9: // the reader went with the failed installation; the writer has no descriptor
  mov x19, x0
  mov x0, x24
  bl file_release_if_unused
  mov x0, x19
  b syscall_return

// OP_READ of the reading end
pipe_read:
  push x29, x30
  push x19, x20
  push x21, x22
  push x23, x24
  mov x19, x0
  mov x20, x1
  mov x21, x2
  ldr x22, [x0, #F_NODE]
  mov x0, #0
  cbz x21, 9f
  ldp x23, x1, [x22, #PIPE_READ_POSITION]
  subs x1, x1, x23
  b.eq 5f
  cmp x21, x1
  csel x21, x21, x1, lo               // bytes to move
  mov x24, x21
1: // up to the end of a page
  and x2, x23, #(PAGE_SIZE - 1)
  mov x3, #PAGE_SIZE
  sub x2, x3, x2
  cmp x2, x24
  csel x2, x2, x24, lo
  bl pipe_address                     // x1 = address of the position
  mov x0, x20
  push x2, xzr
  bl copy_to_user
  pop x2, xzr
  cbnz x0, 4f
  add x20, x20, x2
  add x23, x23, x2
  subs x24, x24, x2
  b.ne 1b
2:
  str x23, [x22, #PIPE_READ_POSITION]
  sub x21, x21, x24                   // moved
  ldr x0, [x22, #PIPE_WRITER]
  cbz x0, 3f
  push x0, xzr
  add x0, x0, #F_QUEUE2
  bl queue_wake_all
  pop x0, xzr
  mov x1, #(EPOLLOUT | EPOLLWRNORM)
  bl poll_notify
3:
  mov x0, x21
  b 9f
4:
  cmp x24, x21
  b.ne 2b                             // a part arrived
  b 9f
5:
  ldr x0, [x22, #PIPE_WRITER]
  cbz x0, 9f                          // end of file
  mov x0, x19
  mov x1, #F_QUEUE
  bl file_wait
9:
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// Address of a position in the ring. in: x22 = pipe, x23 = position. out: x1 = address. clobbers: x0-x6. Allocates
// the page.
pipe_address:
  ubfx x0, x23, #PAGE_SHIFT, #4
  add x0, x22, x0, lsl #3
  add x5, x0, #PIPE_PAGES
  ldr x1, [x5]
  cbnz x1, 1f
  mov x6, x30
  bl page_alloc
  mov x30, x6
  physical_to_linear x0
  mov x1, x0
  str x1, [x5]
1:
  and x3, x23, #(PAGE_SIZE - 1)
  add x1, x1, x3
  ret

// OP_WRITE of the writing end. T_PROGRESS counts what a blocking write has moved before it waited.
pipe_write:
  push x29, x30
  push x19, x20
  push x21, x22
  push x23, x24
  mov x19, x0
  ldr x3, [x28, #T_PROGRESS]
  add x20, x1, x3
  sub x21, x2, x3                     // bytes still to move
  ldr x22, [x0, #F_NODE]
1:
  cbz x21, 7f
  ldr x0, [x22, #PIPE_READER]
  cbz x0, 6f
  ldp x0, x23, [x22, #PIPE_READ_POSITION]
  sub x0, x23, x0
  mov x24, #PIPE_CAPACITY
  sub x24, x24, x0                    // room
  ldr x0, [x28, #T_PROGRESS]
  cbnz x0, 2f
  cmp x21, #PIPE_BUF
  b.hi 2f
  cmp x24, x21                        // a small write goes as a whole
  b.lo 5f
2:
  cbz x24, 5f
  bl pipe_address
  and x2, x23, #(PAGE_SIZE - 1)
  mov x3, #PAGE_SIZE
  sub x2, x3, x2                      // up to the end of a page
  cmp x2, x24
  csel x24, x2, x24, lo
  cmp x24, x21
  csel x24, x24, x21, lo
  mov x0, x1
  mov x1, x20
  mov x2, x24
  bl copy_from_user
  cbnz x0, 4f
  add x23, x23, x24
  str x23, [x22, #PIPE_WRITE_POSITION]
  add x20, x20, x24
  sub x21, x21, x24
  ldr x0, [x28, #T_PROGRESS]
  add x0, x0, x24
  str x0, [x28, #T_PROGRESS]
  ldr x0, [x22, #PIPE_READER]
  mov x24, x0
  add x0, x0, #F_QUEUE
  bl queue_wake_all
  mov x0, x24
  mov x1, #(EPOLLIN | EPOLLRDNORM)
  bl poll_notify
  b 1b
4: // a fault: what moved counts
  ldr x1, [x28, #T_PROGRESS]
  cbnz x1, 7f
  b 9f
5:
  mov x0, x19
  mov x1, #F_QUEUE2
  bl file_wait
  ldr x1, [x28, #T_PROGRESS]
  cbz x1, 9f
  b 7f
6: // nobody reads: SIGPIPE and EPIPE
  ldr x0, [x28, #T_PROGRESS]
  cbnz x0, 7f
  mov x0, x28
  mov x1, #SIGPIPE
  mov x2, #1
  bl signal_send_thread
  mov x0, #-EPIPE
  b 9f
7:
  ldr x0, [x28, #T_PROGRESS]
9:
  str xzr, [x28, #T_PROGRESS]
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// OP_POLL of the two ends
pipe_read_poll:
  ldr x1, [x0, #F_NODE]
  ldp x2, x3, [x1, #PIPE_READ_POSITION]
  mov x0, #(EPOLLIN | EPOLLRDNORM)
  cmp x2, x3
  csel x0, x0, xzr, ne
  ldr x2, [x1, #PIPE_WRITER]
  cbnz x2, 1f
  orr x0, x0, #EPOLLHUP
1:
  ret
pipe_write_poll:
  ldr x1, [x0, #F_NODE]
  ldp x2, x3, [x1, #PIPE_READ_POSITION]
  sub x2, x3, x2
  mov x0, #(EPOLLOUT | EPOLLWRNORM)
  mov x3, #PIPE_CAPACITY
  cmp x2, x3
  csel x0, x0, xzr, lo
  ldr x2, [x1, #PIPE_READER]
  cbnz x2, 1f
  orr x0, x0, #EPOLLERR
1:
  ret

// OP_RELEASE of the two ends: the other end learns of it; the pipe goes with the second. clobbers: x0-x17.
pipe_read_release:
  ldr x1, [x0, #F_NODE]
  str xzr, [x1, #PIPE_READER]
  ldr x2, [x1, #PIPE_WRITER]
  mov x3, #(EPOLLOUT | EPOLLERR)
  b 1f
pipe_write_release:
  ldr x1, [x0, #F_NODE]
  str xzr, [x1, #PIPE_WRITER]
  ldr x2, [x1, #PIPE_READER]
  mov x3, #(EPOLLIN | EPOLLHUP)
1:
  cbz x2, pipe_free
  push x29, x30
  push x2, x3
  add x0, x2, #F_QUEUE
  bl queue_wake_all
  ldr x0, [sp]
  add x0, x0, #F_QUEUE2
  bl queue_wake_all
  pop x0, x1
  bl poll_notify
  pop x29, x30
  ret

// Free a pipe and its pages. in: x1 = pipe. clobbers: x0-x9.
pipe_free:
  push x29, x30
  mov x8, x1
  mov x9, #0
1:
  add x0, x8, x9, lsl #3
  ldr x0, [x0, #PIPE_PAGES]
  cbz x0, 2f
  linear_to_physical x0
  bl page_free
2:
  add x9, x9, #1
  cmp x9, #PIPE_PAGE_COUNT
  b.lo 1b
  address x0, pipe_slab
  mov x1, x8
  bl slab_free
  pop x29, x30
  ret

// OP_READ, OP_WRITE of the wrong end never run: the access mode is checked before.
pipe_refuse:
  mov x0, #-EBADF
  ret
.ltorg

.section .rodata, "a"
.balign 8
pipe_read_operations:
  .quad pipe_read, pipe_refuse, pipe_read_poll, pipe_read_release, 0, S_IFIFO | MODE_0600, 1
pipe_write_operations:
  .quad pipe_refuse, pipe_write, pipe_write_poll, pipe_write_release, 0, S_IFIFO | MODE_0600, 1

.bss
.balign 8
pipe_slab: .skip 8
