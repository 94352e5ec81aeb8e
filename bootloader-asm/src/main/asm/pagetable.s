// The program's page tables: four levels, 4 KiB pages, not global. Tables are made on demand; shootdown.s gives them back.
// All of this runs under the nucleus lock.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"
.include "pagetable.inc"

.text
// Take a process's address space on this CPU, unless it has it. Every process has an ASID of its own, so nothing is
// invalidated. in: x0 = process. clobbers: x0-x2.
.global address_space_switch
address_space_switch:
  mrs x1, tpidr_el1
  ldr x0, [x0, #P_TTBR]
  ldr x2, [x1, #CPU_TTBR]
  cmp x0, x2
  b.eq 1f
  str x0, [x1, #CPU_TTBR]
  msr ttbr0_el1, x0
  isb                                 // the next access already goes through the new tables
1:
  ret

// Page attributes for a protection. in: x0 = PROT_*. out: x0 = descriptor bits. clobbers: x1.
.global page_attributes
page_attributes:
  address x1, page_attribute_table
  ldr x0, [x1, x0, lsl #3]
  ret

// Find the last-level entry of a page. in: x0 = VA, x28 = thread. out: x0 = the entry's linear address, or 0 when a
// table is missing; then x1 = log2 of the bytes that the missing table covers. clobbers: x2-x4.
.global page_entry
page_entry:
  ldr x2, [x28, #T_PROCESS]
  ldr x2, [x2, #P_TTBR]
  and x2, x2, #PTE_ADDRESS_MASK
  mov x1, #39
1:
  physical_to_linear x2
  lsr x3, x0, x1
  and x3, x3, #(TABLE_ENTRIES - 1)
  add x4, x2, x3, lsl #3
  cmp x1, #PAGE_SHIFT
  b.eq 2f
  ldr x2, [x4]
  cbz x2, 3f
  and x2, x2, #PTE_ADDRESS_MASK
  sub x1, x1, #9
  b 1b
2:
  mov x0, x4
  ret
3:
  mov x0, #0
  ret

// The same, making missing tables. The table that was wanted last is remembered: faults come in swarms.
// in: x0 = VA, x28. out: x0 = entry. clobbers: x1-x8.
.global page_entry_create
page_entry_create:
  ldr x7, [x28, #T_PROCESS]
  entry_by_hint x0, x7, 4f
  ret
4:
  mov x8, x30
  ldr x5, [x7, #P_TTBR]
  and x5, x5, #PTE_ADDRESS_MASK
  mov x6, #39
  mov x7, x0
5:
  physical_to_linear x5
  cmp x6, #PAGE_SHIFT
  b.eq 3f
  lsr x3, x7, x6
  and x3, x3, #(TABLE_ENTRIES - 1)
  add x5, x5, x3, lsl #3
  ldr x0, [x5]
  cbnz x0, 2f
  bl page_alloc
  orr x0, x0, #PTE_TABLE
  dmb ishst                           // the table is zero before the walker can see it
  str x0, [x5]
2:
  and x5, x0, #PTE_ADDRESS_MASK
  sub x6, x6, #9
  b 5b
3:
  mov x30, x8
  mov x0, x7
  mov x2, x5
  lsr x3, x0, #BLOCK_2M_SHIFT
  ldr x7, [x28, #T_PROCESS]
  stp x3, x2, [x7, #P_TABLE_HINT]
  ubfx x3, x0, #PAGE_SHIFT, #9
  add x0, x2, x3, lsl #3
  ret

// Map pages over nothing. in: x0 = VA, x1 = PA, x2 = pages, x3 = PROT_*, x28. clobbers: x0-x13.
.global map_pages
map_pages:
  mov x13, x30
  mov x9, x0
  mov x10, x2
  mov x11, x1
  mov x0, x3
  bl page_attributes
  orr x12, x0, x11                    // next descriptor
1:
  cbz x10, 3f
  mov x0, x9
  bl page_entry_create
  ubfx x1, x0, #3, #9                 // entries of this table from here on
  mov x2, #TABLE_ENTRIES
  sub x1, x2, x1
  cmp x1, x10
  csel x1, x1, x10, lo
  sub x10, x10, x1
  add x9, x9, x1, lsl #PAGE_SHIFT
  tbz x1, #0, 2f
  sub x1, x1, #1
  str x12, [x0], #8
  add x12, x12, #PAGE_SIZE
2: // the others in pairs
  subs x1, x1, #8
  b.lo 21f
  .rept 4
  add x2, x12, #PAGE_SIZE
  stp x12, x2, [x0], #16
  add x12, x12, #(2 * PAGE_SIZE)
  .endr
  b 2b
21:
  adds x1, x1, #8
  b.eq 1b
22:
  add x2, x12, #PAGE_SIZE
  stp x12, x2, [x0], #16
  add x12, x12, #(2 * PAGE_SIZE)
  subs x1, x1, #2
  b.ne 22b
  b 1b
3:
  dsb ishst                           // the entries are there before the program, on whatever CPU, looks for them
  isb
  mov x30, x13
  ret

.section .rodata, "a"
.balign 8
.equ PTE_PROGRAM, PTE_PAGE | PTE_ATTR_NORMAL | PTE_SH_INNER | PTE_AF | PTE_NG | PTE_PXN
// Descriptor bits for each PROT_*. A page without any right keeps its content but EL0 cannot reach it; where a page may be
// written, SCTLR_EL1.WXN takes the right to execute.
.global page_attribute_table
page_attribute_table:
  .quad PTE_PROGRAM | PTE_AP_READ_ONLY | PTE_UXN
  .quad PTE_PROGRAM | PTE_AP_READ_ONLY | PTE_UXN | PTE_AP_EL0  // PROT_READ
  .quad PTE_PROGRAM | PTE_UXN | PTE_AP_EL0  // PROT_WRITE
  .quad PTE_PROGRAM | PTE_UXN | PTE_AP_EL0
  .quad PTE_PROGRAM | PTE_AP_READ_ONLY | PTE_AP_EL0  // PROT_EXEC
  .quad PTE_PROGRAM | PTE_AP_READ_ONLY | PTE_AP_EL0
  .quad PTE_PROGRAM | PTE_AP_EL0
  .quad PTE_PROGRAM | PTE_AP_EL0
