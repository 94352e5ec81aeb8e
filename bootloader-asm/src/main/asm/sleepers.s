// Sleeping threads: a skew heap a CPU, ordered by deadline (Sleator and Tarjan, Self-Adjusting Heaps, 1986). The first
// deadline is the root; going to sleep and waking are O(log n) on average over all operations. A thread sleeps on the CPU
// where it ran, whose timer wakes it.
.include "macros.inc"
.include "layout.inc"

.text
// Put a thread that ran on this CPU to sleep. in: x0 = thread with T_DEADLINE. clobbers: x1-x7.
.global sleep_insert
sleep_insert:
  address x1, sleeping_threads
  ldr x2, [x1]
  add x2, x2, #1
  str x2, [x1]
  stp xzr, xzr, [x0, #T_SLEEP_LEFT]
  ldr x3, [x0, #T_CPU]
  add x3, x3, #CPU_SLEEPERS
  ldr x1, [x3]
  mov x2, x0
  mov x4, #0
  b heap_merge

// Take a thread off its heap, if it is on one (T_DEADLINE nonzero). in: x0 = thread. clobbers: x1-x3.
.global sleep_remove
sleep_remove:
  ldr x1, [x0, #T_DEADLINE]
  cbnz x1, 1f
  ret
1:
  push x4, x5
  push x6, x7
  push x29, x30
  str xzr, [x0, #T_DEADLINE]
  address x1, sleeping_threads
  ldr x2, [x1]
  sub x2, x2, #1
  str x2, [x1]
  ldr x4, [x0, #T_SLEEP_PARENT]
  ldr x3, [x0, #T_CPU]
  add x3, x3, #CPU_SLEEPERS
  cbz x4, 2f
  add x3, x4, #T_SLEEP_LEFT
  ldr x1, [x3]
  cmp x1, x0
  b.eq 2f
  add x3, x4, #T_SLEEP_RIGHT
2:
  ldp x1, x2, [x0, #T_SLEEP_LEFT]
  bl heap_merge
  pop x29, x30
  pop x6, x7
  pop x4, x5
  ret

// Merge two heaps. in: x1, x2 = roots or 0, x3 = where the merged root is stored, x4 = its parent or 0. clobbers: x1-x7.
heap_merge:
  cbz x1, 3f
  cbz x2, 4f
  ldr x5, [x1, #T_DEADLINE]
  ldr x6, [x2, #T_DEADLINE]
  cmp x6, x5
  b.hs 1f
  mov x7, x1
  mov x1, x2
  mov x2, x7
1: // x1 is first: what is right of it is merged with the other, and its children change sides
  str x1, [x3]
  str x4, [x1, #T_SLEEP_PARENT]
  ldp x5, x6, [x1, #T_SLEEP_LEFT]
  str x5, [x1, #T_SLEEP_RIGHT]
  add x3, x1, #T_SLEEP_LEFT
  mov x4, x1
  mov x1, x6
  b heap_merge
3:
  mov x1, x2
4:
  str x1, [x3]
  cbz x1, 5f
  str x4, [x1, #T_SLEEP_PARENT]
5:
  ret

.bss
.balign 8
.global sleeping_threads
sleeping_threads: .skip 8             // on all CPUs
