// Page frames: 4 KiB pages of RAM that nobody else owns.
// Fresh RAM is handed out from extents in address order; freed pages go to a list linked through their first word.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ MAX_EXTENTS, 64
.equ LINEAR_END, LINEAR_LAST_TABLE << LINEAR_LIMIT_SHIFT

// DCZID_EL0 (Arm ARM D17.2.37)
.equ DCZID_64_BYTES, 4                // DC ZVA is allowed and zeroes 2^4 words
.equ DCZID_PROHIBITED_BIT, 4

.text
// Take the RAM of the image's GiB, which boot.s has mapped: enough for the tables of all other. clobbers: x0-x17.
.global pages_init
pages_init:
  load_symbol x0, image_physical
  lsr x0, x0, #BLOCK_1G_SHIFT
  lsl x0, x0, #BLOCK_1G_SHIFT
  mov x2, #(1 << BLOCK_1G_SHIFT)
  add x1, x0, x2
  push x29, x30
  bl add_window
  pop x29, x30
  cbz x0, 9f
  ret
9:
  address x0, message_no_memory
  b panic

// Take all other RAM, now that it is mapped. clobbers: x0-x17.
.global pages_add_rest
pages_add_rest:
  push x29, x30
  push x19, x20
  load_symbol x19, image_physical
  lsr x19, x19, #BLOCK_1G_SHIFT
  lsl x19, x19, #BLOCK_1G_SHIFT
  mov x0, #0
  mov x1, x19
  bl add_window
  mov x2, #(1 << BLOCK_1G_SHIFT)
  add x0, x19, x2
  mov x1, #LINEAR_END
  bl add_window
  pop x19, x20
  pop x29, x30
  ret

// Add the whole pages of RAM in a window, minus the reserved ranges. in: x0, x1 = first and one-past-last PA of the window.
// out: x0 = pages. clobbers: x1-x17.
add_window:
  push x29, x30
  push x19, x20
  push x21, x22
  push x23, x24
  mov x21, x0
  mov x22, x1
  load_symbol x23, extent_count       // the extents from here on are new
  address x19, machine_ram
  load_symbol x20, machine_ram_count
1:
  cbz x20, 2f
  ldp x0, x1, [x19], #16
  round_up_page x0
  and x1, x1, #~(PAGE_SIZE - 1)
  cmp x0, x21
  csel x0, x0, x21, hi
  cmp x1, x22
  csel x1, x1, x22, lo
  bl add_extent
  sub x20, x20, #1
  b 1b
2:
  address x19, machine_reserved
  load_symbol x20, machine_reserved_count
3:
  cbz x20, 4f
  ldp x0, x1, [x19], #16
  and x0, x0, #~(PAGE_SIZE - 1)
  round_up_page x1
  bl subtract_from_extents
  sub x20, x20, #1
  b 3b
4:
  address x1, extents
  load_symbol x2, extent_count
  mov x0, #0
5:
  cmp x23, x2
  b.hs 6f
  add x3, x1, x23, lsl #4
  ldp x4, x5, [x3]
  sub x5, x5, x4
  add x0, x0, x5, lsr #PAGE_SHIFT
  add x23, x23, #1
  b 5b
6:
  load_symbol x1, pages_free_count
  add x1, x1, x0
  store_symbol x1, pages_free_count, x2
  load_symbol x1, pages_total_count
  add x1, x1, x0
  store_symbol x1, pages_total_count, x2
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// in: x0, x1 = range. clobbers: x2-x4.
add_extent:
  cmp x0, x1
  b.hs 1f
  address x2, extent_count
  ldr x3, [x2]
  cmp x3, #MAX_EXTENTS
  b.hs 1f                             // what does not fit the table is not used
  add x4, x3, #1
  str x4, [x2]
  address x2, extents
  add x2, x2, x3, lsl #4
  stp x0, x1, [x2]
1:
  ret

// Take a range out of all extents. in: x0, x1 = range. clobbers: x2-x12.
subtract_from_extents:
  push x29, x30
  address x5, extents
  load_symbol x6, extent_count
  mov x9, x0
  mov x10, x1
1:
  cbz x6, 4f
  ldp x7, x8, [x5]
  cmp x10, x7
  b.ls 3f
  cmp x9, x8
  b.hs 3f
  cmp x9, x7
  csel x11, x9, x7, hi                // the part in front: x7..x11
  cmp x10, x8
  csel x12, x10, x8, lo               // the part behind: x12..x8
  stp x7, x11, [x5]
  cmp x7, x11
  b.lo 2f
  stp x12, x8, [x5]
  b 3f
2:
  mov x0, x12
  mov x1, x8
  bl add_extent
3:
  add x5, x5, #16
  sub x6, x6, #1
  b 1b
4:
  pop x29, x30
  ret

// take_page: a page frame off the list or, fresh, off the first extent. out: x0 = PA, x2 = its linear address. clobbers: x1, x3,
// x4.
.macro take_page
  address x1, pages_free_list
  ldp x0, x4, [x1]                    // and pages_free_count
  cbz x4, out_of_memory
  sub x4, x4, #1
  cbz x0, 1f
  orr x2, x0, #LINEAR_BASE
  ldr x3, [x2]
  stp x3, x4, [x1]
  b 3f
1:
  ldp x0, x2, [x1, #(extents - pages_free_list)]
  cmp x0, x2
  b.lo 2f
  adr x3, 1b
  b next_extent
2:
  add x3, x0, #PAGE_SIZE
  stp x4, x3, [x1, #(pages_free_count - pages_free_list)]  // and where the extent begins now
  orr x2, x0, #LINEAR_BASE
3:
.endm

// Allocate a page with whatever was in it: the program must never see it. out: x0 = PA. clobbers: x1-x4. Ends the program
// (status 128 + SIGKILL) when RAM is used up.
.global page_alloc_uncleared
page_alloc_uncleared:
  take_page
  ret

// The first extent is used up: another one, which the count of free pages promises, takes its place. in: x1 = pages_free_list,
// x3 = where to go on. out: x1. clobbers: x0, x2.
next_extent:
  ldp x0, x2, [x1, #(extents - pages_free_list + 16)]
  add x1, x1, #16
  cmp x0, x2
  b.hs next_extent
  stp xzr, xzr, [x1, #(extents - pages_free_list)]
  address x1, pages_free_list
  stp x0, x2, [x1, #(extents - pages_free_list)]
  br x3

// Allocate a zeroed page. out: x0 = PA. clobbers: x1-x4. Ends the program as page_alloc_uncleared does.
.global page_alloc
page_alloc:
  take_page
  // falls through

// Zero a page. in: x2 = its linear address. out: x2 behind it. clobbers: x1, x3, x4.
.global page_clear
page_clear:
  mrs x1, dczid_el0
  cmp x1, #DCZID_64_BYTES
  b.ne 2f
  .rept PAGE_SIZE / 64                // no loop: a start spends a quarter of the nucleus's instructions here
  dc zva, x2
  add x2, x2, #64
  .endr
  ret
2:
  add x3, x2, #PAGE_SIZE
  tbnz x1, #DCZID_PROHIBITED_BIT, 4f
  mov x4, #4
  lsl x4, x4, x1                      // bytes; at most 2 KiB
3:
  dc zva, x2
  add x2, x2, x4
  cmp x2, x3
  b.lo 3b
  ret
4:
  stp xzr, xzr, [x2]
  stp xzr, xzr, [x2, #16]
  stp xzr, xzr, [x2, #32]
  stp xzr, xzr, [x2, #48]
  add x2, x2, #64
  cmp x2, x3
  b.lo 4b
  ret

// Allocate zeroed pages that follow each other. in: x0 = count (at least 1). out: x0 = PA, or 0 when no extent is large
// enough. clobbers: x1-x7.
.global pages_alloc_contiguous
pages_alloc_contiguous:
  lsl x5, x0, #PAGE_SHIFT
  address x1, extents
  load_symbol x4, extent_count
1:
  cbz x4, 3f
  ldp x6, x2, [x1], #16
  sub x4, x4, #1
  sub x3, x2, x6
  cmp x6, x2
  b.hs 1b
  cmp x3, x5
  b.lo 1b
  add x3, x6, x5
  str x3, [x1, #-16]
  address x1, pages_free_count
  ldr x3, [x1]
  sub x3, x3, x0
  str x3, [x1]
  mov x0, x6
  orr x2, x6, #LINEAR_BASE
  add x5, x2, x5
  mov x7, x30
2:
  bl page_clear
  cmp x2, x5
  b.lo 2b
  ret x7
3:
  mov x0, #0
  ret

// Give a page back. in: x0 = PA. clobbers: x1-x3.
.global page_free
page_free:
  address x1, pages_free_list
  ldr x2, [x1]
  orr x3, x0, #LINEAR_BASE
  str x2, [x3]
  str x0, [x1]
  address x1, pages_free_count
  ldr x2, [x1]
  add x2, x2, #1
  str x2, [x1]
  ret

// RAM is used up: say so and end the program as Linux's out-of-memory killer would. Does not return.
.global out_of_memory
out_of_memory:
  message "[nucleus] out of memory: all "
  load_symbol x0, pages_total_count
  lsr x0, x0, #8
  bl print_decimal
  message " MiB of RAM are in use; give the machine more\n"
  mov x0, #(128 + SIGKILL)
  b power_off_with_status
.ltorg

.section .rodata, "a"
message_no_memory: .asciz "the device tree describes no usable RAM"

.bss
.balign 16
.global pages_free_count, pages_total_count
pages_free_list: .skip 8              // these three in this order: take_page
pages_free_count: .skip 8             // on the list and in the extents
extents: .skip MAX_EXTENTS * 16
extent_count: .skip 8
pages_total_count: .skip 8
