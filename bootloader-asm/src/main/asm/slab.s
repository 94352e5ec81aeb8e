// Slabs: small objects of one size, cut from pages. Freed objects are reused, their pages stay with the slab.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.text
// Allocate a zeroed object. in: x0 = slab (SLAB_*; object size a multiple of 16). out: x0 = object (linear address).
// clobbers: x1-x7.
.global slab_alloc
slab_alloc:
  ldp x1, x2, [x0]                    // first free object, object size
  cbz x1, 3f
1:
  ldr x3, [x1]
  str x3, [x0, #SLAB_FREE]
  mov x0, x1
  add x2, x1, x2
2:
  stp xzr, xzr, [x1], #16
  cmp x1, x2
  b.lo 2b
  ret
3:
  mov x5, x0
  mov x6, x30
  mov x7, x2
  bl page_alloc
  physical_to_linear x0
  add x4, x0, #PAGE_SIZE
  mov x1, #0                          // link the objects in address order, last one first
  mov x2, #PAGE_SIZE
  udiv x2, x2, x7
  sub x2, x2, #1
  madd x3, x2, x7, x0
4:
  str x1, [x3]
  mov x1, x3
  sub x3, x3, x7
  cmp x3, x0
  b.hs 4b
  mov x0, x5
  mov x30, x6
  mov x2, x7
  b 1b

// Give an object back. in: x0 = slab, x1 = object. clobbers: x2.
.global slab_free
slab_free:
  ldr x2, [x0, #SLAB_FREE]
  str x2, [x1]
  str x1, [x0, #SLAB_FREE]
  ret
