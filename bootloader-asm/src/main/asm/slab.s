// Slabs: small objects of one size, cut from pages. A page begins with a header; pages with room are on the slab's list, and
// a page whose last object is freed goes back to the pool, unless it is the only one with room.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.equ SLAB_PAGE_NEXT, 0                // list of the pages with room
.equ SLAB_PAGE_PREV, 8
.equ SLAB_PAGE_FREE, 16               // first free object, linked through their first words; 0 when full
.equ SLAB_PAGE_USED, 24               // objects in use
.equ SLAB_PAGE_HEADER, 32

.text
// Allocate a zeroed object. in: x0 = slab (address of its first page with room, or of 0), x1 = bytes, a multiple of 16, at least 32, and
// the same for all objects of the slab. out: x0 = object (linear address). clobbers: x1-x7.
.global slab_alloc
slab_alloc:
  mov x2, x1
  ldr x1, [x0]
  cbz x1, 4f
1:
  ldp x3, x4, [x1, #SLAB_PAGE_FREE]   // object, objects in use
  ldr x5, [x3]
  add x4, x4, #1
  stp x5, x4, [x1, #SLAB_PAGE_FREE]
  cbnz x5, 2f
  ldr x5, [x1, #SLAB_PAGE_NEXT]       // full: the next page with room
  str x5, [x0]
  cbz x5, 2f
  str xzr, [x5, #SLAB_PAGE_PREV]
2:
  mov x0, x3
  tbz x2, #4, 3f
  stp xzr, xzr, [x3], #16
  sub x2, x2, #16
3:
  stp xzr, xzr, [x3]
  stp xzr, xzr, [x3, #16]
  add x3, x3, #32
  subs x2, x2, #32
  b.hi 3b
  ret
4:
  mov x5, x0
  mov x6, x30
  mov x7, x2
  bl page_alloc_uncleared             // objects are zeroed when they are handed out
  physical_to_linear x0
  stp xzr, xzr, [x0, #SLAB_PAGE_NEXT]
  mov x1, #0                          // link the objects in address order, last one first
  mov x2, #(PAGE_SIZE - SLAB_PAGE_HEADER)
  add x4, x0, #SLAB_PAGE_HEADER
  udiv x2, x2, x7
  sub x2, x2, #1
  madd x3, x2, x7, x4
5:
  str x1, [x3]
  mov x1, x3
  sub x3, x3, x7
  cmp x3, x4
  b.hs 5b
  stp x1, xzr, [x0, #SLAB_PAGE_FREE]  // none is used
  mov x1, x0
  mov x0, x5
  str x1, [x0]
  mov x30, x6
  mov x2, x7
  b 1b

// Give an object back. in: x0 = slab, x1 = object. clobbers: x0-x5.
.global slab_free
slab_free:
  and x2, x1, #~(PAGE_SIZE - 1)
  ldp x3, x4, [x2, #SLAB_PAGE_FREE]
  str x3, [x1]
  sub x4, x4, #1
  stp x1, x4, [x2, #SLAB_PAGE_FREE]
  ldr x5, [x0]
  cbnz x3, 1f
  stp x5, xzr, [x2, #SLAB_PAGE_NEXT]  // it was full: back on the list
  str x2, [x0]
  cbz x5, 1f
  str x2, [x5, #SLAB_PAGE_PREV]
1:
  cbnz x4, 4f
  ldp x3, x5, [x2, #SLAB_PAGE_NEXT]   // empty: off the list, unless it is alone there
  orr x4, x3, x5
  cbz x4, 4f
  cbz x3, 2f
  str x5, [x3, #SLAB_PAGE_PREV]
2:
  cbz x5, 3f
  str x3, [x5, #SLAB_PAGE_NEXT]
  mov x0, x2
  linear_to_physical x0
  b page_free
3:
  str x3, [x0]
  mov x0, x2
  linear_to_physical x0
  b page_free
4:
  ret
