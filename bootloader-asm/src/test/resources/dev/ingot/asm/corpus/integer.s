// Data processing on general registers, as a kernel uses it.
  .text
  add x0, x1, x2
  add w3, w4, w5
  add x0, x1, #0
  add x0, x1, #4095
  add x0, x1, #0x1000
  add x0, x1, #0xfff000
  add x0, x1, 16
  add x0, x1, #1, lsl #12
  add x0, x1, 1, lsl 12
  add sp, sp, #32
  add x29, sp, #16
  add x0, sp, x1
  add sp, sp, x2
  add x0, x1, x2, lsl #3
  add x0, x1, x2, lsr #63
  add x0, x1, x2, asr #4
  add w0, w1, w2, lsl #31
  add x0, x1, w2, uxtb
  add x0, x1, w2, uxth #1
  add x0, x1, w2, uxtw #2
  add x0, x1, x2, uxtx #3
  add x0, x1, w2, sxtb #4
  add x0, x1, w2, sxth
  add x0, x1, w2, sxtw #3
  add x0, sp, x2, sxtx #1
  add x0, sp, w2, uxtw
  add x0, x0, #-4
  sub x0, x0, #-8
  adds x0, x1, x2
  adds w0, w1, #1
  adds x0, sp, #8
  sub x0, x1, x2
  sub sp, sp, #0x100
  sub x0, x1, x2, lsl #4
  subs x0, x1, #1
  subs w0, w1, w2
  neg x0, x1
  neg w0, w1, lsl #2
  negs x0, x1
  cmp x0, x1
  cmp w0, #0
  cmp x0, #4095
  cmp x0, #0x7000
  cmp sp, x1
  cmp x0, w1, uxtw
  cmp x0, x1, lsl #12
  cmp x0, x1, asr #63
  cmp w0, #-1
  cmp x5, #-4095
  cmn x0, x1
  cmn x0, #22
  cmn w0, #-5
  adc x0, x1, x2
  adcs w0, w1, w2
  sbc x0, x1, x2
  sbcs x0, x1, x2
  ngc x0, x1
  mul x0, x1, x2
  madd x0, x1, x2, x3
  msub w0, w1, w2, w3
  mneg x0, x1, x2
  smull x0, w1, w2
  umull x0, w1, w2
  smaddl x0, w1, w2, x3
  umaddl x0, w1, w2, x3
  umsubl x0, w1, w2, x3
  smulh x0, x1, x2
  umulh x0, x1, x2
  sdiv x0, x1, x2
  udiv w0, w1, w2
  and x0, x1, x2
  and w0, w1, w2, ror #3
  and x0, x1, #0xff
  and x0, x1, #0xfffffffffffff000
  and x0, x1, #~0xfff
  and x0, x1, #-16
  and w0, w1, #0xfffffff0
  and w0, w1, #~15
  and w0, w1, #-16
  and sp, x0, #0xfffffffffffffff0
  and x0, x1, #0x5555555555555555
  and w0, w1, #0x80000001
  ands x0, x1, #1
  ands w0, w1, w2
  bic x0, x1, x2
  bic x0, x1, #0xf
  bic w0, w1, #7
  bics x0, x1, x2, lsl #1
  orr x0, x1, x2
  orr x0, x1, #0x10
  orr x0, xzr, x1
  orr w0, w1, #0x3f
  orr x0, x1, x2, lsl #32
  orn x0, x1, x2
  eor x0, x1, x2
  eor x0, x1, #1
  eor x0, x1, #0xffff0000ffff0000
  eon x0, x1, x2, lsr #5
  mvn x0, x1
  mvn w0, w1, lsl #4
  tst x0, x1
  tst x0, #0x8000000000000000
  tst w0, #1
  tst x0, x1, lsl #2
  mov x0, x1
  mov w0, w1
  mov x0, xzr
  mov x0, sp
  mov sp, x0
  mov x0, #0
  mov x0, #1
  mov x0, 65535
  mov x0, #0x10000
  mov x0, #0xabcd00000000
  mov x0, #-1
  mov x0, #-65536
  mov x0, #0xffffffffffff1234
  mov x0, #0xffff0000ffffffff
  mov x0, #0xff00ff00ff00ff00
  mov w0, #-1
  mov w0, #0xffffffff
  mov w0, #0xffff0000
  mov w0, #0xfffe1234 + 0xedcb
  mov w0, #0x7fffffff
  mov x0, #'A'
  movz x0, #0x1234
  movz x0, #0x1234, lsl #48
  movz w0, #1, lsl #16
  movn x0, #0
  movn w0, #5, lsl #16
  movk x0, #0xffff, lsl #32
  movk w0, #7
  lsl x0, x1, x2
  lsl x0, x1, #1
  lsl w0, w1, #31
  lsl x0, x1, 12
  lsr x0, x1, #63
  lsr w0, w1, w2
  asr x0, x1, #3
  asr w0, w1, #4
  ror x0, x1, #7
  ror w0, w1, w2
  ubfx x0, x1, #4, #12
  ubfx w0, w1, #0, #32
  sbfx x0, x1, #63, #1
  bfi x0, x1, #8, #8
  bfi w0, w1, #3, #5
  bfxil x0, x1, #48, #16
  ubfiz x0, x1, #12, #36
  sbfiz w0, w1, #1, #2
  ubfm x0, x1, #3, #2
  bfm x0, x1, #1, #5
  sbfm w0, w1, #0, #7
  extr x0, x1, x2, #5
  extr w0, w1, w2, #31
  uxtb w0, w1
  uxth w0, w1
  sxtb x0, w1
  sxth w0, w1
  sxtw x0, w1
  clz x0, x1
  cls w0, w1
  rbit x0, x1
  rev x0, x1
  rev w0, w1
  rev16 x0, x1
  rev32 x0, x1
  crc32b w0, w1, w2
  crc32x w0, w1, x2
  crc32cw w0, w1, w2
  csel x0, x1, x2, eq
  csel w0, w1, w2, HS
  csinc x0, x1, x2, lo
  csinv x0, x1, x2, vs
  csneg w0, w1, w2, le
  cset x0, ne
  cset w0, mi
  csetm x0, hi
  cinc x0, x1, gt
  cinv w0, w1, ls
  cneg x0, x1, pl
  ccmp x0, x1, #0, eq
  ccmp x0, #31, #15, ne
  ccmp w0, 4, 2, lt
  ccmn x0, #1, #8, ge
  ADD X0, X1, X2
  Mov W3, #0X1F
  add lr, fp, ip0
  add x0 , x1 ,x2
  mov	x0,	x1
  add x0, x1, #-0x1000
  adds x0, x1, #~0xfff
  subs w0, w1, #-0x5000
  cmp x0, #-0x7000
  cmn x0, #-4095
  sub sp, sp, #-64
