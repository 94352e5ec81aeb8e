// A second unit: imports, exports, and sections that must be aligned behind another unit's.
  .text
  .byte 1
  .balign 64
linked: nop
  bl first
  b second
  adrp x0, first
  add x0, x0, :lo12:first
  ldr x0, =first + 16
  mov x0, #1
  .Llocal: b .Llocal
  .section .rodata
  .balign 32
  .quad first, linked, exported_number
  .word first - .
  .data
  .byte 7
  .balign 16
  .quad __text_start, __text_end, __rodata_start, __rodata_end
  .quad __data_start, __data_end, __bss_start, __bss_end
  .word __bss_end - .
  .bss
  .balign 128
  .skip 1
  .section .head, "ax"
  .balign 4
  nop
  .text
  .global weak_here
weak_here:
  mov x0, #2
