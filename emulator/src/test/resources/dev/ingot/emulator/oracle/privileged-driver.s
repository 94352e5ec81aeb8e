// Runs single A64 words at EL0 and EL1, on QEMU's virt and on ours, and reports what each did: registers, the
// exception it ended in, and the system registers that it may have changed.
//
// The image is followed by records of RECORD_BYTES, one a case, laid out as PrivilegedRecord says; each holds the
// state before and afterwards what was found. A case's words stand in a slot of its own: two words that may prepare
// the third, the word, and SVC instructions that end the case if nothing else does. Whatever happens ends in the
// vectors. At the end the records are written to the file `records` by semihosting, where that is allowed.
//
// Memory of a case (TTBR0): slots and all-zero code in the first 2 MiB of CASE_VA, then pages of data that differ in
// their rights and all show `window`, then blocks of code that differ in theirs. The driver is in TTBR1's half, where
// no case finds it by chance.

    .equ LOAD_PA, 0x40200000
    .equ KERNEL_VA, 0xffffff8000000000 // of PA 0
    .equ CASE_VA, 0x1000000000
    .equ ZEROS_PA, 0x50000000          // RAM that nobody writes

    .equ RECORD_BYTES, 1024
    .equ RECORD_SP_EL0, 248
    .equ RECORD_SP_EL1, 256
    .equ RECORD_ELR, 264
    .equ RECORD_SPSR, 272
    .equ RECORD_SCTLR, 280
    .equ RECORD_CPACR, 288
    .equ RECORD_ESR, 296
    .equ RECORD_FAR, 304
    .equ RECORD_VECTOR, 312
    .equ RECORD_WORDS, 320
    .equ RECORD_SYSTEM, 336
    .equ RECORD_WINDOW, 512            // the first and the last 256 bytes of the page
    .equ WINDOW_PART, 256
    .equ SLOT_BYTES, 32
    .equ MAX_CASES, 1000

    // Descriptors of stage 1 (Arm ARM D8.3): normal memory, inner shareable, not global.
    .equ BLOCK, 0x1 | 3 << 8 | 1 << 11
    .equ PAGE, 0x3 | 3 << 8 | 1 << 11
    .equ ACCESSED, 1 << 10
    .equ EL0, 1 << 6
    .equ READ_ONLY, 1 << 7
    .equ PXN, 1 << 53
    .equ UXN, 1 << 54

    .equ MAIR, 0xff
    // 39-bit halves, write-back inner shareable walks, 4 KiB granules, 44-bit physical addresses.
    .equ TCR, 25 | 0x35 << 8 | 25 << 16 | 0x35 << 24 | 2 << 30 | 4 << 32
    .equ SCTLR, 0x30d00800 | 1 << 12 | 1 << 2 | 1

    .equ SYS_OPEN, 1
    .equ SYS_CLOSE, 2
    .equ SYS_WRITE, 5
    .equ SYS_EXIT, 0x18
    .equ WRITE_BINARY, 5
    .equ APPLICATION_EXIT, 0x20026

    .text
    .global _start
_start:
    b start
    .long 0
    .quad 0                             // text_offset
    .quad image_end - _start            // image_size
    .quad 0xa                           // little endian, 4 KiB pages, anywhere
    .quad 0, 0, 0
    .ascii "ARM\x64"
    .long 0

start:
    ldr x0, =MAIR
    msr mair_el1, x0
    ldr x0, =TCR
    msr tcr_el1, x0
    adrp x0, kernel_level1
    msr ttbr0_el1, x0
    msr ttbr1_el1, x0
    isb
    ldr x0, =SCTLR
    msr sctlr_el1, x0
    isb
    ldr x0, =upper_half + KERNEL_VA
    br x0
upper_half:
    adr x0, vectors
    msr vbar_el1, x0
    adrp x0, case_level1
    and x0, x0, #0x7fffffffff
    msr ttbr0_el1, x0
    isb
    tlbi vmalle1
    dsb sy
    isb

    adrp x19, records
    ldr x0, count
    mov x1, #RECORD_BYTES
    madd x20, x0, x1, x19
    adr x0, current
    stp x19, x20, [x0]
    adrp x21, slots
    ldr w0, end_of_case
1:  cmp x19, x20
    b.hs 2f
    ldr x1, [x19, #RECORD_WORDS]
    ldr w2, [x19, #RECORD_WORDS + 8]
    str x1, [x21]
    stp w2, w0, [x21, #8]
    stp w0, w0, [x21, #16]
    stp w0, w0, [x21, #24]
    add x21, x21, #SLOT_BYTES
    add x19, x19, #RECORD_BYTES
    b 1b
2:  dsb sy
    ic iallu
    dsb sy
    isb

next:
    adr x28, current
    ldp x28, x0, [x28]
    cmp x28, x0
    b.hs finished
    adrp x0, window
    add x1, x28, #RECORD_WINDOW
    bl copy
    add x0, x0, #0xe00
    bl copy
    .irp register, par_el1, tpidr_el0, tpidrro_el0, contextidr_el1, csselr_el1, afsr0_el1, afsr1_el1, amair_el1, far_el1, esr_el1
    msr \register, xzr
    .endr
    mov x0, #3 << 20
    msr cpacr_el1, x0
    isb
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    movi v\n\().2d, #0
    .endr
    msr fpcr, xzr
    msr fpsr, xzr
    ldr x0, [x28, #RECORD_SP_EL0]
    msr sp_el0, x0
    ldr x0, [x28, #RECORD_SP_EL1]
    mov sp, x0
    ldp x0, x1, [x28, #RECORD_ELR]
    msr elr_el1, x0
    msr spsr_el1, x1
    ldp x0, x1, [x28, #RECORD_SCTLR]
    msr sctlr_el1, x0
    msr cpacr_el1, x1
    isb
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 29, 30, 28
    ldr x\n, [x28, #8 * \n]
    .endr
    eret

    // Copies WINDOW_PART bytes from x1 to x0 and moves both behind them. Clobbers x2 to x4.
copy:
    mov x4, #WINDOW_PART
1:  ldp x2, x3, [x1], #16
    stp x2, x3, [x0], #16
    subs x4, x4, #16
    b.ne 1b
    ret

    // What a case ended in: x0 the vector's number, x28 the record, both saved.
save:
    str x0, [x28, #RECORD_VECTOR]
    .irp n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 29, 30
    str x\n, [x28, #8 * \n]
    .endr
    mrs x0, tpidr_el1
    str x0, [x28, #8 * 28]
    mrs x0, sp_el0
    mov x1, sp
    stp x0, x1, [x28, #RECORD_SP_EL0]
    mrs x0, elr_el1
    mrs x1, spsr_el1
    stp x0, x1, [x28, #RECORD_ELR]
    mrs x0, sctlr_el1
    mrs x1, cpacr_el1
    stp x0, x1, [x28, #RECORD_SCTLR]
    ldr x0, =SCTLR
    msr sctlr_el1, x0
    isb
    mrs x0, esr_el1
    mrs x1, far_el1
    stp x0, x1, [x28, #RECORD_ESR]
    add x1, x28, #RECORD_SYSTEM
    .irp register, par_el1, tpidr_el0, tpidrro_el0, contextidr_el1, csselr_el1, afsr0_el1, afsr1_el1, amair_el1, mair_el1
    mrs x0, \register
    str x0, [x1], #8
    .endr
    ldr x0, =MAIR
    msr mair_el1, x0
    add x0, x28, #RECORD_WINDOW
    adrp x1, window
    bl copy
    add x1, x1, #0xe00
    bl copy
    adr x0, current
    add x28, x28, #RECORD_BYTES
    str x28, [x0]
    b next

finished:
    adr x1, open_block
    mov x0, #SYS_OPEN
    hlt #0xf000
    adr x1, write_block
    str x0, [x1]
    adrp x2, records
    adr x3, current
    ldr x3, [x3]
    sub x3, x3, x2
    stp x2, x3, [x1, #8]
    mov x0, #SYS_WRITE
    hlt #0xf000
    adr x1, write_block
    mov x0, #SYS_CLOSE
    hlt #0xf000
    adr x1, exit_block
    mov x0, #SYS_EXIT
    hlt #0xf000

    .ltorg
    .balign 8
current: .quad 0, 0                     // record of the running case, end of all
open_block: .quad path + KERNEL_VA, WRITE_BINARY, 7
write_block: .quad 0, 0, 0
exit_block: .quad APPLICATION_EXIT, 0
path: .asciz "records"
    .balign 4
end_of_case:
    svc #0xffff

    .macro vector number
    .balign 128
    msr tpidr_el1, x28
    adr x28, current
    ldr x28, [x28]
    str x0, [x28]
    mov x0, #\number
    b save
    .endm

    .balign 2048
vectors:
    .irp number, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    vector \number
    .endr

    .balign 4096
kernel_level1:
    .quad 0
    .quad 0x40000000 + BLOCK + ACCESSED + UXN
    .fill 510, 8, 0

case_level1:
    .fill CASE_VA >> 30, 8, 0
    .quad case_level2 + 3
    .fill 511 - (CASE_VA >> 30), 8, 0

case_level2:
    .quad code_level3 + 3
    .quad data_level3 + 3
    .quad ZEROS_PA + BLOCK + ACCESSED + EL0 + READ_ONLY
    .quad ZEROS_PA + BLOCK + ACCESSED + EL0 + READ_ONLY + UXN
    .quad ZEROS_PA + BLOCK + ACCESSED + EL0 + READ_ONLY + PXN
    .quad ZEROS_PA + BLOCK + EL0 + READ_ONLY
    .quad ZEROS_PA + BLOCK + ACCESSED + EL0     // writable: EL1 may not execute it
    .quad ZEROS_PA + BLOCK + ACCESSED + READ_ONLY
    .fill 504, 8, 0

code_level3:
    .set page, 0
    .rept 8
    .quad slots + page + PAGE + ACCESSED + EL0 + READ_ONLY
    .set page, page + 4096
    .endr
    .rept 504
    .quad ZEROS_PA + PAGE + ACCESSED + EL0 + READ_ONLY
    .endr

data_level3:
    .equ DATA, PAGE + UXN + PXN
    .quad window + DATA + ACCESSED + EL0
    .quad 0
    .quad window + DATA + ACCESSED + EL0 + READ_ONLY
    .quad window + DATA + ACCESSED
    .quad window + DATA + EL0
    .quad window + DATA + ACCESSED + READ_ONLY
    .quad window + DATA + ACCESSED + EL0 + (1 << 45)
    .quad 0
    .quad window + DATA + ACCESSED + EL0
    .quad window + DATA + ACCESSED + EL0 + READ_ONLY
    .quad window + DATA + ACCESSED + EL0
    .quad window + DATA + ACCESSED
    .quad window + DATA + ACCESSED + EL0
    .quad window + DATA + EL0
    .fill 498, 8, 0

window:
    .skip 4096
slots:
    .skip SLOT_BYTES * MAX_CASES
    .balign 4096
count: .quad 0                          // of cases; the host fills this and the records in
    .balign 4096
records:
    .skip RECORD_BYTES * MAX_CASES
image_end:
