// Reading a flattened device tree (Devicetree Specification 0.4, chapter 5). All cells are big endian.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.equ FDT_MAGIC, 0xd00dfeed
.equ FDT_TOTAL_SIZE, 4
.equ FDT_STRUCT_OFFSET, 8
.equ FDT_STRINGS_OFFSET, 12
.equ FDT_RESERVE_OFFSET, 16
.equ FDT_BEGIN_NODE, 1
.equ FDT_END_NODE, 2
.equ FDT_PROP, 3
.equ FDT_NOP, 4
.equ FDT_END, 9
.equ FDT_MAX_DEPTH, 16

.text
// Check the tree's magic. out: x0 = 1 when there is a tree, x1 = its bytes. clobbers: x2, x3.
.global fdt_open
fdt_open:
  load_symbol x2, devicetree_physical
  mov x0, #0
  cbz x2, 1f
  tst x2, #7
  b.ne 1f
  physical_to_linear x2
  ldr w1, [x2]
  rev w1, w1
  ldr w3, =FDT_MAGIC
  cmp w1, w3
  b.ne 1f
  store_symbol x2, fdt_base, x3
  ldr w1, [x2, #FDT_TOTAL_SIZE]
  rev w1, w1
  mov x0, #1
1:
  ret

// The memory reservation block. out: x0 = linear address of pairs of big-endian u64 (address, size), ended by 0, 0.
// clobbers: x1.
.global fdt_reservations
fdt_reservations:
  load_symbol x1, fdt_base
  ldr w0, [x1, #FDT_RESERVE_OFFSET]
  rev w0, w0
  add x0, x1, x0
  ret

// Visit every node in document order. in: x0 = visitor: x0 = node name, x1 = its properties (for fdt_property),
// x2 = depth (root 0), x3 = #address-cells and x4 = #size-cells of the parent, x5 = name of the parent.
// clobbers: x0-x17.
.global fdt_walk
fdt_walk:
  push x29, x30
  push x19, x20
  push x21, x22
  mov x22, x0
  load_symbol x0, fdt_base
  ldr w19, [x0, #FDT_STRUCT_OFFSET]
  rev w19, w19
  add x19, x0, x19
  mov x20, #-1                        // depth
1:
  ldr w0, [x19], #4
  rev w0, w0
  cmp w0, #FDT_BEGIN_NODE
  b.eq 2f
  cmp w0, #FDT_END_NODE
  b.eq 5f
  cmp w0, #FDT_PROP
  b.eq 6f
  cmp w0, #FDT_NOP
  b.eq 1b
  pop x21, x22                        // FDT_END, or damage
  pop x19, x20
  pop x29, x30
  ret
2:
  add x20, x20, #1
  cmp x20, #FDT_MAX_DEPTH
  b.hs 9f
  mov x21, x19                        // name
3:
  ldrb w0, [x19], #1
  cbnz w0, 3b
  add x19, x19, #3
  and x19, x19, #~3
  bl note_cells
  address x6, fdt_levels
  add x6, x6, x20, lsl #4             // this level: cells, name
  mov x3, #2
  mov x4, #1
  address x5, empty_name
  cbz x20, 4f
  ldp w3, w4, [x6, #-16]
  ldr x5, [x6, #-8]
4:
  mov x0, x21
  mov x1, x19
  mov x2, x20
  blr x22
  b 1b
5:
  sub x20, x20, #1
  b 1b
6:
  ldr w0, [x19]
  rev w0, w0
  add x19, x19, #11                   // length, name offset, and rounding
  add x19, x19, x0
  and x19, x19, #~3
  b 1b
9:
  address x0, message_deep
  b panic

// Note #address-cells and #size-cells of the node at x19 for its children. in: x19 = properties, x20 = depth, x21 =
// name.
// clobbers: x0-x11.
note_cells:
  push x29, x30
  address x11, fdt_levels
  add x11, x11, x20, lsl #4
  mov w0, #2                          // defaults of the specification, section 2.3.5
  mov w1, #1
  stp w0, w1, [x11]
  str x21, [x11, #8]
  mov x0, x19
  address x1, name_address_cells
  bl fdt_property
  cbz x0, 1f
  ldr w0, [x0]
  rev w0, w0
  str w0, [x11]
1:
  mov x0, x19
  address x1, name_size_cells
  bl fdt_property
  cbz x0, 2f
  ldr w0, [x0]
  rev w0, w0
  str w0, [x11, #4]
2:
  pop x29, x30
  ret

// Find a property of a node. in: x0 = the node's properties, x1 = name. out: x0 = value or 0, x1 = its bytes.
// clobbers: x2-x9.
.global fdt_property
fdt_property:
  load_symbol x2, fdt_base
  ldr w3, [x2, #FDT_STRINGS_OFFSET]
  rev w3, w3
  add x2, x2, x3
1:
  ldr w3, [x0], #4
  rev w3, w3
  cmp w3, #FDT_NOP
  b.eq 1b
  cmp w3, #FDT_PROP
  b.ne 4f
  ldp w3, w4, [x0], #8
  rev w3, w3                          // length
  rev w4, w4
  add x4, x2, x4                      // name
  mov x5, x1
2:
  ldrb w6, [x4], #1
  ldrb w7, [x5], #1
  cmp w6, w7
  b.ne 3f
  cbnz w6, 2b
  mov x1, x3
  ret
3:
  add x0, x0, x3
  add x0, x0, #3
  and x0, x0, #~3
  b 1b
4:
  mov x0, #0
  mov x1, #0
  ret

// Does a string list property hold a string? in: x0 = list, x1 = its bytes, x2 = string. out: x0 = 0 or 1. clobbers:
// x3-x7.
.global fdt_list_has
fdt_list_has:
  add x3, x0, x1                      // end
1:
  cmp x0, x3
  b.hs 5f
  mov x4, x0
  mov x5, x2
2:
  ldrb w6, [x4], #1
  ldrb w7, [x5], #1
  cmp w6, w7
  b.ne 3f
  cbnz w6, 2b
  mov x0, #1
  ret
3:
  ldrb w6, [x0], #1                   // next string
  cmp x0, x3
  b.hs 5f
  cbnz w6, 3b
  b 1b
5:
  mov x0, #0
  ret

// Read a number of 1 or 2 cells. in: x0 = cells, w1 = count. out: x0 = value, x1 = behind it. clobbers: x2, x3.
.global fdt_cells
fdt_cells:
  mov x2, x0
  mov x0, #0
1:
  cbz w1, 2f
  ldr w3, [x2], #4
  rev w3, w3
  orr x0, x3, x0, lsl #32
  sub w1, w1, #1
  b 1b
2:
  mov x1, x2
  ret
// Compare two NUL-terminated strings. in: x0, x1. out: x0 = 1 when equal. clobbers: x2-x4.
.global string_equal
string_equal:
  mov x4, x0
1:
  ldrb w2, [x4], #1
  ldrb w3, [x1], #1
  cmp w2, w3
  b.ne 2f
  cbnz w2, 1b
  mov x0, #1
  ret
2:
  mov x0, #0
  ret
.ltorg

.section .rodata, "a"
name_address_cells: .asciz "#address-cells"
name_size_cells: .asciz "#size-cells"
empty_name: .asciz ""
message_deep: .asciz "the device tree is nested more than 16 deep"

.bss
.balign 8
fdt_base: .skip 8
fdt_levels: .skip FDT_MAX_DEPTH * 16  // a level: u32 #address-cells, u32 #size-cells, u64 name
