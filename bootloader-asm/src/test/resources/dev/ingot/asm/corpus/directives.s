/* Every directive of the subset, with the corner cases
   where an assembler goes wrong. */
# A comment at the beginning of a line.
  .text
  .global first, second
first: nop; nop ; nop
second:
  nop /* inside */ ; nop // behind
  mov x0 , /* over
     two lines */ x1
  .equ INCLUDED, 0x1122334455667788
  .set counter, 1
  .byte counter
  .set counter, counter + 1
  .byte counter
counter = counter << 4
  .byte counter
  .balign 4
  .include "part.inc"

// Names in quotes, as compilers make them.
  .global "main.(*T).Method"
  .type "main.(*T).Method", %function
  b "main.(*T).Method"
  adr x0, "main.(*T).Method" + 4
  cbz x1, "second"
"main.(*T).Method":
  nop
  .quad "main.(*T).Method" - "second", "a/b.F[int]" - second
"a/b.F[int]": nop
  .size "main.(*T).Method", . - "main.(*T).Method"

// Numbers.
  .byte 1, -1, 255, -128, 0x7f, 0b101, 017, 'a', '\n', 'z'-'a', ' '
  .hword 1, -1, 65535
  .short 2
  .2byte 3
  .word 1, -1, 0xffffffff
  .long 4
  .int 5
  .4byte 6
  .quad 1, -1, 0xffffffffffffffff
  .xword 7
  .dword 8
  .8byte 9
  .octa 5
  .octa -1
  .byte
  .quad
  .float 1.5, -0.25
  .double 3.141592653589793

// Strings.
  .ascii "plain"
  .ascii "a", "b"
  .asciz "zero", "zero"
  .string "tab\there\n\\ \"quoted\" \x41\101\0end"
  .ascii ""
  .ascii "semi;colon // no comment /* nor this */"
  .ascii "äöü"

// Gaps.
  .balign 4
  .skip 3
  .skip 5, 0xaa
  .space 4
  .zero 2
  .fill 3, 2, 0x1234
  .fill 2, 8, -1
  .fill 1, 4, 0x123456789
  .fill 4
  .fill 2, 3, 0x010203
  .skip 0
  .balign 16
  .skip 100, 0x5a
  .balign 64
  nop
  .balign 8, 0x11
  .balign 32, 0x22
  nop
  .p2align 4
  .p2align 4, , 15
  nop
  .p2align 5, , 3
  .p2align 5, 0x33, 64
  .align 3
  .align 6
  .byte 1
  .balign 16
  .byte 1, 2
  .balign 4
  .byte 1
after_odd_bytes: nop
  .hword 1
  .inst 0xd503201f, 0x11223344
  .byte 9
  .balign 4
  .byte 9
  mov x0, #(end_of_gap - gap)
  add x0, x0, #(end_of_gap - gap)
  ldr x0, [x1, #(end_of_gap - gap)]
gap:
  .skip 0x80 - (. - gap)
end_of_gap:
  .skip end_late - late
  .word end_of_gap - gap, . - gap, gap - .
late: .skip 24
end_late:
  .balign 16
  nop
origin:
  .org origin + 0x40
  nop
  .org . + 0x10, 0xee
  . = . + 8
  nop
  .incbin "payload.bin"
  .incbin "payload.bin", 7
  .incbin "payload.bin", 7, 4
  .balign 4

// Labels.
1: nop
  b 1b
  b 1f
  cbz x0, 2f
1: b 1b
  tbnz w0, #3, 1b
2: adr x0, 1b
  adr x1, 2b
10: b 10b
  b 10f
10:
  b .
  b . + 8
  b .-4
  adr x0, .
.Llocal: b .Llocal
a_label: another_label: nop
$dollar.name_1: b $dollar.name_1
  b a_label + 4
  ldr x0, .Llocal
  ldr w0, a_label
  ldrsw x0, a_label
  ldr q0, a_label
  beq a_label
  b.ne a_label
  b.hs a_label
  blo a_label
  BL first
  B.EQ second
  cbnz w3, a_label
  tbz x3, 63, a_label
  tbz x3, #31, a_label

// Sections.
  .data
data_start:
  .quad data_start, in_bss, rodata_word, first, second + 8, second - 8
  .word . - data_start
  .byte 1
  .balign 8
  .byte 1
  .align 4
  .quad in_bss_end - in_bss
  nop
  .byte 1
  nop
  .section .rodata
  .include "part.inc"
rodata_word: .word rodata_word - ., first - ., 1f - .
1: .word 1b - 1f
1:
  .pushsection .data
  .ascii "pushed"
  .pushsection .text
  nop
  .popsection
  .ascii "back"
  .popsection
  .ascii "rodata"
  .previous
  .ascii "previous"
  .previous
  .section ".rodata", "a", %progbits
  .ascii "quoted"
  .section .rodata, "a", @progbits
  .bss
in_bss: .skip 8
  .balign 16
  .zero 3
in_bss_end:
  .section .bss, "aw", %nobits
  .space 4
  .section .head, "ax"
  b first
  .ascii "MAGIC"
  .balign 8
  .text 0

// Addresses.
  adrp x0, data_start
  add x0, x0, :lo12:data_start
  add x0, x0, #:lo12:data_start + 8
  ldr x0, [x0, :lo12:data_start]
  ldr x0, [x0, #:lo12:data_start + 8]
  ldr w0, [x0, :lo12:data_start + 4]
  ldrh w0, [x0, :lo12:data_start + 2]
  ldrb w0, [x0, :lo12:data_start + 1]
  ldrsb x0, [x0, :lo12:data_start + 1]
  ldrsh x0, [x0, :lo12:data_start + 2]
  ldrsw x0, [x0, :lo12:data_start + 4]
  str x0, [x0, :lo12:in_bss]
  strb wzr, [x0, :lo12:in_bss + 1]
  str q0, [x0, :lo12:in_bss]
  ldr d0, [x0, :lo12:in_bss]
  ldr s0, [x0, :lo12:in_bss]
  prfm pldl1keep, [x0, :lo12:in_bss]
  adrp x0, first
  adrp x30, in_bss_end
  movz x0, #:abs_g3:data_start
  movk x0, #:abs_g2_nc:data_start
  movk x0, #:abs_g1_nc:data_start
  movk x0, #:abs_g0_nc:data_start
  adr x0, first + 2
  ldr x0, =first
  b over

// Literal pools.
  ldr x0, =5
  ldr w1, =5
  ldr x2, =-1
  ldr x3, =0xffffffffffffffff
  ldr x4, =5
  ldr x5, =first
  ldr x6, =first + 4
  ldr x7, =first
  ldr x8, =0-1
  ldr x9, =~0
  ldr x10, =data_start
  ldr x11, =second
  ldr x12, =4 + first
  ldr x13, =0x123456789abcdef0
  ldr q0, =0x1234
  ldr d0, =7
  ldr s0, =7
  ldrsw x14, =7
  .ltorg
over: nop
  ldr x0, =5
  ldr x0, =over
  .data
  .byte 3
  .text
  ldr w0, =INCLUDED & 0xffff
  .pool
  nop
  ldr x0, =in_bss_end
  ldr x0, =later_constant
  .equ later_constant, 0x77

// Values that come later, and names that only an object file keeps.
  mov x0, #late_value
  cmp x0, late_value * 2
  .quad late_value, forward_alias, late_value + 1
  .equ late_value, 0x123
  .equ forward_alias, late_alias
  .equ late_alias, origin + 4
  .equiv only_once, 3
  .byte only_once
  .type first, %function
  .type data_start, @object
  .size first, . - first
  .hidden second
  .local nobody
  .weak weak_here, weak_nowhere
  .balign 4
weak_here: nop
  bl weak_nowhere
  bl weak_here
  .quad weak_nowhere
  .global exported_number
  .equ exported_number, 42
  .arch armv8-a
  .file "directives.s"
  .ident "corpus"
