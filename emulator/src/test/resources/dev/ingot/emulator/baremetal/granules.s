// Translation with pages of 16 or 64 KiB: blocks, pages, every kind of fault with its level, AT, and
// TLBI of a page that the TLB may hold in parts. GRANULE is 14 or 16, the page's address bits.

    .include "image.inc"

    .equ PAGE_BYTES, 1 << GRANULE
    .equ BITS_PER_LEVEL, GRANULE - 3
    .equ BLOCK_SHIFT, GRANULE + BITS_PER_LEVEL
    .equ T0SZ, 28                       // 36 bits: the walk starts at level 2
    .if GRANULE == 16
    .equ TG0, 1
    .else
    .equ TG0, 2
    .endif
    .equ TCR, T0SZ | TG0 << 14 | 1 << 23 | 1 << 8 | 1 << 10 | 3 << 12
    .equ BLOCK, 1
    .equ TABLE, 3
    .equ PAGE, 3
    .equ ACCESS_FLAG, 1 << 10
    .equ NORMAL, ACCESS_FLAG | 3 << 8
    .equ DEVICE, ACCESS_FLAG | 1 << 2
    .equ READ_ONLY, 1 << 7
    .equ PXN_HIGH, 1 << 21              // bit 53
    .equ WINDOW, 0x60000000             // what the page table maps

    .macro address register, symbol
    adrp \register, \symbol
    add \register, \register, :lo12:\symbol
    .endm

    // Puts a block for the address into the level 2 table at x0. Clobbers x1, x2.
    .macro block at, attributes
    ldr x1, =\at | \attributes | BLOCK
    ldr x2, =(\at >> BLOCK_SHIFT) * 8
    str x1, [x0, x2]
    .endm

    // Puts a page of x3 into the level 3 table at x4. Clobbers x5.
    .macro page index, attributes
    ldr x5, =\attributes
    orr x5, x5, x3
    str x5, [x4, #\index * 8]
    .endm

    // Records where a read of x1 would go, or the fault's status. Clobbers x0, x2.
    .macro at_read
    at s1e1r, x1
    isb
    mrs x0, par_el1
    and x2, x0, #0x7f
    and x0, x0, #0x0000fffffffff000
    tst x2, #1
    csel x0, x0, x2, eq
    record x0
    .endm

    image boot

boot:
    address x28, results
    address x0, vectors
    msr vbar_el1, x0
    address x0, level2
    ldr x1, =UART & ~((1 << BLOCK_SHIFT) - 1)
    ldr x3, =DEVICE | BLOCK
    orr x3, x3, x1
    lsr x2, x1, #BLOCK_SHIFT
    str x3, [x0, x2, lsl #3]
    block 0x40000000, NORMAL
    address x4, level3
    orr x1, x4, #TABLE
    ldr x2, =(WINDOW >> BLOCK_SHIFT) * 8
    str x1, [x0, x2]
    address x3, first
    page 0, NORMAL | PAGE
    page 1, NORMAL | READ_ONLY | PAGE
    page 3, 3 << 8 | PAGE               // without the access flag
    page 4, NORMAL | BLOCK              // no block at the last level
    page 5, NORMAL | PAGE
    ldr w5, [x4, #5 * 8 + 4]
    mov w6, #PXN_HIGH
    orr w5, w5, w6
    str w5, [x4, #5 * 8 + 4]
    ldr x1, =0x00ff
    msr mair_el1, x1
    ldr x1, =TCR
    ldr x2, =2 << 32                    // 40 bits of output address
    orr x1, x1, x2
    msr tcr_el1, x1
    msr ttbr0_el1, x0
    isb
    tlbi vmalle1
    dsb sy
    isb
    mrs x0, sctlr_el1
    orr x0, x0, #1
    msr sctlr_el1, x0
    isb

    // Each end of a page, and what it may do.
    ldr x1, =WINDOW
    ldr x0, [x1]
    record x0
    ldr x2, =PAGE_BYTES - 8
    ldr x0, [x1, x2]
    record x0
    mov x0, #0x77
    str x0, [x1, #8]
    ldr x0, [x1, #8]
    record x0
    ldr x1, =WINDOW + PAGE_BYTES
    ldr x0, [x1, #8]
    record x0
    str x0, [x1, #8]                    // permission fault
    ldr x1, =WINDOW + 2 * PAGE_BYTES
    ldr x0, [x1, #8]                    // translation fault
    ldr x1, =WINDOW + 3 * PAGE_BYTES
    ldr x0, [x1, #8]                    // access flag fault
    ldr x1, =WINDOW + 4 * PAGE_BYTES
    ldr x0, [x1, #8]                    // translation fault
    ldr x1, =WINDOW + 5 * PAGE_BYTES
    blr x1                              // permission fault of the fetch
    ldr x1, =0xa0000000
    ldr x0, [x1, #8]                    // translation fault at the first level walked
    ldr x1, =1 << 36
    ldr x0, [x1, #8]                    // behind the range
    ldr x1, =WINDOW + PAGE_BYTES / 2
    at_read
    ldr x1, =WINDOW + 2 * PAGE_BYTES
    at_read
    ldr x1, =0x40345678
    at_read

    // Another page behind an address, announced by the page's first address alone.
    ldr x1, =WINDOW + PAGE_BYTES / 2
    ldr x0, [x1]
    record x0
    address x4, level3
    address x3, second
    page 0, 0
    dsb sy
    ldr x0, =WINDOW >> 12
    tlbi vae1, x0
    dsb sy
    isb
    page 0, NORMAL | PAGE
    dsb sy
    ldr x0, [x1]
    record x0
    finish

// Records the syndrome and where it is from, and goes on behind the access, or behind the call.
synchronous:
    mrs x10, esr_el1
    record x10
    mrs x11, far_el1
    record x11
    mrs x12, elr_el1
    add x12, x12, #4
    lsr x10, x10, #26
    cmp x10, #0x21                      // an instruction abort
    csel x12, x30, x12, eq
    msr elr_el1, x12
    eret

    .balign 2048
vectors:
    .skip 0x200
    b synchronous
    .balign 2048

    .balign 0x10000
level2: .skip 0x10000
level3: .skip 0x10000
first:
    .quad 0x1111, 0x1112
    .skip PAGE_BYTES / 2 - 16
    .quad 0x1113
    .skip PAGE_BYTES / 2 - 16
    .quad 0x1114
    .balign 0x10000
second:
    .quad 0x2221, 0x2222
    .skip PAGE_BYTES / 2 - 16
    .quad 0x2223
    .skip PAGE_BYTES / 2 - 16
    .quad 0x2224
    .balign 0x10000
    image_tail
