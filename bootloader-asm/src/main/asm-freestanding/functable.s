// Names for addresses, from Go's function table (Go src/runtime/symtab.go: findfunc, funcname, funcfile, pcvalue).
.include "stub.inc"

// Offsets in a _func behind its entry (Go src/runtime/runtime2.go; the same since Go 1.16).
.equ FUNC_NAME, 0
.equ FUNC_PCFILE, 16
.equ FUNC_PCLN, 20
.equ FUNC_UNIT, 28

.text
// Prints function, file and line of an instruction, or its address when it is none of Go's.
// in: x0 = address, x19. clobbers: x0-x9, x16.
.global print_place
print_place:
  ldr x1, [x19, #P_TEXT]
  cmp x0, x1
  b.lo print_hexadecimal
  ldr x1, [x19, #P_ETEXT]
  cmp x0, x1
  b.hs print_hexadecimal
  push x23, x30
  push x24, x25
  mov x23, x0
  bl find_function
  mov x24, x0                         // entry
  mov x25, x1                         // fields of the _func
  ldr w0, [x25, #FUNC_NAME]
  ldr x1, [x19, #P_NAMES]
  add x0, x1, x0
  bl print_string
  message ", "
  ldr w0, [x25, #FUNC_PCFILE]
  bl pc_value
  ldr w1, [x25, #FUNC_UNIT]
  cmn w0, #1                          // code that the compiler made has no file
  ccmn w1, #1, #4, ne
  b.eq 1f
  add x0, x0, x1
  ldr x1, [x19, #P_UNITS]
  ldr w0, [x1, x0, lsl #2]
  ldr x1, [x19, #P_FILES]
  add x0, x1, x0
  bl print_string
  b 2f
1:
  message "?"
2:
  mov w0, #':'
  bl print_character
  ldr w0, [x25, #FUNC_PCLN]
  bl pc_value
  bl print_decimal
  pop x24, x25
  pop x23, x30
  ret

// The function around an address. in: x0 in [text, etext), x19. out: x0 = its entry, x1 = the fields of its _func
// behind the entry. clobbers: x2-x8.
find_function:
  mov x6, x0
  mov x7, x30
  mov x2, xzr                         // lowest
  ldr x3, [x19, #P_FTAB_COUNT]
  sub x3, x3, #1                      // highest
1:
  cmp x2, x3
  b.hs 3f
  add x4, x2, x3
  add x4, x4, #1
  lsr x4, x4, #1
  mov x0, x4
  bl table_row
  cmp x0, x6
  b.hi 2f
  mov x2, x4
  b 1b
2:
  sub x3, x4, #1
  b 1b
3:
  mov x0, x2
  bl table_row
  ldr x2, [x19, #P_FUNCS]
  add x1, x2, x1
  ldr x2, [x19, #P_ENTRY_SIZE]
  add x1, x1, x2
  mov x30, x7
  ret

// One row of ftab. in: x0 = its number, x19. out: x0 = entry, x1 = offset of the _func. clobbers: x5, x8.
table_row:
  ldr x5, [x19, #P_FTAB]
  ldr x8, [x19, #P_ENTRY_SIZE]
  cmp x8, #8
  b.eq 1f
  add x5, x5, x0, lsl #3
  ldp w0, w1, [x5]
  ldr x5, [x19, #P_TEXT]
  add x0, x5, x0
  ret
1:
  add x5, x5, x0, lsl #4
  ldp x0, x1, [x5]
  ret

// The value of a table at an address. in: w0 = offset of the table, x23 = address, x24 = the function's entry, x19.
// out: w0 = value, zero-extended. clobbers: x1-x8.
pc_value:
  mov x7, x30
  ldr x1, [x19, #P_PCVALUES]
  add x1, x1, w0, uxtw
  mov x2, x24
  mov w3, #-1
  mov w6, #1                          // the first step may be 0
1:
  bl read_varint
  cmp w4, #0
  ccmp w6, #0, #0, eq
  b.eq 2f
  mov w6, #0
  lsr w5, w4, #1                      // zig-zag
  tst w4, #1
  csinv w5, w5, w5, eq
  add w3, w3, w5
  bl read_varint
  add x2, x2, x4, lsl #2
  cmp x23, x2
  b.hs 1b
2:
  mov w0, w3
  mov x30, x7
  ret

// A number of seven bits a byte, lowest first. in: x1. out: x4, x1 behind it. clobbers: x0, x5, x8.
read_varint:
  mov x4, xzr
  mov w5, #0
1:
  ldrb w0, [x1], #1
  and x8, x0, #0x7f
  lsl x8, x8, x5
  orr x4, x4, x8
  add w5, w5, #7
  tbnz w0, #7, 1b
  ret
