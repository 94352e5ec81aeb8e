// Operators with the precedences of GNU as.
  .text
  .byte 3 == 1 + 2, -1 >> 60, -3 / 2, 7 % 3, 1 << 3 | 1, 1 || 0, 2 && 4, !5, ~5, !0
  .byte 5 == 5, 5 <> 5, 5 != 4, 3 > 2, -1 < 0, 3 >= 3, 3 <= 2, 8 | 4 ! 2, 1 + 2 & 3
  .byte 0x10 - 8 * 2 / 4, (1 << 63) >> 62, 3 -1, 2 ! 1, 5 ^ 1, 6 & 3 | 8, - - 3, -~3, +4
  .byte 1 + 1 == 2 && 3 > 2, 1 - 2 - 3, 64 / 4 / 2, 2 * 3 % 4, 1 << 2 << 1, (((7)))
  .byte 'a + 1, ' ', '\\, '\'', 0 && 1 || 1, 1 || 0 && 0
  .quad 0xffffffffffffffff / 2, -10 / 3, -10 % 3, 0xffffffffffffffff < 1
  .quad 0xffffffffffffffff >> 4, 1 << 63, ~0, -0x8000000000000000, 0xffffff8000000000
  .quad 2 * -3, 10 - -3, 3 --3, 1 + ~1
  .equ PAGE, 4096
  .equ MASK, PAGE - 1
  .quad (0x12345 + MASK) & ~MASK, (0x12345 + PAGE - 1) / PAGE * PAGE
  .equ ATTRIBUTES, 0xff << 8 | 0x44 << 16 | 4
  .quad ATTRIBUTES
  .equ TCR, (16 << 0) | (16 << 16) | (1 << 8) | (1 << 10) | (3 << 12) | (2 << 30)
  ldr x0, =TCR
  mov x0, #(TCR & 0xffff)
  movk x0, #(TCR >> 16), lsl #16
start:
  nop
middle:
  nop
finish:
  .byte finish - start, (finish - start) / 4, finish - middle == middle - start
  .byte finish > start, start >= finish, start == start
  .byte middle - start + finish - middle
  .balign 4
  .if finish - start == 8
  nop
  .endif
  .word start - finish, . - start, start - .
  .quad start + (finish - middle), finish - 4 + 8
