// The SIMD&FP instructions that saving, clearing and copying need.
  .text
  fmov d0, x0
  fmov x0, d0
  fmov s0, w0
  fmov d0, d1
  fmov d0, #1.5
  fmov s0, #-2.0
  fmov v0.2d, #1.0
  movi v0.2d, #0
  movi v0.16b, #0xff
  movi d0, #0
  movi v0.4s, #1, lsl #8
  mov v0.16b, v1.16b
  mov x0, v1.d[0]
  mov w0, v1.s[3]
  mov v0.d[1], x1
  mov v0.s[2], v1.s[3]
  umov x0, v0.d[1]
  ins v0.d[0], x1
  dup v0.16b, w1
  dup v0.2d, v1.d[0]
  eor v0.16b, v1.16b, v2.16b
  orr v0.16b, v1.16b, v2.16b
  and v0.8b, v1.8b, v2.8b
  add v0.4s, v1.4s, v2.4s
  add d0, d1, d2
  cmeq v0.16b, v1.16b, #0
  cmhi v0.16b, v1.16b, v2.16b
  umaxv b0, v1.16b
  addv b0, v1.8b
  cnt v0.8b, v1.8b
  uaddlv h0, v1.8b
  ext v0.16b, v1.16b, v2.16b, #8
  rev64 v0.16b, v1.16b
  tbl v0.16b, {v1.16b}, v2.16b
  zip1 v0.4s, v1.4s, v2.4s
  shl v0.2d, v1.2d, #3
  ushr v0.4s, v1.4s, #31
  sshll v0.8h, v1.8b, #0
  fadd d0, d1, d2
  fsub s0, s1, s2
  fmul d0, d1, d2
  fdiv d0, d1, d2
  fsqrt d0, d1
  fabs d0, d1
  fneg s0, s1
  fmadd d0, d1, d2, d3
  fcmp d0, d1
  fcmp d0, #0.0
  fcsel d0, d1, d2, gt
  fccmp d0, d1, #4, eq
  scvtf d0, x0
  ucvtf s0, w0
  fcvtzs x0, d0
  fcvtzu w0, s0
  fcvt d0, s1
  frintm d0, d1
