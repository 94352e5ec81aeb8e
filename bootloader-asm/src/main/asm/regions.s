// Regions: which ranges of the program's address space exist, with which rights. A sorted doubly linked list without
// overlaps; neighbours with equal rights are one region; regiontree.s finds the place. Page frames are none of this
// file's business.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.text
// The region that contains an address. in: x0 = address, x28. out: x0 = region or 0. clobbers: x1-x6.
.global region_find
region_find:
  ldr x1, [x28, #T_PROCESS]
  ldr x2, [x1, #P_REGION_HINT]
  cbz x2, 2f
  ldp x3, x4, [x2, #R_START]
  cmp x0, x3
  ccmp x0, x4, #2, hs
  b.hs 2f
  mov x0, x2                          // start <= address < end
  ret
2:
  mov x6, x30
  mov x5, x0
  bl region_at_or_after
  mov x30, x6
  cbz x0, 1f
  ldr x1, [x0, #R_START]
  cmp x1, x5
  csel x0, x0, xzr, ls
1:
  ret

// Does anything lie in a range? in: x0, x1 = start, end, x28. out: x0 = 1 or 0. clobbers: x1-x6.
.global region_overlaps
region_overlaps:
  mov x6, x30
  mov x5, x1
  bl region_at_or_after
  mov x30, x6
  cbz x0, 1f
  ldr x1, [x0, #R_START]
  cmp x1, x5
  cset x0, lo
1:
  ret

// Is a range free of holes? in: x0, x1 = start, end, x28. out: x0 = 1 or 0. clobbers: x1-x6.
.global region_covers
region_covers:
  mov x6, x30
  mov x5, x0                          // covered up to here
  push x1, xzr
  bl region_at_or_after
  pop x1, xzr
  mov x30, x6
1:
  cmp x5, x1
  b.hs 2f
  cbz x0, 3f
  ldr x2, [x0, #R_START]
  cmp x2, x5
  b.hi 3f
  ldr x5, [x0, #R_END]
  ldr x0, [x0, #R_NEXT]
  b 1b
2:
  mov x0, #1
  ret
3:
  mov x0, #0
  ret

// Add a region where nothing is. in: x0, x1 = start, end (page aligned), x2 = PROT_*, x28. clobbers: x0-x13.
.global region_insert
region_insert:
  push x29, x30
  mov x9, x0
  mov x10, x1
  mov x11, x2
  bl region_at_or_after
  mov x12, x0
  b 10f

// The same in front of a known region. in: x12 = the first region behind the new one, or 0. clobbers: x0-x13.
.global region_insert_before
region_insert_before:
  push x29, x30
  mov x9, x0
  mov x10, x1
  mov x11, x2
10:
  cbz x12, 1f
  ldr x13, [x12, #R_PREV]
  b 3f
1:
  bl region_last
  mov x13, x0
3:
  cbz x13, 4f
  ldr x2, [x13, #R_END]
  ldr x3, [x13, #R_PROT]
  cmp x2, x9
  ccmp x3, x11, #0, eq
  b.ne 4f
  str x10, [x13, #R_END]              // grow the predecessor, and perhaps join it with the successor
  cbz x12, 9f
  ldr x2, [x12, #R_START]
  ldr x3, [x12, #R_PROT]
  cmp x2, x10
  ccmp x3, x11, #0, eq
  b.ne 9f
  ldr x2, [x12, #R_END]
  str x2, [x13, #R_END]
  mov x0, x12
  bl region_drop
  b 9f
4:
  cbz x12, 5f
  ldr x2, [x12, #R_START]
  ldr x3, [x12, #R_PROT]
  cmp x2, x10
  ccmp x3, x11, #0, eq
  b.ne 5f
  str x9, [x12, #R_START]             // grow the successor downwards
  b 9f
5:
  address x0, region_slab
  mov x1, #R_SIZE
  bl slab_alloc
  stp x9, x10, [x0, #R_START]
  str x11, [x0, #R_PROT]
  bl region_link
9:
  pop x29, x30
  ret

// Link a region. in: x0 = region, x12 = successor or 0, x13 = predecessor or 0, x28. clobbers: x1-x8.
region_link:
  stp x12, x13, [x0, #R_NEXT]
  cbz x12, 1f
  str x0, [x12, #R_PREV]
1:
  cbz x13, 2f
  str x0, [x13, #R_NEXT]
  b region_tree_insert
2:
  ldr x1, [x28, #T_PROCESS]
  str x0, [x1, #P_REGIONS]
  b region_tree_insert

// Unlink and free a region. in: x0 = region, x28. clobbers: x0-x8, x11.
region_drop:
  mov x11, x30
  bl region_tree_remove
  mov x30, x11
  ldp x1, x2, [x0, #R_NEXT]
  ldr x3, [x28, #T_PROCESS]
  str xzr, [x3, #P_REGION_HINT]
  cbz x1, 1f
  str x2, [x1, #R_PREV]
1:
  cbz x2, 2f
  str x1, [x2, #R_NEXT]
  b 3f
2:
  str x1, [x3, #P_REGIONS]
3:
  mov x1, x0
  address x0, region_slab
  b slab_free

// Make a range free: regions inside go, those that cross its ends shrink or split.
// in: x0, x1 = start, end (page aligned), x28. clobbers: x0-x14.
.global region_remove
region_remove:
  push x29, x30
  mov x9, x0
  mov x10, x1
  bl region_at_or_after
1:
  cbz x0, 9f
  ldp x2, x3, [x0, #R_START]
  cmp x2, x10
  b.hs 9f
  ldr x14, [x0, #R_NEXT]
  cmp x2, x9
  b.hs 3f
  str x9, [x0, #R_END]                // keep the front
  cmp x3, x10
  b.ls 2f
  mov x13, x0                         // and the back, as a region of its own
  mov x12, x14
  mov x11, x3
  address x0, region_slab
  mov x1, #R_SIZE
  bl slab_alloc
  stp x10, x11, [x0, #R_START]
  ldr x1, [x13, #R_PROT]
  str x1, [x0, #R_PROT]
  bl region_link
  b 9f
2:
  mov x0, x14
  b 1b
3:
  cmp x3, x10
  b.ls 4f
  str x10, [x0, #R_START]             // keep the back
  b 9f
4:
  bl region_drop
  mov x0, x14
  b 1b
9:
  pop x29, x30
  ret

// Find room, behind the last mapping that was placed like this, or from USER_MMAP_BASE when the end is reached: so the
// search does not go through everything that was mapped before. in: x0 = bytes (page multiple), x28. out: x0 = address at
// or above USER_MMAP_BASE, or 0; x12 = the first region behind it, or 0. clobbers: x1-x8.
.global region_find_gap
region_find_gap:
  mov x8, x30
  mov x5, x0
  ldr x6, [x28, #T_PROCESS]
  ldr x0, [x6, #P_GAP_HINT]
  cbz x0, 1f
  bl gap_from
  cbnz x0, 2f
1:
  ldr x0, =USER_MMAP_BASE
  bl gap_from
  cbz x0, 3f
2:
  add x1, x0, x5
  str x1, [x6, #P_GAP_HINT]
3:
  ret x8

// First gap at or above an address. in: x0 = address, x5 = bytes, x28. out: x0 = address or 0, x12 as region_find_gap.
// clobbers: x1-x4, x7.
gap_from:
  mov x7, x0
  push x30, xzr
  bl region_at_or_after
  pop x30, xzr
1: // x7 = candidate, x0 = first region behind it
  ldr x3, =USER_MMAP_LIMIT
  mov x4, x3
  cbz x0, 2f
  ldr x1, [x0, #R_START]
  cmp x1, x3
  csel x3, x1, x3, lo
2:
  subs x1, x3, x7
  b.ls 3f
  cmp x1, x5
  b.hs 4f
3:
  cbz x0, 5f
  ldr x7, [x0, #R_END]
  ldr x0, [x0, #R_NEXT]
  cmp x7, x4
  b.lo 1b
5:
  mov x7, #0
4:
  mov x12, x0
  mov x0, x7
  ret
.ltorg

.bss
.balign 8
region_slab: .skip 8
