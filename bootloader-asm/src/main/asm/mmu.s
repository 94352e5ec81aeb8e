// The nucleus's half of the address space: the linear map of RAM and devices, in the largest blocks that fit.
// RAM is mapped read-write and never executable. The nucleus's own pages (text, rodata, data) and what the device tree
// calls no-map have no alias there.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.equ RAM_ATTRIBUTES, PTE_ATTR_NORMAL | PTE_SH_INNER | PTE_AF | PTE_UXN | PTE_PXN
.equ DEVICE_ATTRIBUTES, PTE_ATTR_DEVICE | PTE_AF | PTE_UXN | PTE_PXN

.text
// Remember where .bss is. in: image_physical is set. clobbers: x0-x2.
.global mmu_init
mmu_init:
  address x0, image_header
  ldr x1, [x0, #IMAGE_NUCLEUS_SIZE]
  ldr x2, [x0, #IMAGE_FILE_SIZE]
  sub x1, x2, x1                      // .bss: PA = image + offset - nucleusSize + fileSize
  load_symbol x2, image_physical
  add x1, x1, x2
  ldr x2, =NUCLEUS_BASE
  sub x1, x1, x2
  store_symbol x1, bss_physical_offset, x0
  ret

// PA of an address in the nucleus. in: x0 = VA in text, rodata, data or .bss. out: x0 = PA. clobbers: x3-x5.
.global nucleus_physical
nucleus_physical:
  ldr x3, =NUCLEUS_BASE
  sub x4, x0, x3
  address x5, image_header
  ldr x3, [x5, #IMAGE_NUCLEUS_SIZE]
  cmp x4, x3
  b.hs 1f
  load_symbol x5, image_physical
  add x0, x4, x5
  ret
1:
  load_symbol x5, bss_physical_offset
  add x0, x0, x5
  ret

// Map every RAM range that machine_scan found, and take the map in place of the one from boot.s. The tables are built while
// that one is in use, from pages of the image's GiB, which it covers. clobbers: x0-x17.
.global mmu_map_all_ram
mmu_map_all_ram:
  push x29, x30
  push x19, x20
  bl page_alloc
  store_symbol x0, linear_root, x1
  load_symbol x0, image_physical
  address x2, image_header
  ldr x1, [x2, #IMAGE_NUCLEUS_SIZE]
  add x1, x0, x1
  bl machine_add_hole
  address x19, machine_ram
  load_symbol x20, machine_ram_count
1:
  cbz x20, 2f
  ldp x0, x1, [x19], #16
  bl map_ram
  sub x20, x20, #1
  b 1b
2: // the device tree, should it lie outside of what is called RAM
  load_symbol x0, devicetree_physical
  load_symbol x1, devicetree_size
  add x1, x0, x1
  bl map_ram
  load_symbol x0, linear_root
  orr x0, x0, #PTE_TABLE
  address x1, boot_l0_high
  str xzr, [x1]                       // break before make (Arm ARM D8.14.1): no CPU may see both maps
  dsb ishst
  tlbi vmalle1
  dsb nsh
  isb
  str x0, [x1]
  dsb ishst                           // the map is there before the next access through it
  isb
  pop x19, x20
  pop x29, x30
  ret

// Map one RAM range without its holes. in: x0, x1 = first and one-past-last PA. clobbers: x0-x17.
map_ram:
  push x29, x30
  push x19, x20
  push x21, x22
  round_up_page x0
  mov x19, x0
  and x20, x1, #~(PAGE_SIZE - 1)
  ldr x0, =(LINEAR_LAST_TABLE << LINEAR_LIMIT_SHIFT)
  cmp x20, x0
  csel x20, x20, x0, lo
1:
  cmp x19, x20
  b.hs 9f
  // the first hole that ends behind x19: x21..x22
  mov x21, x20
  mov x22, x20
  address x0, machine_holes
  load_symbol x1, machine_hole_count
2:
  cbz x1, 4f
  sub x1, x1, #1
  ldp x2, x3, [x0], #16
  cmp x3, x19
  b.ls 2b
  cmp x2, x21
  b.hs 2b
  and x21, x2, #~(PAGE_SIZE - 1)
  round_up_page x3
  mov x22, x3
  b 2b
4:
  mov x0, x19
  mov x1, x21
  ldr x2, =RAM_ATTRIBUTES
  bl map_linear
  mov x19, x22
  b 1b
9:
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// Make device registers reachable, with all else in their 2 MiB blocks: boards put devices side by side, and an entry costs
// less than a table. in: x0 = PA, x1 = bytes. out: x0 = linear address. clobbers: x1-x17.
.global mmu_map_device
mmu_map_device:
  push x29, x30
  push x0, xzr
  add x1, x0, x1
  mov x2, #((1 << BLOCK_2M_SHIFT) - 1)
  bic x0, x0, x2
  add x1, x1, x2
  bic x1, x1, x2
  ldr x2, =(LINEAR_LAST_TABLE << LINEAR_LIMIT_SHIFT)
  cmp x1, x2
  b.hi 9f
  ldr x2, =DEVICE_ATTRIBUTES
  bl map_linear
  pop x0, xzr
  physical_to_linear x0
  pop x29, x30
  ret
9:
  address x0, message_far
  b panic

// Enter a range into the linear map; what is mapped already stays. in: x0, x1 = first and one-past-last PA, page aligned,
// x2 = attributes. clobbers: x0-x12.
map_linear:
  push x29, x30
  push x19, x20
  push x21, x22
  mov x19, x0
  mov x20, x1
  mov x21, x2
1:
  cmp x19, x20
  b.hs 9f
  mov x22, #BLOCK_1G_SHIFT            // log2 of the largest block that fits
2:
  mov x0, #1
  lsl x0, x0, x22
  sub x1, x0, #1
  tst x19, x1
  b.ne 3f
  sub x1, x20, x19
  cmp x1, x0
  b.hs 4f
3:
  sub x22, x22, #9
  b 2b
4:
  mov x0, x19
  mov x1, x22
  bl linear_entry
  mov x22, x1
  mov x1, #1
  lsl x1, x1, x22                     // bytes an entry
  cbnz x0, 5f
  add x19, x19, x1                    // mapped
  neg x1, x1
  and x19, x19, x1
  b 1b
5: // entry after entry, to the end of the table or of what fits, or to one that is there already
  sub x2, x20, x19
  lsr x2, x2, x22                     // entries that fit
  add x2, x0, x2, lsl #3
  orr x3, x0, #(PAGE_SIZE - 1)
  add x3, x3, #1
  cmp x2, x3
  csel x2, x2, x3, lo                 // end
  orr x3, x19, x21
  orr x3, x3, #PTE_BLOCK
  cmp x22, #PAGE_SHIFT
  b.ne 6f
  orr x3, x3, #PTE_PAGE
6: // above all that is mapped no entry is there: 16 at a time
  load_symbol x4, linear_end
  cmp x19, x4
  b.lo 8f
  add x5, x3, x1
  lsl x6, x1, #1
7:
  add x4, x0, #(16 * 8)
  cmp x4, x2
  b.hi 8f
  .rept 8
  stp x3, x5, [x0], #16
  add x3, x3, x6
  add x5, x5, x6
  .endr
  add x19, x19, x1, lsl #4
  b 7b
8: // the others, up to one that is there
  cmp x0, x2
  b.hs 1b
  ldr x7, [x0]
  cbnz x7, 1b
  str x3, [x0], #8
  add x3, x3, x1
  add x19, x19, x1
  b 8b
9:
  address x0, linear_end
  ldr x1, [x0]
  cmp x20, x1
  csel x1, x20, x1, hi
  str x1, [x0]
  dsb ishst                           // the entries are there before the first access, on any CPU
  isb
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// The entry that maps a PA, making the tables above it. in: x0 = PA, x1 = log2 of the bytes that it shall map. out: x0 =
// the entry, empty, and x1 = log2 of its bytes (less where there is a table already); or x0 = 0 when the PA is mapped,
// x1 = log2 of the bytes of that entry. clobbers: x2-x12.
linear_entry:
  mov x12, x30
  mov x9, x0
  mov x10, x1
  mov x11, #BLOCK_1G_SHIFT
  lsr x2, x9, #LINEAR_LIMIT_SHIFT
  cbz x2, 1f
  address x8, boot_l0_high            // beyond 512 GiB: a table of its own
  add x8, x8, x2, lsl #3
  bl table_below
  b 2f
1:
  load_symbol x0, linear_root
2: // x0 = PA of a table whose entries map 2^x11 bytes
  physical_to_linear x0
  lsr x2, x9, x11
  and x2, x2, #(TABLE_ENTRIES - 1)
  add x8, x0, x2, lsl #3
  ldr x0, [x8]
  cbz x0, 3f
  and x2, x0, #3
  cmp x2, #PTE_TABLE
  b.ne 5f
  cmp x11, #PAGE_SHIFT
  b.eq 5f
  b 4f
3:
  cmp x11, x10
  b.ls 6f
4:
  bl table_below
  sub x11, x11, #9
  b 2b
5:
  mov x8, #0
6:
  mov x0, x8
  mov x1, x11
  ret x12

// The table that an entry points to, made when there is none. in: x8 = entry. out: x0 = PA. clobbers: x1-x7.
table_below:
  ldr x0, [x8]
  cbnz x0, 1f
  mov x7, x30
  bl page_alloc
  mov x30, x7
  orr x1, x0, #PTE_TABLE
  dmb ishst                           // the table is empty before a walk can reach it
  str x1, [x8]
  ret
1:
  and x0, x0, #PTE_ADDRESS_MASK
  ret
.ltorg

.section .rodata, "a"
message_far: .asciz "a device lies beyond 255.5 TiB"

.bss
.balign 8
linear_root: .skip 8                  // PA of the L1 table of the first 512 GiB
bss_physical_offset: .skip 8
linear_end: .skip 8                   // PA behind the highest that the linear map has
