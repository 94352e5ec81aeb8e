// Memory as the kernel finds it: the identity map, initialised data, zeros.
.include "stub.inc"

.text
// Turn the identity map and the caches on; without tables only the instruction cache. in: x19. clobbers: x0-x2.
.global enable_mmu
enable_mmu:
  ldr x2, =SCTLR_RES1 | SCTLR_I
  ldr x0, [x19, #P_TABLES]
  cbz x0, 1f
  msr ttbr0_el1, x0
  ldr x0, =MAIR_VALUE
  msr mair_el1, x0
  mrs x0, id_aa64mmfr0_el1
  and x0, x0, #0xf                    // PARange
  mov x1, #PARANGE_48_BITS
  cmp x0, x1
  csel x0, x0, x1, lo
  lsl x0, x0, #TCR_IPS_SHIFT
  ldr x1, =TCR_VALUE
  orr x0, x0, x1
  msr tcr_el1, x0
  tlbi vmalle1
  orr x2, x2, #SCTLR_M
  orr x2, x2, #SCTLR_C
1:
  ic iallu
  dsb sy
  isb
  msr sctlr_el1, x2
  isb
  ret

// Copy what starts with values to where the program has it. in: x19. clobbers: x0-x5.
.global copy_data
copy_data:
  ldr x0, [x19, #P_COPIES]
  ldr x1, [x19, #P_COPY_COUNT]
1:
  cbz x1, 3f
  ldp x2, x3, [x0], #16
  ldr x4, [x0], #8
2:
  subs x4, x4, #8
  b.lo 4f
  ldr x5, [x2], #8
  str x5, [x3], #8
  b 2b
4:
  sub x1, x1, #1
  b 1b
3:
  ret

// Clear what starts as zero. in: x19. clobbers: x0-x3.
.global clear_memory
clear_memory:
  ldr x0, [x19, #P_CLEARS]
  ldr x1, [x19, #P_CLEAR_COUNT]
1:
  cbz x1, 3f
  ldp x2, x3, [x0], #16
2:
  subs x3, x3, #8
  b.lo 4f
  str xzr, [x2], #8
  b 2b
4:
  sub x1, x1, #1
  b 1b
3:
  ret

// Set the variables of Go's runtime that compiled code relies on. in: x19. clobbers: x0-x3.
.global store_words
store_words:
  ldr x0, [x19, #P_STORES]
  ldr x1, [x19, #P_STORE_COUNT]
1:
  cbz x1, 2f
  ldp x2, x3, [x0], #16
  str x3, [x2]
  sub x1, x1, #1
  b 1b
2:
  dsb sy
  ret

// The larger part of the free RAM that the device tree leaves. in: x19, x20 = PA of the device tree or 0.
// out: x21, x22 = first PA and first PA behind, multiples of 4096. clobbers: x0-x2.
.global find_free_memory
find_free_memory:
  ldr x21, [x19, #P_FREE_START]
  ldr x22, [x19, #P_FREE_END]
  cmp x20, x21
  b.lo 1f
  cmp x20, x22
  b.hs 1f
  ldr w0, [x20, #4]                   // totalsize
  rev w0, w0
  add x0, x20, x0
  add x0, x0, #4095
  and x0, x0, #~4095                  // behind the tree
  and x1, x20, #~4095                 // in front of it
  sub x2, x1, x21
  sub x3, x22, x0
  cmp x2, x3
  csel x22, x1, x22, hs
  csel x21, x21, x0, hs
1:
  ret

.ltorg
