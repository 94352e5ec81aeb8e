// The nucleus's half of the address space: the linear map of RAM and devices.
// RAM is mapped read-write and never executable, in 1 GiB and 2 MiB blocks. The nucleus's own pages (text, rodata,
// data) have no alias there: their 2 MiB block is split into pages and they are left out.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.equ EARLY_TABLES, 12
.equ RAM_BLOCK, PTE_BLOCK | PTE_ATTR_NORMAL | PTE_SH_INNER | PTE_AF | PTE_UXN | PTE_PXN
.equ RAM_PAGE, RAM_BLOCK | PTE_PAGE
.equ DEVICE_BLOCK, PTE_BLOCK | PTE_ATTR_DEVICE | PTE_AF | PTE_UXN | PTE_PXN

.text
// Map every RAM range that machine_scan found, rounded inwards to 2 MiB. clobbers: x0-x17.
.global mmu_map_all_ram
mmu_map_all_ram:
  push x29, x30
  push x19, x20
  address x19, machine_ram
  load_symbol x20, machine_ram_count
1:
  cbz x20, 2f
  ldp x0, x1, [x19], #16
  bl map_ram
  sub x20, x20, #1
  b 1b
2:
  pop x19, x20
  pop x29, x30
  ret

// Map one RAM range. in: x0, x1 = first and one-past-last PA. clobbers: x0-x17.
map_ram:
  push x29, x30
  push x19, x20
  push x21, x22
  mov x2, #((1 << BLOCK_2M_SHIFT) - 1)
  add x19, x0, x2
  bic x19, x19, x2
  bic x20, x1, x2
  mov x0, #1
  lsl x21, x0, #BLOCK_1G_SHIFT
1:
  cmp x19, x20
  b.hs 9f
  // a whole GiB without the image in it becomes one block
  sub x0, x21, #1
  tst x19, x0
  b.ne 2f
  sub x1, x20, x19
  cmp x1, x21
  b.lo 2f
  load_symbol x2, image_physical
  eor x2, x2, x19
  cmp x2, x21
  b.lo 2f
  ldr x1, =RAM_BLOCK
  orr x1, x1, x19
  mov x0, x19
  bl set_l1_entry
  add x19, x19, x21
  b 1b
2: // the 2 MiB blocks of this GiB
  mov x0, x19
  bl linear_l2_table                  // x0 = table, x1 = nonzero when it is new
  mov x22, x0
  push x1, x19
3:
  ldr x1, =RAM_BLOCK
  orr x1, x1, x19
  load_symbol x2, image_physical
  cmp x2, x19
  b.ne 4f
  mov x0, x19
  bl image_block_table
  mov x1, x0
4:
  ubfx x2, x19, #BLOCK_2M_SHIFT, #9
  str x1, [x22, x2, lsl #3]
  mov x0, #(1 << BLOCK_2M_SHIFT)
  add x19, x19, x0
  cmp x19, x20
  b.hs 5f
  sub x0, x21, #1
  tst x19, x0
  b.ne 3b
5:
  pop x1, x2
  cbz x1, 1b
  mov x0, x22                         // hang the new table in
  bl nucleus_physical
  orr x1, x0, #PTE_TABLE
  mov x0, x2
  bl set_l1_entry
  b 1b
9:
  dsb ishst
  isb
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// L2 table of the linear map for a PA. in: x0 = PA. out: x0 = table's VA in .bss, x1 = 1 when it is new and not yet
// linked (the GiB was a block or empty). clobbers: x0-x4.
linear_l2_table:
  lsr x1, x0, #BLOCK_1G_SHIFT
  address x2, linear_l1
  ldr x3, [x2, x1, lsl #3]
  and x4, x3, #3
  cmp x4, #PTE_TABLE
  b.ne early_table
  and x0, x3, #PTE_ADDRESS_MASK       // early tables lie in .bss: back from PA to VA
  load_symbol x1, bss_physical_offset
  sub x0, x0, x1
  mov x1, #0
  ret

// A zeroed table from the pool in .bss. out: x0 = VA, x1 = 1. clobbers: x2-x4. Panics when the pool is empty.
early_table:
  address x2, early_tables_used
  ldr x3, [x2]
  cmp x3, #EARLY_TABLES
  b.hs 1f
  add x4, x3, #1
  str x4, [x2]
  address x0, early_tables
  add x0, x0, x3, lsl #PAGE_SHIFT
  mov x1, #1
  ret
1:
  address x0, message_tables
  b panic

// The image's 2 MiB as pages, without the nucleus's own. in: x0 = PA of the block. out: x0 = L2 entry. clobbers:
// x1-x17.
image_block_table:
  push x29, x30
  push x19, x20
  mov x19, x0
  bl early_table
  load_symbol x3, image_header + IMAGE_NUCLEUS_SIZE
  ldr x4, =RAM_PAGE
1:
  lsr x1, x3, #PAGE_SHIFT
  cmp x1, #TABLE_ENTRIES
  b.hs 2f
  add x2, x19, x3
  orr x2, x2, x4
  str x2, [x0, x1, lsl #3]
  add x3, x3, #PAGE_SIZE
  b 1b
2:
  bl nucleus_physical
  orr x0, x0, #PTE_TABLE
  pop x19, x20
  pop x29, x30
  ret

// Replace an entry of the linear map's L1, break before make. in: x0 = PA in the GiB, x1 = new entry. clobbers: x2, x3.
set_l1_entry:
  lsr x2, x0, #BLOCK_1G_SHIFT
  address x3, linear_l1
  str xzr, [x3, x2, lsl #3]
  dsb ishst
  tlbi vmalle1
  dsb ish
  isb
  str x1, [x3, x2, lsl #3]
  dsb ishst
  isb
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

// Make device registers reachable. in: x0 = PA, x1 = bytes. out: x0 = linear address. clobbers: x1-x17.
.global mmu_map_device
mmu_map_device:
  push x29, x30
  push x19, x20
  push x21, x22
  mov x22, x0
  bic x19, x0, #((1 << BLOCK_2M_SHIFT) - 1)
  add x20, x0, x1
1:
  cmp x19, x20
  b.hs 3f
  lsr x0, x19, #LINEAR_LIMIT_SHIFT
  cbnz x0, 9f
  mov x0, x19
  bl linear_l2_table
  mov x21, x0
  cbz x1, 2f
  bl nucleus_physical
  orr x1, x0, #PTE_TABLE
  mov x0, x19
  bl set_l1_entry
2:
  ldr x1, =DEVICE_BLOCK
  orr x1, x1, x19
  ubfx x2, x19, #BLOCK_2M_SHIFT, #9
  str x1, [x21, x2, lsl #3]
  mov x0, #(1 << BLOCK_2M_SHIFT)
  add x19, x19, x0
  b 1b
3:
  dsb ishst
  isb
  mov x0, x22
  physical_to_linear x0
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret
9:
  address x0, message_far
  b panic

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
.ltorg

.section .rodata, "a"
message_tables: .asciz "the linear map needs more early tables (EARLY_TABLES in mmu.s)"
message_far: .asciz "a device lies beyond 512 GiB"

.bss
.balign 4096
early_tables: .skip EARLY_TABLES * 4096
.balign 8
early_tables_used: .skip 8
bss_physical_offset: .skip 8
