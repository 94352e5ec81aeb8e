// Where random numbers come from: /chosen/rng-seed, RNDR and a virtio entropy device (Virtio 1.2, section 5.4), mixed into
// the generator's key. The device is asked when the program first wants random bytes, not at boot.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "virtio.inc"

.equ WANTED, 32                       // bytes from the device: a whole key
.equ BUFFER_AT, VQ_SIZE               // in the page with the queue
.equ ANSWER_HZ, 10                    // a device that has not answered within 1/10 s is not waited for

.text
// Mix what the machine says at boot into the key. clobbers: x0-x9.
.global entropy_init
entropy_init:
  push x29, x30
  load_symbol x0, machine_rng_seed
  load_symbol x1, machine_rng_seed_size
  cbz x0, 1f
  cbz x1, 1f
  bl mix
1:
  mrs x0, id_aa64isar0_el1
  lsr x0, x0, #60                     // RNDR
  cbz x0, 4f
  sub sp, sp, #WANTED
  mov x2, #0
2:
  mrs x0, S3_3_C2_C4_0                // RNDR; Z set when it has nothing now
  b.eq 3f
  str x0, [sp, x2]
  add x2, x2, #8
  cmp x2, #WANTED
  b.lo 2b
  mov x0, sp
  mov x1, #WANTED
  bl mix
3:
  add sp, sp, #WANTED
4: // the counter tells boots apart at least
  mrs x0, cntvct_el0
  address x9, random_key
  ldr x1, [x9, #24]
  eor x0, x0, x1
  str x0, [x9, #24]
  pop x29, x30
  ret

// Fold bytes into the key: these are from a good source. in: x0 = address, x1 = bytes. clobbers: x0-x6.
mix:
  address x6, random_key
  mov x2, #0
1: // 8 bytes at a time where there are so many
  and x3, x2, #(WANTED - 1)
  subs x1, x1, #8
  b.lo 2f
  ldr x4, [x0, x2]
  ldr x5, [x6, x3]
  eor x4, x4, x5
  str x4, [x6, x3]
  add x2, x2, #8
  b 1b
2:
  adds x1, x1, #8
  b.eq 4f
3:
  ldrb w4, [x0, x2]
  ldrb w5, [x6, x3]
  eor w4, w4, w5
  strb w4, [x6, x3]
  add x2, x2, #1
  add x3, x3, #1                      // stays within the key: fewer than 8 bytes are left
  subs x1, x1, #1
  b.ne 3b
4:
  mov x0, #1
  store_symbol x0, entropy_good, x1
  ret

// The program wants random bytes: the first time, ask the device, and say so if there is no good source at all.
// clobbers: x0-x17.
.global entropy_wanted
entropy_wanted:
  address x0, entropy_asked
  ldr x1, [x0]
  cbz x1, 1f
  ret
1:
  push x29, x30
  mov x1, #1
  str x1, [x0]
  bl ask_device
  load_symbol x0, entropy_good
  cbnz x0, 2f
  message "[nucleus] random numbers are predictable: the machine has no virtio-rng, RNDR or /chosen/rng-seed\n"
2:
  pop x29, x30
  ret

// Mix bytes of the entropy device into the key, if there is one. clobbers: x0-x17.
ask_device:
  push x29, x30
  push x19, x20
  mov w0, #VIRTIO_TYPE_ENTROPY
  bl virtio_find
  cbz x0, 3f
  mov x19, x0
  mov w1, #0
  bl virtio_negotiate
  cbnz x1, 3f
  bl page_alloc
  physical_to_linear x0
  mov x20, x0
  mov x2, x0
  mov x0, x19
  mov w1, #0
  bl virtio_queue_init
  mov w3, #VQ_NO_INTERRUPT
  strh w3, [x20, #VQ_AVAILABLE]
  bl virtio_start
  mov x0, x20
  add x1, x20, #BUFFER_AT
  mov w2, #WANTED
  mov w3, #VQ_WRITABLE
  bl virtio_post
  bl virtio_notify
  mrs x19, cntvct_el0
  load_symbol x4, time_frequency
  mov x5, #ANSWER_HZ
  udiv x4, x4, x5
  add x19, x19, x4
1:
  bl virtio_reap
  tbz x1, #63, 2f
  mrs x4, cntvct_el0
  cmp x4, x19
  b.lo 1b
  b 3f                                // the page stays the device's
2:
  mov w1, w2
  cbz x1, 3f
  mov x2, #WANTED
  cmp x1, x2
  csel x1, x1, x2, lo
  add x0, x20, #BUFFER_AT
  bl mix
3:
  pop x19, x20
  pop x29, x30
  ret

.bss
.balign 8
entropy_good: .skip 8                 // 1: the key holds something nobody can guess
entropy_asked: .skip 8
