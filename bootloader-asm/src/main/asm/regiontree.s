// Finding regions: a treap by address (Seidel and Aragon, Randomized Search Trees, 1996), so that a lookup takes
// O(log n) steps on average whatever the program maps. A region's priority is random and drawn once; parents have smaller
// ones than their children. The list of regions in address order is kept by regions.s.
.include "macros.inc"
.include "layout.inc"

.equ PRIORITY_SEED, 0x9e3779b97f4a7c15 // any number but 0

.text
// First region that ends behind an address. in: x0 = address, x28 = thread. out: x0 = region or 0. clobbers: x1-x4.
.global region_at_or_after
region_at_or_after:
  ldr x1, [x28, #T_PROCESS]
  ldr x2, [x1, #P_REGION_HINT]
  cbz x2, 1f
  ldp x3, x4, [x2, #R_START]
  cmp x0, x4
  b.hs 1f
  cmp x0, x3
  b.hs 4f                             // start <= address < end
  ldr x3, [x2, #R_PREV]               // or in the gap in front of it
  cbz x3, 4f
  ldr x3, [x3, #R_END]
  cmp x0, x3
  b.hs 4f
1:
  mov x2, #0
  ldr x3, [x1, #P_REGION_ROOT]
2:
  cbz x3, 3f
  ldr x4, [x3, #R_END]
  cmp x4, x0
  csel x2, x3, x2, hi                 // the best so far
  ldp x3, x4, [x3, #R_LEFT]
  csel x3, x3, x4, hi
  b 2b
3:
  cbz x2, 4f
  str x2, [x1, #P_REGION_HINT]
4:
  mov x0, x2
  ret

// The last region. in: x28. out: x0 = region or 0. clobbers: x1.
.global region_last
region_last:
  ldr x1, [x28, #T_PROCESS]
  ldr x1, [x1, #P_REGION_ROOT]
  mov x0, #0
1:
  cbz x1, 2f
  mov x0, x1
  ldr x1, [x1, #R_RIGHT]
  b 1b
2:
  ret

// Add a region to the tree. in: x0 = region with R_START, R_LEFT and R_RIGHT 0, x28. clobbers: x1-x8.
.global region_tree_insert
region_tree_insert:
  mov x8, x30
  address x1, priority_state          // xorshift64 (Marsaglia, Xorshift RNGs, 2003)
  ldr x2, [x1]
  cbnz x2, 5f
  ldr x2, =PRIORITY_SEED
5:
  eor x2, x2, x2, lsl #13
  eor x2, x2, x2, lsr #7
  eor x2, x2, x2, lsl #17
  str x2, [x1]
  str x2, [x0, #R_PRIORITY]
  ldr x1, [x28, #T_PROCESS]
  add x1, x1, #P_REGION_ROOT          // slot
  mov x2, #0                          // parent
  ldr x3, [x0, #R_START]
1:
  ldr x4, [x1]
  cbz x4, 2f
  mov x2, x4
  ldr x5, [x2, #R_START]
  add x1, x2, #R_LEFT
  add x6, x2, #R_RIGHT
  cmp x3, x5
  csel x1, x1, x6, lo
  b 1b
2:
  str x0, [x1]
  str x2, [x0, #R_PARENT]
3: // up, until the parent's priority is smaller
  ldr x1, [x0, #R_PARENT]
  cbz x1, 4f
  ldr x2, [x0, #R_PRIORITY]
  ldr x3, [x1, #R_PRIORITY]
  cmp x2, x3
  b.hs 4f
  bl rotate_up
  b 3b
4:
  ret x8

// Take a region out of the tree. in: x0 = region, x28. out: x0 unchanged. clobbers: x1-x8.
.global region_tree_remove
region_tree_remove:
  mov x8, x30
  mov x7, x0
1: // down, below the child with the smaller priority, until it is a leaf
  ldp x1, x2, [x7, #R_LEFT]
  cbz x1, 2f
  cbz x2, 3f
  ldr x3, [x1, #R_PRIORITY]
  ldr x4, [x2, #R_PRIORITY]
  cmp x3, x4
  csel x1, x1, x2, lo
  b 3f
2:
  cbz x2, 4f
  mov x1, x2
3:
  mov x0, x1
  bl rotate_up
  b 1b
4:
  ldr x1, [x7, #R_PARENT]
  mov x2, #0
  mov x0, x7
  bl replace_child
  mov x0, x7
  ret x8

// Rotate a region above its parent. in: x0 = region with a parent, x28. clobbers: x1-x6.
rotate_up:
  mov x6, x30
  ldr x5, [x0, #R_PARENT]
  mov x3, #R_LEFT                     // where it hangs
  mov x4, #R_RIGHT                    // and the other side
  ldr x1, [x5, #R_LEFT]
  cmp x1, x0
  b.eq 1f
  mov x3, #R_RIGHT
  mov x4, #R_LEFT
1:
  ldr x1, [x0, x4]                    // the subtree between the two changes its parent
  str x1, [x5, x3]
  cbz x1, 2f
  str x5, [x1, #R_PARENT]
2:
  str x5, [x0, x4]
  mov x2, x0
  mov x0, x5
  ldr x1, [x5, #R_PARENT]
  bl replace_child
  mov x0, x2
  str x1, [x0, #R_PARENT]
  str x0, [x5, #R_PARENT]
  ret x6

// Hang something else where a region hangs. in: x0 = region, x1 = its parent or 0, x2 = the other region or 0, x28.
// clobbers: x3.
replace_child:
  cbz x1, 2f
  ldr x3, [x1, #R_LEFT]
  cmp x3, x0
  b.eq 1f
  str x2, [x1, #R_RIGHT]
  ret
1:
  str x2, [x1, #R_LEFT]
  ret
2:
  ldr x3, [x28, #T_PROCESS]
  str x2, [x3, #P_REGION_ROOT]
  ret
.ltorg

.bss
.balign 8
priority_state: .skip 8
