// Random bytes: ChaCha20 (RFC 8439) with fast key erasure: every block's first half is the next key, the second half is
// output. entropy.s makes the first key.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ CHUNK, 256

// One quarter round on w-registers; x17 is free.
.macro quarter_round a:req, b:req, c:req, d:req
  add \a, \a, \b
  eor \d, \d, \a
  ror \d, \d, #16
  add \c, \c, \d
  eor \b, \b, \c
  ror \b, \b, #20
  add \a, \a, \b
  eor \d, \d, \a
  ror \d, \d, #24
  add \c, \c, \d
  eor \b, \b, \c
  ror \b, \b, #25
.endm

.text
// Fill a buffer of the nucleus. in: x0 = address, x1 = bytes. clobbers: x0-x17.
.global random_bytes
random_bytes:
  push x29, x30
  push x19, x20
  push x21, x22
  push x23, x24
  mov x23, x0
  mov x24, x1
1:
  cbz x24, 4f
  bl random_block
  address x2, random_block_output + 32
  mov x3, #0
2:
  ldrb w4, [x2, x3]
  strb wzr, [x2, x3]
  strb w4, [x23], #1
  subs x24, x24, #1
  b.eq 4f
  add x3, x3, #1
  cmp x3, #32
  b.lo 2b
  b 1b
4:
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// One ChaCha20 block; its first half becomes the key. clobbers: x0-x17, x19-x22.
random_block:
  address x22, chacha_constants
  ldp w0, w1, [x22]
  ldp w2, w3, [x22, #8]
  address x22, random_key
  ldp w4, w5, [x22]
  ldp w6, w7, [x22, #8]
  ldp w8, w9, [x22, #16]
  ldp w10, w11, [x22, #24]
  ldr x19, [x22, #32]                 // block counter
  add x19, x19, #1
  str x19, [x22, #32]
  mov w12, w19
  lsr x13, x19, #32
  mov w14, #0
  mov w15, #0
  mov w20, #10                        // double rounds
1:
  quarter_round w0, w4, w8, w12
  quarter_round w1, w5, w9, w13
  quarter_round w2, w6, w10, w14
  quarter_round w3, w7, w11, w15
  quarter_round w0, w5, w10, w15
  quarter_round w1, w6, w11, w12
  quarter_round w2, w7, w8, w13
  quarter_round w3, w4, w9, w14
  subs w20, w20, #1
  b.ne 1b
  // add the input; only the words that are used: 0-7 to the key, 8-15 to the output
  address x21, chacha_constants
  ldp w16, w17, [x21]
  add w0, w0, w16
  add w1, w1, w17
  ldp w16, w17, [x21, #8]
  add w2, w2, w16
  add w3, w3, w17
  ldp w16, w17, [x22]
  add w4, w4, w16
  add w5, w5, w17
  ldp w16, w17, [x22, #8]
  add w6, w6, w16
  add w7, w7, w17
  ldp w16, w17, [x22, #16]
  add w8, w8, w16
  add w9, w9, w17
  ldp w16, w17, [x22, #24]
  add w10, w10, w16
  add w11, w11, w17
  add w12, w12, w19
  lsr x19, x19, #32
  add w13, w13, w19
  stp w0, w1, [x22]
  stp w2, w3, [x22, #8]
  stp w4, w5, [x22, #16]
  stp w6, w7, [x22, #24]
  address x21, random_block_output
  stp w8, w9, [x21, #32]
  stp w10, w11, [x21, #40]
  stp w12, w13, [x21, #48]
  stp w14, w15, [x21, #56]
  ret

// Random bytes for the program. in: x0 = user address, x1 = bytes. out: x0 = bytes or -EFAULT. clobbers: x1-x17.
.global random_to_user
random_to_user:
  push x29, x30
  push x0, x1
  bl entropy_wanted
  pop x0, x1
  push x19, x20
  push x21, x22
  mov x19, x0
  mov x20, x1
  mov x21, #0
  sub sp, sp, #CHUNK
1:
  sub x22, x20, x21
  mov x0, #CHUNK
  cmp x22, x0
  csel x22, x22, x0, lo
  cbz x22, 3f
  mov x0, sp
  mov x1, x22
  bl random_bytes
  add x0, x19, x21
  mov x1, sp
  mov x2, x22
  bl copy_to_user
  cbnz x0, 4f
  add x21, x21, x22
  b 1b
3:
  mov x0, #0
4:
  cmp x21, #0
  csel x0, x21, x0, ne
  add sp, sp, #CHUNK
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// getrandom(buffer, length, flags)
.global sys_getrandom
sys_getrandom:
  tst w2, #~GRND_FLAGS
  b.ne fail_einval
  ldr x2, =MAX_RW_COUNT
  cmp x1, x2
  csel x1, x1, x2, lo
  bl random_to_user
  b syscall_return
.ltorg

.section .rodata, "a"
.balign 8
chacha_constants: .ascii "expand 32-byte k"

.bss
.balign 16
.global random_key
random_key: .skip 32
  .skip 16                            // block counter
random_block_output: .skip 64
