// The image's record table (docs/contracts.md, section 2).
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.text
// Walk the records of one type. in: x0 = type, x1 = record to start behind, or 0 for the first. out: x0 = record
// (linear address) or 0. clobbers: x2-x5.
.global record_next
record_next:
  address x2, image_header
  ldr w3, [x2, #IMAGE_RECORD_COUNT]
  ldr x4, [x2, #IMAGE_RECORDS_OFFSET]
  load_symbol x5, image_physical
  add x4, x4, x5
  physical_to_linear x4               // first record
  mov x5, #RECORD_SIZE
  madd x3, x3, x5, x4                 // end
  cmp x1, #0
  add x2, x1, #RECORD_SIZE
  csel x4, x4, x2, eq
1:
  cmp x4, x3
  b.hs 2f
  ldr w2, [x4, #RECORD_TYPE]
  cmp w2, w0
  b.eq 3f
  add x4, x4, #RECORD_SIZE
  b 1b
2:
  mov x4, #0
3:
  mov x0, x4
  ret

// Where a record's bytes are. in: x0 = record. out: x0 = linear address, x1 = bytes in the file. clobbers: x2.
.global record_data
record_data:
  ldp x2, x1, [x0, #RECORD_OFFSET]
  load_symbol x0, image_physical
  add x0, x0, x2
  physical_to_linear x0
  ret
