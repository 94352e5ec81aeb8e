// The stub's own messages, on the PL011 that the parameters name.
.include "stub.inc"

.equ UART_DR, 0x00
.equ UART_FR, 0x18
.equ UART_FR_TXFF_BIT, 5              // the transmit FIFO is full

.text
// in: x0 = NUL-terminated string, x19. clobbers: x0-x3, x16.
.global print_string
print_string:
  mov x3, x30
  mov x2, x0
1:
  ldrb w0, [x2], #1
  cbz w0, 2f
  bl print_character
  b 1b
2:
  mov x30, x3
  ret

// in: w0 = character, x19. clobbers: x1, x16.
.global print_character
print_character:
  ldr x1, [x19, #P_UART]
  cbz x1, 2f
1:
  ldr w16, [x1, #UART_FR]
  tbnz w16, #UART_FR_TXFF_BIT, 1b
  str w0, [x1, #UART_DR]
2:
  ret

// in: w0 = unsigned number, x19. clobbers: x0-x9, x16.
.global print_decimal
print_decimal:
  mov x9, x30
  sub sp, sp, #16
  add x4, sp, #15
  strb wzr, [x4]
  mov w5, #10
1:
  udiv w6, w0, w5
  msub w7, w6, w5, w0
  add w7, w7, #'0'
  strb w7, [x4, #-1]!
  mov w0, w6
  cbnz w0, 1b
  mov x0, x4
  bl print_string
  add sp, sp, #16
  mov x30, x9
  ret

// in: x0 = number, printed as 0x and 16 digits, x19. clobbers: x0-x9, x16.
.global print_hexadecimal
print_hexadecimal:
  mov x9, x30
  mov x6, x0
  mov w0, #'0'
  bl print_character
  mov w0, #'x'
  bl print_character
  mov w7, #60
1:
  lsr x0, x6, x7
  and w0, w0, #0xf
  add w4, w0, #'0'
  add w5, w0, #('a' - 10)
  cmp w0, #10
  csel w0, w4, w5, lo
  bl print_character
  subs w7, w7, #4
  b.pl 1b
  mov x30, x9
  ret
