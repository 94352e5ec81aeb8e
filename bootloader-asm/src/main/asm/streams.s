// Standard streams on ports of the virtio console: bytes pass untouched, input has an end, output and errors are apart.
// The console is looked for when a standard descriptor is first used; a stream without a port stays with the UARTs
// (console.s). The device gets a buffer for input only when somebody wants input.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"
.include "virtio.inc"
.include "ports.inc"

.text
// Put a console file on its stream's port, if there is one. in: x0 = file with console_operations. Keeps x0-x2.
// out: x9 = 0: it stays with the UARTs. clobbers: x3-x17.
.global streams_bind
streams_bind:
  push x29, x30
  push x0, x1
  push x2, xzr
  bl streams_look
  pop x2, xzr
  pop x0, x1
  ldr x3, [x0, #F_NODE]               // the stream's number
  address x4, stream_ports
  add x4, x4, x3, lsl #PORT_SIZE_SHIFT
  ldr x9, [x4, #PORT_RECEIVE]
  cbz x9, 2f
  str x0, [x4, #PORT_FILE]
  str x4, [x0, #F_NODE]
  address x5, stream_operations
  str x5, [x0, #F_OPS]
  cmp x3, #STREAM_INPUT
  cset x3, ne                         // O_RDONLY or O_WRONLY
  ldr x5, [x0, #F_FLAGS]
  bfi x5, x3, #0, #2
  str x5, [x0, #F_FLAGS]
2:
  pop x29, x30
  ret

// Look for the console, once. clobbers: x0-x17.
streams_look:
  address x9, streams_known
  ldr x3, [x9]
  cbnz x3, 1f
  mov x3, #1
  str x3, [x9]
  b virtio_console_init
1:
  ret

// Is standard input a port? out: x0 = nonzero when so. clobbers: x1-x17.
.global streams_input_is_port
streams_input_is_port:
  push x29, x30
  bl streams_look
  pop x29, x30
  load_symbol x0, stream_ports + PORT_RECEIVE // the first is that of STREAM_INPUT
  ret

// What the device has brought or taken since the last look. in: x0 = port. out: x0 = nonzero when there is input.
// clobbers: x1-x17.
collect:
  push x29, x30
  push x19, x20
  mov x19, x0
  bl virtio_console_collect           // first: when the port has closed, all of its input is there
  ldr x0, [x19, #PORT_RECEIVE]
  bl virtio_reap
  tbnz x1, #63, 1f
  mov w2, w2
  mov w3, #PAGE_SIZE
  cmp w2, w3
  csel w2, w2, w3, lo
  stp xzr, x2, [x19, #PORT_UNREAD]
1:
  ldp x0, x1, [x19, #PORT_UNREAD]
  sub x0, x1, x0
  pop x19, x20
  pop x29, x30
  ret

// Somebody wants input: give the device a buffer unless there is input or it has one, and look what came.
// in: x0 = port. out: x0 = bytes of input. clobbers: x1-x17.
want_input:
  push x29, x30
  push x19, x20
  mov x19, x0
  ldp x0, x1, [x19, #PORT_UNREAD]
  subs x0, x1, x0
  b.ne 3f
  ldr x20, [x19, #PORT_RECEIVE]
  mov x0, x20
  bl virtio_outstanding
  cbnz x1, 2f
  ldr x0, [x19, #PORT_CLOSED]
  cbnz x0, 2f
  ldr x1, [x19, #PORT_BUFFER]
  cbnz x1, 1f
  bl page_alloc
  physical_to_linear x0
  str x0, [x19, #PORT_BUFFER]
  mov x1, x0
1:
  mov x0, x20
  mov w2, #PAGE_SIZE
  mov w3, #VQ_WRITABLE
  bl virtio_post
  bl virtio_notify
2:
  mov x0, x19
  bl collect
3:
  pop x19, x20
  pop x29, x30
  ret

// OP_READ
stream_read:
  push x29, x30
  push x19, x20
  push x21, x22
  mov x19, x0
  mov x20, x1
  mov x21, x2
  ldr x22, [x0, #F_NODE]
  mov x0, #0
  cbz x2, 9f
  mov x0, x22
  bl want_input
  cbz x0, 1f
  cmp x21, x0
  csel x21, x21, x0, lo
  ldr x1, [x22, #PORT_BUFFER]
  ldr x2, [x22, #PORT_UNREAD]
  add x1, x1, x2
  mov x0, x20
  mov x2, x21
  bl copy_to_user
  cbnz x0, 9f
  ldr x1, [x22, #PORT_UNREAD]
  add x1, x1, x21
  str x1, [x22, #PORT_UNREAD]
  mov x0, x21
  b 9f
1:
  ldr x1, [x22, #PORT_CLOSED]
  cbnz x1, 9f                         // the end of the file: 0 bytes
  mov x0, x19
  mov x1, #F_QUEUE
  bl file_wait
9:
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// A page for the next piece of output. in: x22 = port, x23 = its transmit queue. out: x0 = page, or 0 when the device
// still has them all. clobbers: x1-x5.
transmit_page:
  push x29, x30
  mov x0, x23
1:
  bl virtio_reap
  tbz x1, #63, 1b
  bl virtio_outstanding
  mov x0, #0
  cmp x1, #VQ_DESCRIPTORS
  b.hs 2f
  ldr x1, [x23, #VQ_POSTED]
  and x1, x1, #(VQ_DESCRIPTORS - 1)
  add x5, x22, #PORT_PAGES
  add x5, x5, x1, lsl #3
  ldr x0, [x5]
  cbnz x0, 2f
  bl page_alloc
  physical_to_linear x0
  str x0, [x5]
2:
  pop x29, x30
  ret

// OP_WRITE. T_PROGRESS counts what a blocking write has moved before it waited.
stream_write:
  push x29, x30
  push x19, x20
  push x21, x22
  push x23, x24
  push x25, x26
  mov x19, x0
  ldr x3, [x28, #T_PROGRESS]
  add x20, x1, x3
  sub x21, x2, x3                     // bytes still to move
  ldr x22, [x0, #F_NODE]
  ldr x23, [x22, #PORT_TRANSMIT]
1:
  cbz x21, 6f
  bl transmit_page
  cbz x0, 3f
2:
  mov x25, x0
  mov x24, #PAGE_SIZE
  cmp x21, x24
  csel x24, x21, x24, lo
  mov x1, x20
  mov x2, x24
  bl copy_from_user
  cbnz x0, 5f
  mov x0, x23
  mov x1, x25
  mov w2, w24
  mov w3, #0
  bl virtio_post
  add x20, x20, x24
  sub x21, x21, x24
  ldr x0, [x28, #T_PROGRESS]
  add x0, x0, x24
  str x0, [x28, #T_PROGRESS]
  b 1b
3: // the device has all pages: let it work, and wait for its interrupt if that was not enough
  mov x0, x23
  bl virtio_notify
  bl transmit_page
  cbnz x0, 2b
  bl transmit_page_with_interrupt
  cbnz x0, 2b
  mov x0, x19
  mov x1, #F_QUEUE2
  bl file_wait
5: // what moved counts
  ldr x1, [x28, #T_PROGRESS]
  cbz x1, 9f
6:
  ldr x0, [x28, #T_PROGRESS]
  cbz x0, 9f
  mov w1, #VQ_NO_INTERRUPT
  strh w1, [x23, #VQ_AVAILABLE]
  mov x0, x23
  bl virtio_notify
  ldr x0, [x28, #T_PROGRESS]
9:
  str xzr, [x28, #T_PROGRESS]
  pop x25, x26
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// As transmit_page, with an interrupt from the device when it returns a page. in: x22, x23. out: x0. clobbers: x1-x5.
transmit_page_with_interrupt:
  strh wzr, [x23, #VQ_AVAILABLE]
  dmb ish
  b transmit_page

// OP_POLL
stream_poll:
  push x29, x30
  push x22, x23
  ldr x22, [x0, #F_NODE]
  ldr x1, [x0, #F_FLAGS]
  tst x1, #O_ACCMODE
  b.eq 1f
  ldr x23, [x22, #PORT_TRANSMIT]
  bl transmit_page_with_interrupt
  cmp x0, #0
  mov x0, #(EPOLLOUT | EPOLLWRNORM)
  csel x0, xzr, x0, eq
  b 2f
1:
  mov x0, x22
  bl want_input
  cmp x0, #0
  mov x0, #(EPOLLIN | EPOLLRDNORM)
  csel x0, xzr, x0, eq
  ldr x1, [x22, #PORT_CLOSED]
  cbz x1, 2f
  mov x1, #(EPOLLIN | EPOLLHUP)
  orr x0, x0, x1
2:
  pop x22, x23
  pop x29, x30
  ret

// OP_RELEASE. in: x0 = file. clobbers: x1.
stream_release:
  ldr x1, [x0, #F_NODE]
  str xzr, [x1, #PORT_FILE]
  ret

// The device has done something: wake who waits for a port. clobbers: x0-x17.
.global streams_wake
streams_wake:
  push x29, x30
  push x19, x20
  address x19, stream_ports
  mov x20, #STREAM_COUNT
1:
  ldr x0, [x19, #PORT_FILE]
  cbz x0, 2f
  add x0, x0, #F_QUEUE
  bl queue_wake_all
  ldr x0, [x19, #PORT_FILE]
  add x0, x0, #F_QUEUE2
  bl queue_wake_all
  ldr x0, [x19, #PORT_FILE]
  ldr x1, [x0, #F_WATCHES]
  cbz x1, 2f
  bl stream_poll
  mov x1, x0
  ldr x0, [x19, #PORT_FILE]
  bl poll_notify
2:
  add x19, x19, #PORT_SIZE
  subs x20, x20, #1
  b.ne 1b
  pop x19, x20
  pop x29, x30
  ret

// Could the host still wake a thread that waits for a port? out: x0 = nonzero when so. clobbers: x1-x4.
.global streams_have_waiter
streams_have_waiter:
  address x1, stream_ports
  mov x2, #STREAM_COUNT
  mov x0, #0
1:
  ldr x3, [x1, #PORT_FILE]
  cbz x3, 2f
  ldr x4, [x3, #F_QUEUE + QUEUE_HEAD]
  orr x0, x0, x4
  ldr x4, [x3, #F_QUEUE2 + QUEUE_HEAD]
  orr x0, x0, x4
  ldr x4, [x3, #F_WATCHES]
  orr x0, x0, x4
2:
  add x1, x1, #PORT_SIZE
  subs x2, x2, #1
  b.ne 1b
  ret

// Wait until the host has taken all output. clobbers: x0-x7.
.global streams_drain
streams_drain:
  mov x7, x30
  address x5, stream_ports
  mov x6, #STREAM_COUNT
1:
  ldr x0, [x5, #PORT_TRANSMIT]
  cbz x0, 3f
2:
  bl virtio_reap
  bl virtio_outstanding
  cbnz x1, 2b
3:
  add x5, x5, #PORT_SIZE
  subs x6, x6, #1
  b.ne 1b
  mov x30, x7
  ret

.section .rodata, "a"
.balign 8
stream_operations:
  .quad stream_read, stream_write, stream_poll, stream_release, 0, S_IFIFO | MODE_0600, 1

.bss
.balign 8
streams_known: .skip 8                // 1: the console has been looked for
