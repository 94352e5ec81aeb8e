// The root archive: cpio "newc" (Linux Documentation/driver-api/early-userspace/buffer-format.rst). Names and contents
// stay in the image. Hard links (entries of one inode) share the data, which comes with one of them, mostly the last.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.equ HEADER_SIZE, 110                 // "070701" or "070702", then 13 fields of 8 hexadecimal digits
.equ FIELD_INODE, 6 + 0 * 8
.equ FIELD_MODE, 6 + 1 * 8
.equ FIELD_LINKS, 6 + 4 * 8
.equ FIELD_MTIME, 6 + 5 * 8
.equ FIELD_FILE_SIZE, 6 + 6 * 8
.equ FIELD_DEVICE_MAJOR, 6 + 7 * 8
.equ FIELD_DEVICE_MINOR, 6 + 8 * 8
.equ FIELD_NAME_SIZE, 6 + 11 * 8
.equ LINK_BUCKETS, 512                // a page; a power of two
.equ TRAILER_LENGTH, 10               // "TRAILER!!!"

.text
// Add an archive to the tree. in: x0 = archive, x1 = bytes. clobbers: x0-x17. Panics when it is damaged.
.global cpio_load
cpio_load:
  push x29, x30
  push x19, x20
  push x21, x22
  push x23, x24
  mov x19, x0
  add x20, x0, x1
  bl page_alloc
  physical_to_linear x0
  store_symbol x0, link_table, x1
1:
  sub x0, x20, x19
  cmp x0, #HEADER_SIZE
  b.lo 9f                             // an archive may end without trailer
  ldr w0, [x19]
  ldr w1, =0x37303730                 // "0707"
  cmp w0, w1
  b.ne 8f
  mov x0, #FIELD_NAME_SIZE
  bl field
  mov x21, x0                         // with the NUL
  mov x0, #FIELD_FILE_SIZE
  bl field
  mov x22, x0
  add x23, x19, #HEADER_SIZE          // name
  add x24, x21, #HEADER_SIZE
  add x24, x24, #3
  and x24, x24, #~3
  add x24, x19, x24                   // content
  add x0, x24, x22
  cmp x0, x20
  b.hi 8f
  cbz x21, 8f
  sub x21, x21, #1
  cmp x21, #TRAILER_LENGTH
  b.ne 2f
  mov x0, x23
  address x1, trailer
  bl string_equal
  cbnz x0, 9f
2:
  mov x0, #FIELD_MODE
  bl field
  mov x2, x0
  mov x0, x23
  mov x1, x21
  bl tree_add
  cbz x0, 3f
  str x24, [x0, #N_DATA]
  str x22, [x0, #N_FILE_SIZE]
  mov x23, x0
  mov x0, #FIELD_MTIME
  bl field
  str x0, [x23, #N_MTIME]
  bl join_links
3:
  sub x0, x24, x19                    // 4-byte alignment counts from the entry
  add x0, x0, x22
  add x0, x0, #3
  and x0, x0, #~3
  add x19, x19, x0
  b 1b
8:
  address x0, message_damaged
  b panic
9:
  load_symbol x0, link_table
  linear_to_physical x0
  bl page_free
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// Give a file of several names the inode, the link count and the data of the others that came before; data that comes
// with this one goes to all. While the archive is loaded, N_CHILDREN of such a file is its identity in the archive and
// N_LAST_CHILD the next one of the same hash bucket. in: x19 = header, x22 = bytes of data, x23 = node. clobbers: x0-x9.
join_links:
  ldr w0, [x23, #N_MODE]
  and w0, w0, #S_IFMT
  cmp w0, #S_IFREG
  b.ne 9f
  push x29, x30
  mov x0, #FIELD_LINKS
  bl field
  cmp x0, #2
  b.lo 8f
  mov x9, x0
  mov x0, #FIELD_DEVICE_MAJOR
  bl field
  mov x8, x0
  mov x0, #FIELD_DEVICE_MINOR
  bl field
  orr x8, x0, x8, lsl #12
  mov x0, #FIELD_INODE
  bl field
  orr x8, x0, x8, lsl #32             // identity
  sub x9, x9, #1
  str x9, [x23, #N_LINKS]
  load_symbol x5, link_table
  and x0, x8, #(LINK_BUCKETS - 1)
  add x5, x5, x0, lsl #3
  ldr x6, [x5]
1:
  cbz x6, 4f
  ldr x0, [x6, #N_CHILDREN]
  cmp x0, x8
  b.ne 3f
  ldr x0, [x6, #N_INO]
  str x0, [x23, #N_INO]
  cbz x22, 2f
  ldr x0, [x23, #N_DATA]
  str x0, [x6, #N_DATA]
  str x22, [x6, #N_FILE_SIZE]
  b 3f
2:
  ldr x0, [x6, #N_DATA]
  str x0, [x23, #N_DATA]
  ldr x0, [x6, #N_FILE_SIZE]
  str x0, [x23, #N_FILE_SIZE]
3:
  ldr x6, [x6, #N_LAST_CHILD]
  b 1b
4:
  str x8, [x23, #N_CHILDREN]
  ldr x0, [x5]
  str x0, [x23, #N_LAST_CHILD]
  str x23, [x5]
8:
  pop x29, x30
9:
  ret

// Read a header field. in: x19 = header, x0 = offset. out: x0 = value. clobbers: x1-x4.
field:
  add x1, x19, x0
  mov x0, #0
  mov x2, #8
1:
  ldrb w3, [x1], #1
  orr w4, w3, #0x20                   // lower case
  sub w3, w3, #'0'
  sub w4, w4, #('a' - 10)
  cmp w3, #9
  csel w3, w3, w4, ls
  and w3, w3, #0xf
  orr x0, x3, x0, lsl #4
  subs x2, x2, #1
  b.ne 1b
  ret
.ltorg

.section .rodata, "a"
trailer: .asciz "TRAILER!!!"
message_damaged: .asciz "the root archive is no cpio newc archive or is cut off"

.bss
.balign 8
link_table: .skip 8                   // only while an archive is loaded
