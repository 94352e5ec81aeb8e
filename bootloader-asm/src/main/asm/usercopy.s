// The only code that touches the program's memory while the nucleus runs.
// Every range is checked against the user half first, and the accesses are LDTR/STTR: they see what EL0 may see. A
// fault that fault_resolve cannot repair continues at usercopy_failed; so nothing here uses the stack or changes x30.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

// Continue at usercopy_failed unless START..START+SIZE lies in the user half. clobbers: x9, flags.
.macro check_user_range start:req, size:req
  mov x9, #USER_LIMIT
  cmp \size, x9
  b.hi usercopy_failed
  sub x9, x9, \size
  cmp \start, x9
  b.hi usercopy_failed
.endm

.text
// Bounds for the exception entry: in: a data abort's ELR between start and end; it goes on at usercopy_failed when the
// fault cannot be resolved. out: x0 = x1 = -EFAULT.
.global usercopy_start, usercopy_end, usercopy_failed
usercopy_start:

// Copy to the program. in: x0 = user address, x1 = nucleus address, x2 = bytes. out: x0 = 0 or -EFAULT (a part may have
// been copied). clobbers: x1-x9.
.global copy_to_user
copy_to_user:
  check_user_range x0, x2
1:
  subs x2, x2, #32
  b.lo 2f
  ldp x4, x5, [x1], #16
  ldp x6, x7, [x1], #16
  sttr x4, [x0]
  sttr x5, [x0, #8]
  sttr x6, [x0, #16]
  sttr x7, [x0, #24]
  add x0, x0, #32
  b 1b
2:
  adds x2, x2, #32
  b.eq 4f
21:
  subs x2, x2, #8
  b.lo 22f
  ldr x4, [x1], #8
  sttr x4, [x0]
  add x0, x0, #8
  b 21b
22:
  adds x2, x2, #8
  b.eq 4f
3:
  ldrb w4, [x1], #1
  sttrb w4, [x0]
  add x0, x0, #1
  subs x2, x2, #1
  b.ne 3b
4:
  mov x0, #0
  ret

// Copy from the program. in: x0 = nucleus address, x1 = user address, x2 = bytes. out: x0 = 0 or -EFAULT.
// clobbers: x1-x9.
.global copy_from_user
copy_from_user:
  check_user_range x1, x2
1:
  subs x2, x2, #32
  b.lo 2f
  ldtr x4, [x1]
  ldtr x5, [x1, #8]
  ldtr x6, [x1, #16]
  ldtr x7, [x1, #24]
  add x1, x1, #32
  stp x4, x5, [x0], #16
  stp x6, x7, [x0], #16
  b 1b
2:
  adds x2, x2, #32
  b.eq 4f
21:
  subs x2, x2, #8
  b.lo 22f
  ldtr x4, [x1]
  add x1, x1, #8
  str x4, [x0], #8
  b 21b
22:
  adds x2, x2, #8
  b.eq 4f
3:
  ldtrb w4, [x1]
  add x1, x1, #1
  strb w4, [x0], #1
  subs x2, x2, #1
  b.ne 3b
4:
  mov x0, #0
  ret

// Copy a NUL-terminated string from the program. in: x0 = nucleus address, x1 = user address, x2 = room in bytes.
// out: x0 = length without the NUL, -EFAULT, or -ENAMETOOLONG when it does not fit. clobbers: x1-x9.
.global copy_string_from_user
copy_string_from_user:
  mov x3, #USER_LIMIT
  mov x4, #0
1:
  cmp x4, x2
  b.hs 3f
  cmp x1, x3
  b.hs usercopy_failed
  ldtrb w5, [x1]
  strb w5, [x0, x4]
  cbz w5, 2f
  add x1, x1, #1
  add x4, x4, #1
  b 1b
2:
  mov x0, x4
  ret
3:
  mov x0, #-ENAMETOOLONG
  ret

// Read one aligned 32-bit word, in a single access. in: x0 = user address. out: x0 = value, x1 = 0, or x0 = x1 =
// -EFAULT.
// clobbers: x9.
.global load_user_word
load_user_word:
  mov x9, #USER_LIMIT
  cmp x0, x9
  b.hs usercopy_failed
  ldtr w0, [x0]
  mov x1, #0
  ret

// Write one aligned 32-bit word. in: x0 = user address, w1 = value. out: x0 = 0 or -EFAULT. clobbers: x1, x9.
.global store_user_word
store_user_word:
  mov x9, #USER_LIMIT
  cmp x0, x9
  b.hs usercopy_failed
  sttr w1, [x0]
  mov x0, #0
  ret

// Read four words of 8 bytes. in: x1 = user address. out: x4-x7 and x0 = 0, or x0 = -EFAULT. clobbers: x9.
.global load_user_quads
load_user_quads:
  lsr x9, x1, #USER_LIMIT_SHIFT       // what crosses the limit faults there, where nothing can be mapped
  cbnz x9, usercopy_failed
  ldtr x4, [x1]
  ldtr x5, [x1, #8]
  ldtr x6, [x1, #16]
  ldtr x7, [x1, #24]
  mov x0, #0
  ret

// Write four words of 8 bytes. in: x1 = user address, x4-x7. out: x0 = 0 or -EFAULT (a part may have been written).
// clobbers: x1, x9.
.global store_user_quads
store_user_quads:
  lsr x9, x1, #USER_LIMIT_SHIFT       // what crosses the limit faults there, where nothing can be mapped
  cbnz x9, usercopy_failed
  sttr x4, [x1]
  sttr x5, [x1, #8]
  sttr x6, [x1, #16]
  sttr x7, [x1, #24]
  mov x0, #0
  ret

usercopy_end:
usercopy_failed:
  mov x0, #-EFAULT
  mov x1, x0
  ret
.ltorg
