// EL2 from reset: what its registers hold, HVC from EL2 and EL1, the way down to EL1 and EL0, who
// takes interrupts, translation at EL2, PSCI by SMC. Two processors, GICv3.

    .include "image.inc"
    .include "gic3.inc"

    .equ PSCI_VERSION, 0x84000000
    .equ PSCI_CPU_ON, 0xc4000003
    .equ MODE_EL1H, 0x3c5
    .equ MODE_EL0T, 0x3c0
    .equ HCR_RW, 1 << 31
    .equ HCR_IMO, 1 << 4
    .equ TCR_EL2_VALUE, 25 | 1 << 8 | 1 << 10 | 3 << 12 | 2 << 16 | 1 << 31 | 1 << 23
    .equ NORMAL, 3 << 8 | 1 << 10
    .equ DEVICE, 1 << 2 | 1 << 10 | 1 << 54

    .macro address register, symbol
    adrp \register, \symbol
    add \register, \register, :lo12:\symbol
    .endm

    // To \level with the stack pointer that it has, at the next instruction. Clobbers x9.
    .macro drop level_register, mode
    mov x9, #\mode
    msr spsr_\level_register, x9
    adr x9, 8f
    msr elr_\level_register, x9
    eret
8:
    .endm

    image boot

boot:
    address x28, results
    mrs x0, currentel
    record x0
    mrs x0, daif
    record x0
    mrs x0, spsel
    record x0
    mrs x0, mpidr_el1
    record x0
    mrs x1, vmpidr_el2
    cmp x0, x1
    cset x0, eq
    record x0
    mrs x0, midr_el1
    mrs x1, vpidr_el2
    cmp x0, x1
    cset x0, eq
    record x0
    mrs x0, id_aa64pfr0_el1
    ubfx x0, x0, #8, #4
    cmp x0, #0
    cset x0, ne                         // 2 on QEMU, whose EL2 knows AArch32 as well
    record x0
    mrs x0, sctlr_el2
    and x0, x0, #1
    record x0
    address x0, stacks_end
    mov sp, x0
    address x0, vectors_el2
    msr vbar_el2, x0
    address x0, vectors_el1
    msr vbar_el1, x0
    mov x0, #3 << 20
    msr cpacr_el1, x0
    msr cptr_el2, xzr

    // PSCI listens to SMC; HVC is EL2's own.
    ldr x0, =PSCI_VERSION
    smc #0
    record x0
    hvc #0x11

    // What EL1 sees of itself is EL2's choice.
    mov x0, #0x1234
    msr vpidr_el2, x0
    ldr x0, =0x80000007
    msr vmpidr_el2, x0
    mov x0, #HCR_RW
    msr hcr_el2, x0
    address x0, stacks_el1_end
    msr sp_el1, x0
    mov x0, #3
    msr cnthctl_el2, x0
    mrs x0, cntvoff_el2
    mrs x0, cntpct_el0
    msr cntvoff_el2, x0
    isb

    // An interrupt for EL1 waits while EL2 runs, and while EL1 masks it.
    gic_init_distributor
    gic_init_cpu
    mov w2, #0
    gic_send 5, w2
    msr daifclr, #15
    isb
    msr daifset, #15

    drop el2, MODE_EL1H
    mrs x0, currentel
    record x0
    mrs x0, midr_el1
    record x0
    mrs x0, mpidr_el1
    record x0
    // The virtual counter starts again: fewer than a million ticks on any machine.
    mrs x0, cntvct_el0
    lsr x0, x0, #24
    record x0
    // Registers of EL2 are UNDEFINED here, and EL1 takes that itself.
    mrs x0, vbar_el2
    msr hcr_el2, xzr
    tlbi alle2
    // HVC goes up and comes back.
    hvc #0x22
    ldr x0, =PSCI_VERSION
    smc #0
    record x0

    // Down to EL0 and up again.
    drop el1, MODE_EL0T
    svc #0x33
    hvc #0x44                           // UNDEFINED at EL0
    mrs x0, esr_el1                     // so is this
    svc #0x55                           // the handler stays at EL1 for this one
at_el1:

    // EL1 masks interrupts and asks EL2 to take them: the one that waits comes at once.
    msr daifset, #15
    hvc #0x66
    nop
    nop
    // Back to EL2 for good.
    hvc #0x77

at_el2:
    mrs x0, currentel
    record x0
    // Translation at EL2: devices and RAM in blocks, and one page elsewhere.
    address x0, table1
    ldr x1, =DEVICE | 1
    str x1, [x0]
    ldr x1, =0x40000000 | NORMAL | 1
    str x1, [x0, #8]
    address x1, table2
    orr x2, x1, #3
    str x2, [x0, #16]
    address x2, table3
    orr x3, x2, #3
    str x3, [x1]
    address x3, page
    ldr x4, =NORMAL | 3 | 1 << 7        // read only
    orr x3, x3, x4
    str x3, [x2]
    ldr x1, =0x00ff
    msr mair_el2, x1
    ldr x1, =TCR_EL2_VALUE
    msr tcr_el2, x1
    msr ttbr0_el2, x0
    dsb ish
    tlbi alle2
    dsb ish
    isb
    mrs x1, sctlr_el2
    orr x1, x1, #1
    msr sctlr_el2, x1
    isb
    mov x1, #0x80000000
    ldr x0, [x1]
    record x0
    str xzr, [x1]                       // a permission fault, taken to EL2
    mov x1, #0x90000000
    ldr x0, [x1]                        // a translation fault
    mov x1, #0xffff000000000000
    ldr x0, [x1]                        // no such range at EL2
    at s1e2r, x1
    mrs x0, par_el1
    and x0, x0, #0x7f
    record x0
    mov x1, #0x80000000
    at s1e2r, x1
    mrs x0, par_el1
    ubfx x0, x0, #12, #36
    address x1, page
    cmp x0, x1, lsr #12
    cset x0, eq
    record x0

    // The second processor starts at EL2 as well.
    ldr x0, =PSCI_CPU_ON
    mov x1, #1
    address x2, secondary
    mov x3, #0x99
    smc #0
    record x0
    address x1, second
1:  ldar x0, [x1]
    cbz x0, 1b
    record x0
    ldr x0, [x1, #8]
    record x0
    finish

secondary:
    address x1, second
    mrs x2, currentel
    str x2, [x1, #8]
    dsb ish
    stlr x0, [x1]
2:  wfi
    b 2b

// Records the exception's syndrome, and where it is from as seen from its vector table.
//   prefix: 0x1 or 0x2, the level that takes it
    .macro record_exception level, group
    stp x0, x1, [sp, #-16]!
    mov x0, #\level * 0x1000
    add x0, x0, #\group
    record x0
    mrs x0, esr_el\level
    ldr x1, =0x1ffc000
    bic x0, x0, x1                       // QEMU says ISV for aborts of stage 1, too
    record x0
    mrs x0, elr_el\level
    adrp x1, _start
    sub x0, x0, x1
    record x0
    mrs x0, spsr_el\level
    record x0
    .endm

    // Skips the instruction unless the exception comes after it: SVC and HVC.
    .macro skip_if_fault level
    mrs x0, esr_el\level
    lsr x0, x0, #26
    and x1, x0, #0x3e
    cmp x1, #0x14                       // SVC64 0x15
    ccmp x1, #0x16, #4, ne              // HVC64 0x16
    b.eq 7f
    mrs x0, elr_el\level
    add x0, x0, #4
    msr elr_el\level, x0
7:
    .endm

synchronous_el1_own:
    record_exception 1, 0x200
    skip_if_fault 1
    ldp x0, x1, [sp], #16
    eret

synchronous_el1_lower:
    record_exception 1, 0x400
    mrs x0, esr_el1
    and x0, x0, #0xff
    mov x1, x0
    skip_if_fault 1
    mrs x0, esr_el1
    lsr x1, x0, #26
    cmp x1, #0x15
    b.ne 6f
    and x0, x0, #0xffff
    cmp x0, #0x55
    b.ne 6f
    ldp x0, x1, [sp], #16
    b at_el1
6:  ldp x0, x1, [sp], #16
    eret

synchronous_el2_own:
    record_exception 2, 0x200
    mrs x0, far_el2
    mrs x1, esr_el2
    lsr x1, x1, #26
    cmp x1, #0x25
    b.ne 5f
    record x0
5:  skip_if_fault 2
    ldp x0, x1, [sp], #16
    eret

synchronous_el2_lower:
    record_exception 2, 0x400
    mrs x0, esr_el2
    and x0, x0, #0xffff
    cmp x0, #0x66
    b.eq 4f
    cmp x0, #0x77
    b.eq 3f
    ldp x0, x1, [sp], #16
    eret
4:  mov x0, #HCR_RW
    mov x1, #HCR_IMO
    orr x0, x0, x1
    msr hcr_el2, x0
    isb
    ldp x0, x1, [sp], #16
    eret
3:  ldp x0, x1, [sp], #16
    b at_el2

irq_el2_lower:
    stp x0, x1, [sp, #-16]!
    gic_acknowledge
    record x0
    gic_end
    ldp x0, x1, [sp], #16
    eret

unexpected:
    mov x0, #0xdead
    record x0
    mrs x0, esr_el2
    record x0
    mrs x0, elr_el2
    record x0
    finish
    .ltorg

    .macro vector target
    .balign 128
    b \target
    .endm

    .balign 2048
vectors_el2:
    .rept 4
    vector unexpected
    .endr
    vector synchronous_el2_own
    .rept 3
    vector unexpected
    .endr
    vector synchronous_el2_lower
    vector irq_el2_lower
    .rept 6
    vector unexpected
    .endr

    .balign 2048
vectors_el1:
    .rept 4
    vector unexpected
    .endr
    vector synchronous_el1_own
    .rept 3
    vector unexpected
    .endr
    vector synchronous_el1_lower
    .rept 7
    vector unexpected
    .endr

    .balign 4096
page:   .quad 0xabcd
    .balign 4096
table1: .skip 4096
table2: .skip 4096
table3: .skip 4096
stacks: .skip 1024
stacks_end:
    .skip 1024
stacks_el1_end:
    .balign 64
second: .quad 0, 0
    image_tail
