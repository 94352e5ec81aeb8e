// The virtio-mmio transport (Virtio 1.2, section 4.2), modern (version 2) and legacy (version 1, section 4.2.4: what QEMU
// has unless told otherwise), and its queues. Devices are looked for when they are first wanted, not at boot.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "virtio.inc"

.equ VIRTIO_MAGIC_VALUE, 0x000
.equ VIRTIO_VERSION, 0x004
.equ VIRTIO_DEVICE_ID, 0x008
.equ VIRTIO_DEVICE_FEATURES_SELECT, 0x014
.equ VIRTIO_DRIVER_FEATURES, 0x020
.equ VIRTIO_DRIVER_FEATURES_SELECT, 0x024
.equ VIRTIO_GUEST_PAGE_SIZE, 0x028    // legacy
.equ VIRTIO_QUEUE_SELECT, 0x030
.equ VIRTIO_QUEUE_SIZE_MAX, 0x034
.equ VIRTIO_QUEUE_SIZE, 0x038
.equ VIRTIO_QUEUE_ALIGN, 0x03c        // legacy
.equ VIRTIO_QUEUE_PFN, 0x040          // legacy
.equ VIRTIO_QUEUE_READY, 0x044
.equ VIRTIO_QUEUE_NOTIFY, 0x050
.equ VIRTIO_STATUS, 0x070
.equ VIRTIO_QUEUE_DESCRIPTORS, 0x080
.equ VIRTIO_QUEUE_DRIVER, 0x090
.equ VIRTIO_QUEUE_DEVICE, 0x0a0
.equ VIRTIO_MAGIC, 0x74726976
.equ VERSION_LEGACY, 1
.equ VERSION_MODERN, 2
.equ FEATURE_VERSION_1_HIGH, 1        // bit 32, in the second word
.equ STATUS_PROBING, 0x3              // ACKNOWLEDGE, DRIVER
.equ STATUS_FEATURES_OK_BIT, 3
.equ STATUS_PROBING_FEATURES_OK, 0xb
.equ STATUS_DRIVER_OK, 0x4
.equ REGISTERS_SIZE, 0x200

.text
// Find the first device of a type. in: w0 = VIRTIO_TYPE_*. out: x0 = its registers or 0, x1 = INTID. clobbers: x2-x17.
.global virtio_find
virtio_find:
  push x29, x30
  push x19, x20
  push x21, x22
  mov w19, w0
  mov x20, #0                         // index
  mov x22, #-1                        // last page that was mapped
1:
  mov x0, x20
  bl machine_virtio_transport
  cbz x0, 4f
  mov x21, x1
  lsr x1, x0, #PAGE_SHIFT
  cmp x1, x22
  mov x22, x1
  b.ne 2f
  physical_to_linear x0
  b 3f
2:
  mov x1, #REGISTERS_SIZE
  bl mmu_map_device
3:
  add x20, x20, #1
  ldr w1, [x0, #VIRTIO_DEVICE_ID]
  cmp w1, w19
  b.ne 1b
  ldr w1, [x0, #VIRTIO_MAGIC_VALUE]
  ldr w2, =VIRTIO_MAGIC
  cmp w1, w2
  b.ne 1b
4:
  mov x1, x21
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// Reset a device and agree on its features (section 3.1.1, steps 1 to 6). in: x0 = registers, w1 = features below bit 32
// that the driver uses. out: x1 = 0, or nonzero when the device refuses. Keeps x0. clobbers: x2, x3.
.global virtio_negotiate
virtio_negotiate:
  str wzr, [x0, #VIRTIO_STATUS]
  mov w2, #STATUS_PROBING
  str w2, [x0, #VIRTIO_STATUS]
  str wzr, [x0, #VIRTIO_DRIVER_FEATURES_SELECT]
  str w1, [x0, #VIRTIO_DRIVER_FEATURES]
  ldr w3, [x0, #VIRTIO_VERSION]
  cmp w3, #VERSION_MODERN
  b.ne 1f
  mov w2, #1
  str w2, [x0, #VIRTIO_DRIVER_FEATURES_SELECT]
  mov w2, #FEATURE_VERSION_1_HIGH
  str w2, [x0, #VIRTIO_DRIVER_FEATURES]
  mov w2, #STATUS_PROBING_FEATURES_OK
  str w2, [x0, #VIRTIO_STATUS]
  ldr w1, [x0, #VIRTIO_STATUS]
  mvn w1, w1
  and x1, x1, #(1 << STATUS_FEATURES_OK_BIT)
  ret
1:
  sub w1, w3, #VERSION_LEGACY
  mov w2, #VQ_SIZE
  str w2, [x0, #VIRTIO_GUEST_PAGE_SIZE]
  ret

// The queues are set up: use the device. in: x0 = registers. clobbers: w1.
.global virtio_start
virtio_start:
  ldr w1, [x0, #VIRTIO_STATUS]
  orr w1, w1, #STATUS_DRIVER_OK
  str w1, [x0, #VIRTIO_STATUS]
  ret

// Give a device one of its queues. in: x0 = registers, w1 = the queue's index, x2 = linear address of VQ_SIZE zeroed
// bytes. Leaves a queue that the device does not have alone. Keeps x0. clobbers: x3, x4.
.global virtio_queue_init
virtio_queue_init:
  str x0, [x2, #VQ_REGISTERS]
  str x1, [x2, #VQ_NUMBER]
  str w1, [x0, #VIRTIO_QUEUE_SELECT]
  ldr w3, [x0, #VIRTIO_QUEUE_SIZE_MAX]
  cmp w3, #VQ_DESCRIPTORS
  b.lo 2f
  mov w3, #VQ_DESCRIPTORS
  str w3, [x0, #VIRTIO_QUEUE_SIZE]
  mov x3, x2
  linear_to_physical x3
  ldr w4, [x0, #VIRTIO_VERSION]
  cmp w4, #VERSION_LEGACY
  b.eq 1f
  lsr x4, x3, #32
  str w3, [x0, #VIRTIO_QUEUE_DESCRIPTORS]
  str w4, [x0, #(VIRTIO_QUEUE_DESCRIPTORS + 4)]
  add x3, x3, #VQ_AVAILABLE
  str w3, [x0, #VIRTIO_QUEUE_DRIVER]
  str w4, [x0, #(VIRTIO_QUEUE_DRIVER + 4)]
  add x3, x3, #(VQ_USED - VQ_AVAILABLE)
  str w3, [x0, #VIRTIO_QUEUE_DEVICE]
  str w4, [x0, #(VIRTIO_QUEUE_DEVICE + 4)]
  mov w3, #1
  str w3, [x0, #VIRTIO_QUEUE_READY]
  ret
1:
  mov w4, #VQ_ALIGNMENT
  str w4, [x0, #VIRTIO_QUEUE_ALIGN]
  lsr x3, x3, #VQ_SIZE_SHIFT
  str w3, [x0, #VIRTIO_QUEUE_PFN]
2:
  ret

// Make one buffer available; its descriptor has the number VQ_POSTED modulo VQ_DESCRIPTORS, so buffers have to come back in
// order. in: x0 = queue with a free descriptor, x1 = linear address of the buffer, w2 = bytes, w3 = 0 or VQ_WRITABLE.
// Keeps x0. clobbers: x1, x4, x5.
.global virtio_post
virtio_post:
  linear_to_physical x1
  ldr x4, [x0, #VQ_POSTED]
  and x5, x4, #(VQ_DESCRIPTORS - 1)
  add x5, x0, x5, lsl #4
  str x1, [x5]
  stp w2, w3, [x5, #8]                // length, flags; no next
  and x5, x4, #(VQ_DESCRIPTORS - 1)
  add x1, x0, #VQ_AVAILABLE_RING
  strh w5, [x1, x5, lsl #1]
  add x4, x4, #1
  str x4, [x0, #VQ_POSTED]
  dmb ish                             // the device sees the buffer before the index
  strh w4, [x0, #VQ_AVAILABLE_INDEX]
  ret

// Tell the device about buffers. in: x0 = queue. Keeps x0. clobbers: x1, x2.
.global virtio_notify
virtio_notify:
  ldr x1, [x0, #VQ_REGISTERS]
  ldr x2, [x0, #VQ_NUMBER]
  dsb ish
  str w2, [x1, #VIRTIO_QUEUE_NOTIFY]
  ret

// Take one buffer back. in: x0 = queue. out: x1 = number of its descriptor or -1 when none came back, w2 = bytes written
// by the device. Keeps x0. clobbers: x3.
.global virtio_reap
virtio_reap:
  ldr x3, [x0, #VQ_REAPED]
  ldrh w2, [x0, #VQ_USED_INDEX]
  mov x1, #-1
  cmp w2, w3, uxth
  b.eq 1f
  dmb ishld
  and x2, x3, #(VQ_DESCRIPTORS - 1)
  add x3, x3, #1
  str x3, [x0, #VQ_REAPED]
  add x2, x0, x2, lsl #3
  ldp w1, w2, [x2, #VQ_USED_RING]
  and x1, x1, #(VQ_DESCRIPTORS - 1)   // whatever the device says, it is one of ours
1:
  ret

// Buffers that the device still has. in: x0 = queue. out: x1 = their number. clobbers: x2.
.global virtio_outstanding
virtio_outstanding:
  ldr x1, [x0, #VQ_POSTED]
  ldr x2, [x0, #VQ_REAPED]
  sub x1, x1, x2
  ret
.ltorg
