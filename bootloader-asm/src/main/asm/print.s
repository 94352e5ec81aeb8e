// The nucleus's own messages, on the diagnostics UART.
.include "macros.inc"

.text
// in: x0 = NUL-terminated string. clobbers: x0-x5.
.global print_string
print_string:
  mov x5, x30
  mov x4, x0
1:
  ldrb w0, [x4], #1
  cbz w0, 2f
  bl console_put
  b 1b
2:
  mov x30, x5
  ret

// One of many strings that follow each other. in: x0 = the first, x1 = how many to skip. out: x0. clobbers: x1, x2.
.global nth_string
nth_string:
  cbz x1, 2f
1:
  ldrb w2, [x0], #1
  cbnz w2, 1b
  subs x1, x1, #1
  b.ne 1b
2:
  ret

// in: x0 = unsigned number. clobbers: x0-x7.
.global print_decimal
print_decimal:
  push x29, x30
  sub sp, sp, #32
  add x1, sp, #31
  strb wzr, [x1]
  mov x2, #10
1:
  udiv x3, x0, x2
  msub x4, x3, x2, x0
  add w4, w4, #'0'
  strb w4, [x1, #-1]!
  mov x0, x3
  cbnz x0, 1b
  mov x0, x1
  bl print_string
  add sp, sp, #32
  pop x29, x30
  ret

// in: x0 = number, printed as 0x and 16 digits. clobbers: x0-x7.
.global print_hexadecimal
print_hexadecimal:
  push x29, x30
  mov x6, x0
  mov w0, #'0'
  bl console_put
  mov w0, #'x'
  bl console_put
  mov w7, #60
1:
  lsr x0, x6, x7
  and w0, w0, #0xf
  add w1, w0, #'0'
  add w2, w0, #('a' - 10)
  cmp w0, #10
  csel w0, w1, w2, lo
  bl console_put
  subs w7, w7, #4
  b.pl 1b
  pop x29, x30
  ret
