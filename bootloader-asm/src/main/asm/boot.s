// Image header and the way from reset to the nucleus's own address space.
// Entry: Linux Documentation/arch/arm64/booting.rst: MMU off, interrupts masked, x0 = PA of the device tree, EL2 or
// EL1.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.equ IDENTITY_TABLES_SIZE, 2 * PAGE_SIZE  // the tables that exist before translation is on, at the start of .bss
.equ HIGH_TABLES_SIZE, 5 * PAGE_SIZE  // those of TTBR1, behind them

// bss_physical REG, SYMBOL: PA of a .bss symbol: .bss follows the whole file in RAM, not nucleus.bin.
// in: x21 = PA of .bss, x4 = nucleusSize of the image's header.
.macro bss_physical reg:req, symbol:req
  ldr \reg, =(\symbol - NUCLEUS_BASE)
  add \reg, \reg, x21
  sub \reg, \reg, x4
.endm

.section .head, "ax"
.global image_header
image_header:
  b boot_entry
  .word 0
  .quad 0                             // text_offset
  .quad __data_end - NUCLEUS_BASE + NUCLEUS_BSS_SIZE  // image_size; the image builder rewrites it
  .quad 0xa                           // flags: little endian, 4 KiB pages, anywhere in RAM
  .quad 0, 0, 0
  .ascii "ARM\x64"
  .word 0
  // Ingot header, contracts.md section 2
  .ascii "INGOTIMG"
  .word 1                             // version
  .word 0                             // recordCount
  .quad 0                             // recordsOffset
  .quad __data_end - NUCLEUS_BASE     // nucleusSize
  .quad NUCLEUS_BSS_SIZE              // nucleusBssSize
  .quad 0                             // fileSize
  .quad 0, 0

.text

// From reset: x0 = PA of the device tree. Runs at the physical address, MMU off: only aligned accesses, no stack.
// x19 = PA of the image, x20 = PA of the device tree, x21 = PA of .bss.
boot_entry:
  mov x20, x0
  msr daifset, #0xf
  mrs x0, CurrentEL
  cmp x0, #CURRENT_EL_2
  b.ne 1f
  bl leave_el2
1:
  msr spsel, #1
  adrp x19, image_header              // the image is page aligned
  ldr x21, [x19, #IMAGE_FILE_SIZE]
  add x21, x19, x21
  ldr x4, [x19, #IMAGE_NUCLEUS_SIZE]
  bss_physical x10, identity_l0
  bss_physical x11, identity_l1
  bl invalidate_identity_tables
  bl clear_identity_tables
  bl build_identity_map
  bl invalidate_identity_tables
  // With the identity map alone, which may be written and executed, the caches make the rest cheap.
  mov x5, x10                         // not walked
  mov x7, #TCR_EPD1
  mov x8, #SCTLR_WXN
  bl enable_mmu
  bl build_high_tables
  mov x7, #0
  mov x8, #0
  bl enable_mmu
  // From here on at the nucleus's own addresses.
  ldr x0, =nucleus_entry
  br x0

// Another CPU, from PSCI CPU_ON: x0 = address of its CPU block. Runs at the physical address, MMU off, like boot_entry;
// the tables are there already. in: x0. Does not return.
.global secondary_boot
secondary_boot:
  mov x20, x0
  msr daifset, #0xf
  mrs x0, CurrentEL
  cmp x0, #CURRENT_EL_2
  b.ne 1f
  bl leave_el2
1:
  msr spsel, #1
  adrp x19, image_header
  ldr x21, [x19, #IMAGE_FILE_SIZE]
  add x21, x19, x21
  ldr x4, [x19, #IMAGE_NUCLEUS_SIZE]
  bss_physical x5, boot_l0_high
  bss_physical x10, identity_l0
  mov x7, #0
  mov x8, #0
  bl enable_mmu
  ldr x0, =secondary_entry
  br x0

// Drop from EL2 to EL1. in: x30. out: at EL1, PSTATE.DAIF masked. clobbers: x0, x1.
leave_el2:
  ldr x0, =HCR_RW
  msr hcr_el2, x0
  mov x0, #CNTHCTL_EL1PCTEN_EL1PCEN
  msr cnthctl_el2, x0
  msr cntvoff_el2, xzr
  mov x0, #CPTR_EL2_RES1
  msr cptr_el2, x0
  msr hstr_el2, xzr
  msr vttbr_el2, xzr
  mrs x0, midr_el1
  msr vpidr_el2, x0
  mrs x0, mpidr_el1
  msr vmpidr_el2, x0
  mrs x0, id_aa64pfr0_el1
  ubfx x0, x0, #24, #4                // GIC: system register interface present
  cbz x0, 1f
  mov x0, #ICC_SRE_EL2_ENABLE
  msr S3_4_C12_C9_5, x0               // ICC_SRE_EL2
  isb
1:
  ldr x0, =SCTLR_RES1                 // EL1 with its MMU off
  msr sctlr_el1, x0
  mov x0, #SPSR_EL1H_DAIF
  msr spsr_el2, x0
  msr elr_el2, x30
  eret

// Invalidate the data cache over the identity map's tables, for what is written and read with the MMU off: before, so that no
// dirty line of an earlier owner is written back over them; afterwards, so that the walker finds no line fetched meanwhile.
// in: x21 = PA of .bss. clobbers: x0-x3.
invalidate_identity_tables:
  dmb sy
  mrs x2, ctr_el0
  ubfx x2, x2, #16, #4                // DminLine: log2 of words
  mov x3, #4
  lsl x3, x3, x2
  mov x0, x21
  add x1, x0, #IDENTITY_TABLES_SIZE
1: // up to three lines too many: those are of the other tables
  .rept 4
  dc ivac, x0
  add x0, x0, x3
  .endr
  cmp x0, x1
  b.lo 1b
  dsb sy
  ret

// Zero them, with the MMU off. in: x21 = PA of .bss. clobbers: x0, x1.
clear_identity_tables:
  mov x0, x21
  add x1, x0, #IDENTITY_TABLES_SIZE
1:
  .irp offset, 0, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240
  stp xzr, xzr, [x0, #\offset]
  .endr
  add x0, x0, #256
  cmp x0, x1
  b.lo 1b
  ret

// Map the image's GiB at its own addresses, for the instructions around the MMU's start: to be written as well, until
// build_high_tables is done. in: x10 = identity_l0, x11 = identity_l1, x19. clobbers: x0-x2.
build_identity_map:
  lsr x0, x19, #LINEAR_LIMIT_SHIFT
  orr x1, x11, #PTE_TABLE
  str x1, [x10, x0, lsl #3]
  lsr x0, x19, #BLOCK_1G_SHIFT
  ldr x2, =(PTE_BLOCK | PTE_ATTR_NORMAL | PTE_SH_INNER | PTE_AF | PTE_UXN)
  orr x1, x2, x0, lsl #BLOCK_1G_SHIFT
  and x0, x0, #(TABLE_ENTRIES - 1)
  str x1, [x11, x0, lsl #3]
  ret

// Build the tables of the nucleus and a first linear map (the GiBs of image and device tree), and make the identity map
// read-only. in: x4 = nucleusSize, x11 = identity_l1, x19, x20, x21; the identity map is on. out: x5 = boot_l0_high.
// clobbers: x0-x3, x6-x9, x12, x13, x17.
build_high_tables:
  mov x17, x30
  mov x8, x4
  add x2, x21, #IDENTITY_TABLES_SIZE
  add x5, x2, #HIGH_TABLES_SIZE
1:
  bl page_clear                       // clobbers x1-x4
  cmp x2, x5
  b.lo 1b
  mov x4, x8
  bss_physical x5, boot_l0_high
  bss_physical x6, nucleus_l1
  bss_physical x7, nucleus_l2
  bss_physical x8, nucleus_l3
  bss_physical x9, linear_l1
  orr x0, x6, #PTE_TABLE              // NUCLEUS_BASE: entry 511 of L0, 0 of L1 and L2
  str x0, [x5, #(511 * 8)]
  orr x0, x9, #PTE_TABLE
  str x0, [x5]
  orr x0, x7, #PTE_TABLE
  str x0, [x6]
  orr x0, x8, #PTE_TABLE
  str x0, [x7]
  // nucleus pages: text RX, rodata R, data RW, then .bss RW
  mov x0, x19
  ldr x1, =(__text_end - NUCLEUS_BASE)
  ldr x2, =(PTE_PAGE | PTE_ATTR_NORMAL | PTE_SH_INNER | PTE_AF | PTE_AP_READ_ONLY | PTE_UXN)
  mov x3, #0
  bl fill_nucleus_pages
  ldr x1, =(__rodata_end - NUCLEUS_BASE)
  ldr x2, =(PTE_PAGE | PTE_ATTR_NORMAL | PTE_SH_INNER | PTE_AF | PTE_AP_READ_ONLY | PTE_UXN | PTE_PXN)
  bl fill_nucleus_pages
  mov x1, x4
  ldr x2, =(PTE_PAGE | PTE_ATTR_NORMAL | PTE_SH_INNER | PTE_AF | PTE_UXN | PTE_PXN)
  bl fill_nucleus_pages
  mov x0, x21
  ldr x1, =NUCLEUS_BSS_SIZE
  add x1, x1, x4
  bl fill_nucleus_pages
  // the page below the nucleus stack stays unmapped
  ldr x0, =(nucleus_stack_guard - NUCLEUS_BASE)
  lsr x0, x0, #PAGE_SHIFT
  str xzr, [x8, x0, lsl #3]
  // first linear map
  ldr x2, =(PTE_BLOCK | PTE_ATTR_NORMAL | PTE_SH_INNER | PTE_AF | PTE_UXN | PTE_PXN)
  lsr x0, x19, #BLOCK_1G_SHIFT
  orr x1, x2, x0, lsl #BLOCK_1G_SHIFT
  str x1, [x9, x0, lsl #3]
  lsr x0, x20, #BLOCK_1G_SHIFT
  orr x1, x2, x0, lsl #BLOCK_1G_SHIFT
  str x1, [x9, x0, lsl #3]
  // nothing writes through the identity map any more
  lsr x0, x19, #BLOCK_1G_SHIFT
  and x0, x0, #(TABLE_ENTRIES - 1)
  ldr x1, [x11, x0, lsl #3]
  orr x1, x1, #PTE_AP_READ_ONLY
  str x1, [x11, x0, lsl #3]
  dsb ishst                           // all entries are there before the new tables are walked
  ret x17

// Write L3 entries. in: x0 = PA, x1 = end offset from NUCLEUS_BASE, x2 = attributes, x3 = start offset, x8 = table.
// out: x0, x3 advanced to the end. clobbers: x12, x13.
fill_nucleus_pages:
  cmp x3, x1
  b.hs 1f
  lsr x12, x3, #PAGE_SHIFT
  orr x13, x0, x2
  str x13, [x8, x12, lsl #3]
  add x0, x0, #PAGE_SIZE
  add x3, x3, #PAGE_SIZE
  b fill_nucleus_pages
1:
  ret

// Translation on, or on with other tables and bits. in: x5 = PA of the TTBR1 table, x7 = bits of TCR_EL1 to add, x8 = bits
// of SCTLR_EL1 to leave out, x10 = PA of the identity table. clobbers: x0-x2.
enable_mmu:
  mov x0, #MAIR_VALUE
  msr mair_el1, x0
  ldr x0, =TCR_VALUE
  orr x0, x0, x7
  mrs x1, id_aa64mmfr0_el1
  and x1, x1, #0xf                    // PARange
  mov x2, #PARANGE_48_BITS
  cmp x1, x2
  csel x1, x1, x2, lo
  orr x0, x0, x1, lsl #TCR_IPS_SHIFT
  msr tcr_el1, x0
  msr ttbr0_el1, x10
  msr ttbr1_el1, x5
  mov x0, #CPACR_FPEN
  msr cpacr_el1, x0
  isb
  tlbi vmalle1
  ic iallu
  dsb sy
  isb
  ldr x0, =SCTLR_VALUE
  bic x0, x0, x8
  mrs x1, id_aa64mmfr1_el1
  ubfx x1, x1, #20, #4                // PAN
  cbz x1, 1f
  ldr x2, =SCTLR_SPAN
  bic x0, x0, x2
1:
  msr sctlr_el1, x0
  isb
  cbz x1, 2f
  .inst INSN_MSR_PAN_1
2:
  ret

// First instruction at the nucleus's own address. x19 = PA of the image, x20 = PA of the device tree.
nucleus_entry:
  address x2, cleared_at_entry
  address x5, __bss_end
1:
  bl page_clear                       // keeps x5
  cmp x2, x5
  b.lo 1b
  address x2, cpus
  address x0, nucleus_stack_top
  str x0, [x2, #CPU_STACK_TOP]
  bl cpu_registers
  mov x0, x19
  mov x1, x20
  b nucleus_start

// The same on another CPU. x20 = its CPU block.
secondary_entry:
  mov x2, x20
  bl cpu_registers
  b cpu_joins

// Take the nucleus's stack and vectors. in: x2 = this CPU's block. out: TPIDR_EL1, SP, x28 = x29 = 0. clobbers: x0.
cpu_registers:
  msr tpidr_el1, x2
  ldr x0, [x2, #CPU_STACK_TOP]
  mov sp, x0
  address x0, exception_vectors
  msr vbar_el1, x0
  mov x0, #CNTKCTL_EL0VCTEN
  msr cntkctl_el1, x0
  isb
  mov x28, #0
  mov x29, #0
  ret

// Close the identity map: an empty table stays in TTBR0_EL1 until the program has one. in: every CPU that was started
// runs at the nucleus's own addresses. clobbers: x0-x2.
.global identity_map_close
identity_map_close:
  mov x1, #0
  b 1f
// Open it for other CPUs to come up. clobbers: x0-x2.
.global identity_map_open
identity_map_open:
  mov x2, x30
  address x0, identity_l1
  bl nucleus_physical                 // keeps x2
  orr x1, x0, #PTE_TABLE
  mov x30, x2
1:
  load_symbol x0, image_physical
  lsr x0, x0, #LINEAR_LIMIT_SHIFT
  address x2, identity_l0
  str x1, [x2, x0, lsl #3]
  dsb ishst                           // the entry is in memory before a walker or the invalidation looks for it
  tlbi vmalle1is                      // the map is global: no later address space may hit it
  dsb ish                             // the invalidation is complete on every CPU
  isb
  ret
.ltorg

.bss
.balign 4096
// First of all .bss the tables. The stack is not zeroed at all, what follows scratch.s by nucleus_entry.
.global boot_l0_high, nucleus_l3, linear_l1, nucleus_stack_top
identity_l0: .skip 4096
identity_l1: .skip 4096
boot_l0_high: .skip 4096
nucleus_l1: .skip 4096
nucleus_l2: .skip 4096
nucleus_l3: .skip 4096
linear_l1: .skip 4096
nucleus_stack_guard: .skip 4096
  .skip NUCLEUS_STACK_SIZE
nucleus_stack_top:
