// The root archive: cpio "newc" (Linux Documentation/driver-api/early-userspace/buffer-format.rst). Names and contents
// stay in the image. Hard links are not followed: an entry without data is an empty file.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.equ HEADER_SIZE, 110                 // "070701" or "070702", then 13 fields of 8 hexadecimal digits
.equ FIELD_MODE, 6 + 1 * 8
.equ FIELD_MTIME, 6 + 5 * 8
.equ FIELD_FILE_SIZE, 6 + 6 * 8
.equ FIELD_NAME_SIZE, 6 + 11 * 8
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
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
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
