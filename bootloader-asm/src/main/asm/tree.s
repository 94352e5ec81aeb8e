// The read-only file tree in memory: nodes from the image's root archive and a few of the nucleus's own
// (/dev/null, /dev/zero, /dev/random, /dev/urandom, /proc/self/auxv). Children are found through one hash table.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ HASH_MINIMUM, 512                // buckets: one page
.equ HASH_MAXIMUM, 65536
.equ FNV_OFFSET, 0xcbf29ce484222325   // FNV-1a, 64 bits (draft-eastlake-fnv)
.equ FNV_PRIME, 0x100000001b3

.text
// Build the tree. clobbers: x0-x17.
.global tree_init
tree_init:
  push x29, x30
  push x19, x20
  mov w0, #RECORD_ROOT
  mov x1, #0
  bl record_next
  mov x19, #0                         // archive and its size
  mov x20, #0
  cbz x0, 1f
  bl record_data
  mov x19, x0
  mov x20, x1
1: // one bucket for every 4 KiB of archive, a power of two
  mov x0, #HASH_MINIMUM
2:
  cmp x0, x20, lsr #12
  b.hs 3f
  lsl x0, x0, #1
  mov x1, #HASH_MAXIMUM
  cmp x0, x1
  b.lo 2b
3:
  sub x1, x0, #1
  store_symbol x1, hash_mask, x2
  lsr x0, x0, #9                      // pages of 512 buckets
  bl pages_alloc_contiguous
  cbz x0, out_of_memory
  physical_to_linear x0
  store_symbol x0, hash_table, x1
  address x0, node_slab
  mov x1, #N_SIZE
  bl slab_alloc
  store_symbol x0, tree_root, x1
  str x0, [x0, #N_PARENT]
  mov x1, #1
  str x1, [x0, #N_INO]
  store_symbol x1, last_inode, x2
  ldr w1, =(S_IFDIR | MODE_0755)
  str x1, [x0, #N_MODE]
  address x1, directory_operations
  str x1, [x0, #N_OPS]
  cbz x19, 4f
  mov x0, x19
  mov x1, x20
  bl cpio_load
4:
  bl devices_add
  pop x19, x20
  pop x29, x30
  ret

// Hash of a name in a directory. in: x0 = directory, x1 = name, x2 = length, not 0. out: x3 = address of the bucket.
// clobbers: x4-x7.
hash_bucket:
  ldr x3, =FNV_OFFSET
  ldr x4, =FNV_PRIME
  eor x3, x3, x0
  mul x3, x3, x4
  mov x5, x1
  add x7, x1, x2
1:
  ldrb w6, [x5], #1
  eor x3, x3, x6
  mul x3, x3, x4
  cmp x5, x7
  b.lo 1b
  eor x3, x3, x3, lsr #32
  load_symbol x4, hash_mask
  and x3, x3, x4
  load_symbol x4, hash_table
  add x3, x4, x3, lsl #3
  ret

// Find a child. in: x0 = directory, x1 = name, x2 = length, not 0. out: x0 = node or 0, x9 = address of the hash bucket,
// x10 = directory. clobbers: x3-x8.
.global tree_child
tree_child:
  mov x8, x30
  bl hash_bucket
  mov x30, x8
  mov x9, x3
  mov x10, x0
  ldr x3, [x3]
1:
  cbz x3, 4f
  ldr x4, [x3, #N_PARENT]
  ldr x5, [x3, #N_NAME_LENGTH]
  cmp x4, x0
  ccmp x5, x2, #0, eq
  b.ne 3f
  ldr x4, [x3, #N_NAME]
  mov x5, #0
2:
  cmp x5, x2
  b.hs 4f
  ldrb w6, [x4, x5]
  ldrb w7, [x1, x5]
  add x5, x5, #1
  cmp w6, w7
  b.eq 2b
3:
  ldr x3, [x3, #N_HASH_NEXT]
  b 1b
4:
  mov x0, x3
  ret

// Add a child that tree_child has not found. in: x1 = name (stays where it is), x2 = length, x3 = mode, x9 = bucket and
// x10 = directory, as tree_child left them. out: x0 = node. clobbers: x1-x15.
tree_add_child:
  push x29, x30
  mov x11, x9
  mov x12, x10
  mov x13, x1
  mov x14, x2
  mov x15, x3
  address x0, node_slab
  mov x1, #N_SIZE
  bl slab_alloc
  mov x9, x0
  str x12, [x9, #N_PARENT]
  str x13, [x9, #N_NAME]
  str x14, [x9, #N_NAME_LENGTH]
  mov x0, x9
  mov x1, x15
  bl tree_set_mode
  address x1, last_inode
  ldr x2, [x1]
  add x2, x2, #1
  str x2, [x1]
  str x2, [x9, #N_INO]
  ldr x0, [x11]
  str x0, [x9, #N_HASH_NEXT]
  str x9, [x11]
  ldr x0, [x12, #N_LAST_CHILD]
  str x9, [x12, #N_LAST_CHILD]
  cbz x0, 1f
  str x9, [x0, #N_SIBLING]
  b 2f
1:
  str x9, [x12, #N_CHILDREN]
2:
  and w0, w15, #S_IFMT
  cmp w0, #S_IFDIR
  b.ne 3f
  ldr x0, [x12, #N_LINKS]
  add x0, x0, #1
  str x0, [x12, #N_LINKS]
3:
  mov x0, x9
  pop x29, x30
  ret

// Set a node's mode and the operations that follow from it. in: x0 = node, x1 = mode. clobbers: x1-x3.
tree_set_mode:
  str x1, [x0, #N_MODE]
  and w1, w1, #S_IFMT
  address x2, directory_operations
  address x3, regular_operations
  cmp w1, #S_IFDIR
  csel x2, x2, x3, eq
  str x2, [x0, #N_OPS]
  ret

// A directory in a directory, made (0755) when there is nothing of that name. in: x0 = directory, x1 = name (stays where
// it is), x2 = length, not 0. out: x0 = node, or 0 when the name is no directory's. clobbers: x1-x16.
.global tree_directory
tree_directory:
  mov x16, x30
  bl tree_child
  mov x30, x16
  ldr w3, =(S_IFDIR | MODE_0755)
  cbz x0, tree_add_child
  ldr w1, [x0, #N_MODE]
  and w1, w1, #S_IFMT
  cmp w1, #S_IFDIR
  csel x0, x0, xzr, eq
  ret

// A file in a directory; one that is there gets the new mode. in: x0 = directory, x1 = name (stays where it is),
// x2 = length, not 0, x3 = mode. out: x0 = node, or 0 when the name is that of another type of file. clobbers: x1-x17.
.global tree_place
tree_place:
  mov x16, x30
  mov x17, x3
  bl tree_child
  mov x30, x16
  mov x3, x17
  cbz x0, tree_add_child
  mov x1, x17
  // falls through

// Change a node's mode, but not its type. in: x0 = node, x1 = mode. out: x0 = node, or 0 when its type is another.
// clobbers: x1-x3.
change_mode:
  ldr w2, [x0, #N_MODE]
  eor w2, w2, w1
  tst w2, #S_IFMT
  b.eq tree_set_mode                  // keeps x0
  mov x0, #0
  ret

// Add a file by its path; directories on the way are made (0755), a node that exists gets the new mode.
// in: x0 = path ("/" in front and "." components mean nothing), x1 = length, x2 = mode. out: x0 = node, or 0 when the
// path leads through something that is no directory or contains "..". clobbers: x1-x17.
.global tree_add
tree_add:
  push x29, x30
  push x19, x20
  push x21, x22
  mov x19, x0
  add x20, x0, x1                     // end
  mov x21, x2
  load_symbol x22, tree_root          // directory reached
1:
  mov x0, x19
  mov x1, x20
  bl path_component
  mov x19, x0
  cbz x2, 4f                          // the path ends with "." or "/"
  ldrb w3, [x1]
  cmp w3, #'.'
  b.ne 2f
  cmp x2, #1
  b.eq 1b
  ldrb w3, [x1, #1]
  cmp w3, #'.'
  ccmp x2, #2, #0, eq
  b.eq 9f
2:
  mov x0, x22
  cmp x19, x20
  b.hs 3f
  bl tree_directory
  mov x22, x0
  cbnz x0, 1b
  b 9f
3:
  mov x3, x21
  bl tree_place
  b 10f
4:
  mov x0, x22
  mov x1, x21
  bl change_mode
  b 10f
9:
  mov x0, #0
10:
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// The next component of a path. in: x0 = position, x1 = end. out: x1 = component, x2 = its length (0 at the end),
// x0 = position behind it and its slashes. clobbers: x3, x4.
.global path_component
path_component:
  mov x4, x1
1:
  mov x1, x0
  cmp x0, x4
  b.hs 4f
  ldrb w3, [x0], #1
  cmp w3, #'/'
  b.eq 1b
2:
  cmp x0, x4
  b.hs 4f
  ldrb w3, [x0], #1
  cmp w3, #'/'
  b.ne 2b
  sub x2, x0, x1
  sub x2, x2, #1
3:
  cmp x0, x4
  b.hs 5f
  ldrb w3, [x0]
  cmp w3, #'/'
  b.ne 5f
  add x0, x0, #1
  b 3b
4:
  sub x2, x0, x1
5:
  ret
.ltorg

.bss
.balign 8
node_slab: .skip 8
.global tree_root
tree_root: .skip 8
hash_table: .skip 8
hash_mask: .skip 8
last_inode: .skip 8
