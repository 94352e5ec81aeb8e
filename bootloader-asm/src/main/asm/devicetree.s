// Reading a flattened device tree (Devicetree Specification 0.4, chapter 5). All cells are big endian.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "devicetree.inc"

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

.equ KNOWN_NAMES, 1024                // bytes of the tree's strings whose names are remembered; QEMU's has some 500
.equ PROPERTY_NAME_SHIFT, 4
.equ PROPERTY_NAME_SIZE, 1 << PROPERTY_NAME_SHIFT

// property_name NAME: a row of property_names.
.macro property_name name:req
  .asciz "\name"
  .balign PROPERTY_NAME_SIZE
.endm

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

// Visit every node in document order, once all its properties were read; their values are in fdt_values. A property of a
// node costs a few instructions: its name is looked at only where the same name (the same place among the tree's strings)
// was not met before. in: x0 = visitor: x0 = node name, x2 = depth (root 0), x3 = #address-cells and x4 = #size-cells of
// the parent, x5 = name of the parent. clobbers: x0-x17.
.global fdt_walk
fdt_walk:
  push x29, x30
  push x19, x20
  push x21, x22
  push x23, x24
  push x25, x26
  mov x22, x0
  load_symbol x24, fdt_base
  ldp w19, w0, [x24, #FDT_STRUCT_OFFSET]
  rev w19, w19
  add x19, x24, x19
  rev w0, w0
  add x24, x24, x0                    // strings
  address x23, fdt_values
  address x25, known_names
  mov x20, #-1                        // depth
  mov x21, #0                         // name of a node whose properties are being read, or 0
1:
  ldr w0, [x19], #4
  rev w0, w0
  cmp w0, #FDT_PROP
  b.ne 3f
  ldp w1, w2, [x19], #8               // length, place of the name
  rev w1, w1
  rev w2, w2
  cmp w2, #KNOWN_NAMES
  b.hs 4f
  ldrb w3, [x25, x2]
  cbz w3, 4f
2:
  str x19, [x23, x3, lsl #3]
  add x1, x1, #3
  add x19, x19, x1
  and x19, x19, #~3
  b 1b
4:
  bl property_kind                    // keeps x1
  b 2b
3:
  cmp w0, #FDT_NOP
  b.eq 1b
  cbz x21, 5f
  mov w26, w0
  bl visit_open_node
  mov w0, w26
5:
  cmp w0, #FDT_BEGIN_NODE
  b.eq 6f
  sub x20, x20, #1
  cmp w0, #FDT_END_NODE
  b.eq 1b
  pop x25, x26                        // FDT_END, or damage
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret
6:
  add x20, x20, #1
  cmp x20, #FDT_MAX_DEPTH
  b.hs 9f
  mov x21, x19
7: // four bytes at a time, until one of them is 0
  ldr w0, [x19], #4
  ldr w1, =0x01010101
  sub w1, w0, w1
  bic w1, w1, w0
  tst w1, #0x80808080
  b.eq 7b
  .irp property, 0, 2, 4, 6, 8, 10, 12
  stp xzr, xzr, [x23, #(\property * 8)]
  .endr
  b 1b
9:
  address x0, message_deep
  b panic

// All properties of a node are read. in: x20 = depth, x21 = name, x22 = visitor, x23 = fdt_values. out: x21 = 0.
// clobbers: x0-x17.
visit_open_node:
  push x29, x30
  address x6, fdt_levels
  add x6, x6, x20, lsl #4             // this level: cells for its children, name
  mov w0, #2                          // defaults of the specification, section 2.3.5
  mov w1, #1
  property_value x2, PROPERTY_ADDRESS_CELLS, x23
  cbz x2, 1f
  ldr w0, [x2]
  rev w0, w0
1:
  property_value x2, PROPERTY_SIZE_CELLS, x23
  cbz x2, 2f
  ldr w1, [x2]
  rev w1, w1
2:
  stp w0, w1, [x6]
  str x21, [x6, #8]
  mov x3, #2
  mov x4, #1
  address x5, empty_name
  cbz x20, 3f
  ldp w3, w4, [x6, #-16]
  ldr x5, [x6, #-8]
3:
  mov x0, x21
  mov x2, x20
  mov x21, #0
  blr x22
  pop x29, x30
  ret

// Which property has a name, from now on known by its place. in: x2 = the name's place among the strings, x24 = strings,
// x25 = known_names. out: w3 = PROPERTY_*. clobbers: x4-x10.
property_kind:
  add x4, x24, x2
  ldr w5, [x4]
  address x6, property_names
  address x7, property_names_end
1:
  .rept 4                             // there are 12 names
  ldr w8, [x6], #PROPERTY_NAME_SIZE
  cmp w8, w5
  b.eq 3f
  .endr
2:
  cmp x6, x7
  b.lo 1b
  mov w3, #PROPERTY_OTHER
  b 5f
3: // the first four bytes agree; the fourth may be the end
  mov x10, #3
4:
  ldrb w8, [x4, x10]
  add x9, x6, x10
  ldrb w9, [x9, #-PROPERTY_NAME_SIZE]
  cmp w8, w9
  b.ne 2b
  add x10, x10, #1
  cbz w8, 6f
  cmp x10, #PROPERTY_NAME_SIZE
  b.lo 4b
6:
  address x3, property_names
  sub x3, x6, x3
  lsr x3, x3, #PROPERTY_NAME_SHIFT
5:
  cmp w2, #KNOWN_NAMES
  b.hs 7f
  strb w3, [x25, x2]
7:
  ret

// Look the strings of a list up in a table. in: x0 = list, x1 = its bytes, x2 = rows (address of a string of at least 8
// bytes, value), ended by 0. out: x0 = value of the first string that is there, or 0. clobbers: x1-x10.
.global fdt_lookup
fdt_lookup:
  add x1, x0, x1                      // end
1:
  cmp x0, x1
  b.hs 5f
  ldr x3, [x0]                        // most differ in the first 8 bytes; a shorter one, too, as its NUL is among them
  mov x4, x2
2:
  ldp x5, x6, [x4], #16
  cbz x5, 4f
  ldr x7, [x5]
  cmp x7, x3
  b.ne 2b
  mov x10, #8
3:
  ldrb w8, [x0, x10]
  ldrb w9, [x5, x10]
  cmp w8, w9
  b.ne 2b
  add x10, x10, #1
  cbnz w8, 3b
  mov x0, x6
  ret
4:
  ldrb w3, [x0], #1                   // next string
  cmp x0, x1
  b.hs 5f
  cbnz w3, 4b
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
.balign PROPERTY_NAME_SIZE
property_names: // in the order of PROPERTY_*
  property_name "#address-cells"
  property_name "#size-cells"
  property_name "compatible"
  property_name "reg"
  property_name "interrupts"
  property_name "status"
  property_name "device_type"
  property_name "method"
  property_name "no-map"
  property_name "bootargs"
  property_name "rng-seed"
  property_name "serial1"
property_names_end:
empty_name: .asciz ""
message_deep: .asciz "the device tree is nested more than 16 deep"

.bss
.balign 8
fdt_base: .skip 8
fdt_levels: .skip FDT_MAX_DEPTH * 16  // a level: u32 #address-cells, u32 #size-cells, u64 name
.global fdt_values
fdt_values: .skip PROPERTIES * 8      // of the node that is visited: the address of each property's value, or 0
known_names: .skip KNOWN_NAMES        // PROPERTY_* of the name that begins at this byte of the strings; 0 = not met yet
