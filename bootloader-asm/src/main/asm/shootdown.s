// Taking pages and rights away from the program, on all CPUs: change the entries, invalidate what TLBs hold of them, wait
// until every CPU has done so, and only then let anybody have the frames. Works table by table.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ BY_ADDRESS_MOST, 8               // from more pages on, the whole ASID is invalidated

// each_entry_table: the loop of a range. x19 = VA, x20 = end. Runs the code between it and next_entry_table with
// x21 = first entry, x22 = number of entries of the range in this table, x19 = their first VA.
.macro each_entry_table
1:
  cmp x19, x20
  b.hs 9f
  mov x0, x19
  bl page_entry
  cbnz x0, 2f
  mov x2, #1                          // skip what the missing table covers
  lsl x2, x2, x1
  add x19, x19, x2
  neg x2, x2
  and x19, x19, x2
  b 1b
2:
  mov x21, x0
  sub x22, x20, x19
  lsr x22, x22, #PAGE_SHIFT
  ubfx x1, x0, #3, #9
  mov x2, #TABLE_ENTRIES
  sub x1, x2, x1
  cmp x22, x1
  csel x22, x22, x1, lo
.endm

.macro next_entry_table
  add x19, x19, x22, lsl #PAGE_SHIFT
  b 1b
9:
.endm

.text
// Forget the pages of a range; the frames and the tables that become empty go back to the pool, frames of the image stay
// where they are. in: x0, x1 = start, end (page aligned), x28. clobbers: x0-x13.
.global unmap_pages
unmap_pages:
  mov x13, #0
  b unmap_range

// The same, but pages whose frames belong to the image stay mapped.
.global discard_pages
discard_pages:
  load_symbol x13, image_physical

// in: x13 = PA of the image whose pages stay, or 0
unmap_range:
  push x29, x30
  push x19, x20
  push x21, x22
  mov x19, x0
  mov x20, x1
  each_entry_table
  // invalid, but the address stays: the frames cannot hold a list as long as other CPUs may write to them
  mov x3, x21
  mov x4, x22
  mov x5, #0                          // pages that were there
3:
  ldr x0, [x3]
  tbz x0, #0, 4f
  cbz x13, 31f
  and x1, x0, #PTE_ADDRESS_MASK
  sub x1, x1, x13
  address x2, image_header
  ldr x2, [x2, #IMAGE_FILE_SIZE]
  cmp x1, x2
  b.lo 4f
31:
  bic x0, x0, #PTE_VALID
  str x0, [x3]
  add x5, x5, #1
4:
  add x3, x3, #8
  subs x4, x4, #1
  b.ne 3b
  cbz x5, 8f
  bl invalidate_entries
  mov x5, x22
5:
  ldr x0, [x21]
  cbz x0, 6f
  tbnz x0, #0, 6f
  str xzr, [x21]
  and x0, x0, #PTE_ADDRESS_MASK
  bl release_frame
6:
  add x21, x21, #8
  subs x5, x5, #1
  b.ne 5b
  bl trim_tables
8:
  next_entry_table
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// Change the rights of the pages that are there. in: x0, x1 = start, end (page aligned), x2 = PROT_*, x28.
// clobbers: x0-x13.
.global protect_pages
protect_pages:
  push x29, x30
  push x19, x20
  push x21, x22
  mov x19, x0
  mov x20, x1
  mov x13, x2
  mov x0, x2
  bl page_attributes
  mov x8, x0
  each_entry_table
  mov x3, x21
  mov x4, x22
  mov x5, #0                          // pages that change
3:
  ldr x0, [x3]
  cbz x0, 4f
  and x1, x0, #PTE_ADDRESS_MASK
  orr x1, x1, x8
  cmp x0, x1
  b.eq 4f
  str x1, [x3]
  add x5, x5, #1
  tbz x13, #2, 4f                     // PROT_EXEC
  and x0, x0, #PTE_ADDRESS_MASK
  bl clean_to_unification
4:
  add x3, x3, #8
  subs x4, x4, #1
  b.ne 3b
  cbz x5, 8f
  bl invalidate_entries
8:
  next_entry_table
  tbz x13, #2, 7f
  ic ialluis                          // the pages may hold code now, for any CPU; invalidate_entries' DSB made it visible
  dsb ish
7:
  isb
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// Write what a page holds back to where instruction fetches find it. in: x0 = PA. clobbers: x0-x2.
clean_to_unification:
  physical_to_linear x0
  mrs x1, ctr_el0
  ubfx x1, x1, #16, #4                // DminLine: log2 of words
  mov x2, #4
  lsl x2, x2, x1
  add x1, x0, #PAGE_SIZE
1:
  dc cvau, x0
  add x0, x0, x2
  cmp x0, x1
  b.lo 1b
  ret

// Drop changed entries from all TLBs and wait for it. in: x19 = VA of the first, x21 = the entries, x22 = their number,
// x5 = how many of them changed. clobbers: x0-x4.
invalidate_entries:
  dsb ishst                           // the changes first: no walk may bring the old entry back after the invalidation
  mov x0, #USER_ASID
  lsl x0, x0, #48
  cmp x5, #BY_ADDRESS_MOST
  b.hi 3f
  orr x0, x0, x19, lsr #PAGE_SHIFT
  mov x1, x21
  mov x2, x22
1:
  ldr x3, [x1], #8
  cbz x3, 2f
  tlbi vae1is, x0
2:
  add x0, x0, #1
  subs x2, x2, #1
  b.ne 1b
  dsb ish                             // every CPU is done with the old entries, accesses under way included
  ret
3:
  tlbi aside1is, x0
  dsb ish
  ret

// Give a page frame back unless it belongs to the image. in: x0 = PA. clobbers: x0-x3.
release_frame:
  load_symbol x1, image_physical
  sub x2, x0, x1
  address x3, image_header
  ldr x3, [x3, #IMAGE_FILE_SIZE]
  cmp x2, x3
  b.hs page_free
  ret

// Give back the tables of a page that hold nothing any more, from the last level up. in: x19 = VA, x28.
// clobbers: x0-x12.
trim_tables:
  mov x12, x30
  ldr x0, [x28, #T_PROCESS]
  ldr x0, [x0, #P_TTBR]
  and x0, x0, #PTE_ADDRESS_MASK
  physical_to_linear x0
  ubfx x9, x19, #39, #9
  add x9, x0, x9, lsl #3              // entry of the first level,
  ldr x0, [x9]
  and x0, x0, #PTE_ADDRESS_MASK
  physical_to_linear x0
  ubfx x10, x19, #30, #9
  add x10, x0, x10, lsl #3            // of the second,
  ldr x0, [x10]
  and x0, x0, #PTE_ADDRESS_MASK
  physical_to_linear x0
  ubfx x11, x19, #21, #9
  add x11, x0, x11, lsl #3            // and of the third, which points to the last table
1:
  cbz x11, 4f
  ldr x0, [x11]
  and x0, x0, #PTE_ADDRESS_MASK
  mov x4, x0
  physical_to_linear x4
  add x5, x4, #PAGE_SIZE
2:
  ldp x6, x7, [x4], #16
  orr x6, x6, x7
  cbnz x6, 4f
  cmp x4, x5
  b.lo 2b
  ldr x6, [x28, #T_PROCESS]
  str xzr, [x6, #P_TABLE]             // it may be the one that is remembered
  str xzr, [x11]
  dsb ishst                           // the entry is gone before the invalidation,
  mov x6, #USER_ASID
  lsl x6, x6, #48
  orr x6, x6, x19, lsr #PAGE_SHIFT
  tlbi vae1is, x6                     // which also drops it from walk caches,
  dsb ish                             // and no walk uses the table when it becomes something else
  bl page_free
  mov x11, x10
  mov x10, x9
  mov x9, #0
  b 1b
4:
  mov x30, x12
  ret
.ltorg
