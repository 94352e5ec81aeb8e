// The virtio console with named ports (Virtio 1.2, section 5.3): ports ingot.stdin, ingot.stdout and ingot.stderr become
// the program's standard streams, where the machine has them. Port numbers 1 to 3, as QEMU gives them to the first three.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "virtio.inc"
.include "ports.inc"

.equ FEATURE_MULTIPORT, 2             // bit 1
.equ VIRTIO_DEVICE_FEATURES, 0x010
.equ VIRTIO_DEVICE_FEATURES_SELECT, 0x014
.equ CONTROL_RECEIVE, 2               // the first queue that is set up; port n has 2 + 2n and 3 + 2n
.equ QUEUES, 8                        // control and ports 1 to 3: one page
.equ MAX_PORT, 3

// struct virtio_console_control
.equ CONTROL_PORT, 0
.equ CONTROL_EVENT, 4
.equ CONTROL_VALUE, 6
.equ CONTROL_NAME, 8
.equ CONTROL_BYTES, 8
.equ EVENT_DEVICE_READY, 0
.equ EVENT_PORT_ADD, 1
.equ EVENT_PORT_READY, 3
.equ EVENT_PORT_OPEN, 6
.equ EVENT_PORT_NAME, 7
.equ CONTROL_BUFFER, 32               // bytes for a message from the device; a longer name is not one of ours
.equ CONTROL_BUFFER_SHIFT, 5
.equ SENT_AT, CONTROL_BUFFER * VQ_DESCRIPTORS // the messages to the device, behind those buffers
.equ ANSWER_HZ, 50                    // a device that has not named its ports within 1/50 s has no more of them

.text
// Look for the console and learn its ports. clobbers: x0-x17.
.global virtio_console_init
virtio_console_init:
  push x29, x30
  push x19, x20
  push x21, x22
  mov w0, #VIRTIO_TYPE_CONSOLE
  bl virtio_find
  cbz x0, 9f
  mov x19, x0
  mov x20, x1
  str wzr, [x0, #VIRTIO_DEVICE_FEATURES_SELECT]
  ldr w2, [x0, #VIRTIO_DEVICE_FEATURES]
  mov w1, #FEATURE_MULTIPORT
  tst w1, w2
  b.eq 9f
  bl virtio_negotiate
  cbnz x1, 9f
  bl page_alloc
  physical_to_linear x0
  store_symbol x0, control_queues, x1
  mov x2, x0
  mov x0, x19
  mov w1, #CONTROL_RECEIVE
1:
  bl virtio_queue_init
  add w1, w1, #1
  add x2, x2, #VQ_SIZE
  cmp w1, #(CONTROL_RECEIVE + QUEUES)
  b.lo 1b
  bl virtio_start
  bl page_alloc
  physical_to_linear x0
  store_symbol x0, control_buffers, x1
  mov x21, #VQ_DESCRIPTORS
2:
  load_symbol x0, control_queues
  bl post_control_buffer
  subs x21, x21, #1
  b.ne 2b
  bl virtio_notify
  mov w0, #0
  mov w1, #EVENT_DEVICE_READY
  bl send_control
  // QEMU and the reference machine have answered everything when a notification returns; others may take a moment
  mrs x21, cntvct_el0
  load_symbol x0, time_frequency
  mov x1, #ANSWER_HZ
  udiv x0, x0, x1
  add x21, x21, x0
3:
  bl virtio_console_collect
  address x0, ports_added
  ldp x0, x1, [x0]
  cbz x0, 4f
  cmp x0, x1
  b.eq 5f
4:
  mrs x0, cntvct_el0
  cmp x0, x21
  b.lo 3b
5:
  store_symbol x20, virtio_console_intid, x0
  store_symbol x19, console_registers, x0
  mov x0, x20
  bl gic_enable
9:
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// Give the device a buffer for a control message; its number follows from the queue's. in: x0 = control_queues.
// Keeps x0. clobbers: x1-x5.
post_control_buffer:
  load_symbol x1, control_buffers
  ldr x2, [x0, #VQ_POSTED]
  and x2, x2, #(VQ_DESCRIPTORS - 1)
  add x1, x1, x2, lsl #CONTROL_BUFFER_SHIFT
  mov w2, #CONTROL_BUFFER
  mov w3, #VQ_WRITABLE
  b virtio_post

// Send a control message with value 1. At most 8 are ever sent: one for the device, two a port. in: w0 = port,
// w1 = event. clobbers: x0-x7.
send_control:
  mov x7, x30
  load_symbol x4, control_queues
  add x4, x4, #VQ_SIZE                // the control transmit queue
  ldr x5, [x4, #VQ_POSTED]
  load_symbol x6, control_buffers
  add x6, x6, x5, lsl #3
  add x6, x6, #SENT_AT
  orr w1, w1, #(1 << 16)              // event, value
  stp w0, w1, [x6]
  mov x0, x4
  mov x1, x6
  mov w2, #CONTROL_BYTES
  mov w3, #0
  bl virtio_post
  bl virtio_notify
  mov x30, x7
  ret

// Take the device's control messages. clobbers: x0-x17.
.global virtio_console_collect
virtio_console_collect:
  push x29, x30
  push x19, x20
  load_symbol x19, control_queues
1:
  mov x0, x19
  bl virtio_reap
  tbnz x1, #63, 2f
  load_symbol x20, control_buffers
  add x20, x20, x1, lsl #CONTROL_BUFFER_SHIFT
  mov w3, #(CONTROL_BUFFER - 1)
  cmp w2, w3
  csel w2, w2, w3, lo
  strb wzr, [x20, x2]                 // the name ends in a NUL now
  mov x0, x20
  bl take_control
  mov x0, x19
  bl post_control_buffer
  bl virtio_notify
  b 1b
2:
  pop x19, x20
  pop x29, x30
  ret

// One control message. in: x0 = message. clobbers: x0-x17.
take_control:
  push x29, x30
  push x19, x20
  mov x19, x0
  ldr w20, [x19, #CONTROL_PORT]
  sub w1, w20, #1
  cmp w1, #MAX_PORT
  b.hs 9f
  ldrh w1, [x19, #CONTROL_EVENT]
  cmp w1, #EVENT_PORT_OPEN
  b.eq port_opened
  cmp w1, #EVENT_PORT_NAME
  b.eq port_named
  cmp w1, #EVENT_PORT_ADD
  b.ne 9f
  address x1, ports_added
  ldr x2, [x1]
  cmp x2, #MAX_PORT
  b.hs 9f                             // more messages than ports: the rest is not for us
  add x2, x2, #1
  str x2, [x1]
  mov w0, w20
  mov w1, #EVENT_PORT_READY
  bl send_control
9:
  pop x19, x20
  pop x29, x30
  ret

port_named:
  address x1, ports_named
  ldr x2, [x1]
  cmp x2, #MAX_PORT
  b.hs 9b
  add x2, x2, #1
  str x2, [x1]
  mov x7, #0
1:
  address x1, stream_names
  add x1, x1, x7, lsl #4
  add x0, x19, #CONTROL_NAME
  bl string_equal
  cbnz x0, 2f
  add x7, x7, #1
  cmp x7, #STREAM_COUNT
  b.lo 1b
  b 9b
2:
  address x1, stream_ports
  add x1, x1, x7, lsl #PORT_SIZE_SHIFT
  str x20, [x1, #PORT_NUMBER]
  load_symbol x0, control_queues
  add x0, x0, x20, lsl #(VQ_SIZE_SHIFT + 1)
  add x2, x0, #VQ_SIZE
  stp x0, x2, [x1, #PORT_RECEIVE]
  mov w3, #VQ_NO_INTERRUPT
  strh w3, [x2, #VQ_AVAILABLE]        // wanted only by a writer who waits
  mov w0, w20
  mov w1, #EVENT_PORT_OPEN
  bl send_control
  b 9b

port_opened:
  ldrh w2, [x19, #CONTROL_VALUE]
  eor w2, w2, #1
  address x1, stream_ports
  mov x3, #STREAM_COUNT
1:
  ldr x0, [x1, #PORT_NUMBER]
  cmp x0, x20
  b.ne 2f
  str x2, [x1, #PORT_CLOSED]
2:
  add x1, x1, #PORT_SIZE
  subs x3, x3, #1
  b.ne 1b
  b 9b

// The device's interrupt. clobbers: x0-x17.
.global virtio_console_interrupt
virtio_console_interrupt:
  push x29, x30
  load_symbol x0, console_registers
  ldr w1, [x0, #VIRTIO_INTERRUPT_STATUS]
  str w1, [x0, #VIRTIO_INTERRUPT_ACK]
  bl virtio_console_collect
  bl streams_wake
  pop x29, x30
  ret
.ltorg

.section .rodata, "a"
.balign 16
stream_names: // 16 bytes each
  .asciz "ingot.stdin"
  .balign 16
  .asciz "ingot.stdout"
  .balign 16
  .asciz "ingot.stderr"

.bss
.balign 16
.global virtio_console_intid, stream_ports
ports_added: .skip 8
ports_named: .skip 8
virtio_console_intid: .skip 8         // 0: there is none
console_registers: .skip 8
control_queues: .skip 8               // page of queues: control receive, control transmit, then a pair a port
control_buffers: .skip 8
stream_ports: .skip STREAM_COUNT * PORT_SIZE
