// CPUS processors at work together: PSCI, exclusives, SGIs, private timers, TLB and code maintenance.
// The first one gives orders, the others carry them out; nothing that is recorded depends on who is
// faster. Assembled with CPUS (2 to 8) and GIC (2 or 3) defined.

    .include "image.inc"
    .if GIC == 2
    .include "gic2.inc"
    .else
    .include "gic3.inc"
    .endif

    .equ PSCI_VERSION, 0x84000000
    .equ PSCI_CPU_OFF, 0x84000002
    .equ PSCI_CPU_ON, 0xc4000003
    .equ PSCI_AFFINITY_INFO, 0xc4000004
    .equ CONTEXT, 0x1000

    .equ ROUNDS, 200
    .equ VIRTUAL_TIMER, 27

    // What a processor keeps for itself: a line of 256 bytes, its address in x27.
    .equ OWN_LOG2, 8
    .equ OWN_CONTEXT, 0
    .equ OWN_MPIDR, 8
    .equ OWN_LEVEL, 16
    .equ OWN_MASKS, 24
    .equ OWN_STATE, 32                  // SCTLR_EL1.M
    .equ OWN_DONE, 40                   // the last order carried out
    .equ OWN_TAKEN, 48                  // interrupts taken
    .equ OWN_INTERRUPTS, 56             // their ids, 8 of them
    .equ OWN_ANSWERS, 120               // what the orders gave
    .equ OWN_ANSWERED, 248

    // Orders.
    .equ COUNT, 1
    .equ ADD, 2
    .equ TIMER, 3
    .equ MMU_ON, 4
    .equ READ, 5
    .equ CALL, 6
    .equ OFF, 7

    // A page that moves, and where it is seen.
    .equ MOVING_VA, 0x80000000
    .equ TCR, 25 | 1 << 8 | 1 << 10 | 3 << 12 | 1 << 23 | 2 << 32
    .equ ATTRIBUTES, 0x00ff             // 0: Normal write-back, 1: Device-nGnRnE
    .equ NORMAL, 3 << 8 | 1 << 10       // inner shareable, accessed
    .equ DEVICE, 1 << 2 | 1 << 10 | 1 << 54

    image boot

    .macro psci function, a1, a2, a3
    ldr x0, =\function
    mov x1, \a1
    .ifnb \a2
    ldr x2, =\a2
    .endif
    .ifnb \a3
    mov x3, \a3
    .endif
    hvc #0
    .endm

    .macro address register, symbol
    adrp \register, \symbol
    add \register, \register, :lo12:\symbol
    .endm

// ---- the first processor ----

boot:
    msr daifset, #15
    bl identify
    address x28, results
    gic_init_distributor
    bl prepare
    ldr x0, =PSCI_VERSION
    hvc #0
    record x0
    psci PSCI_AFFINITY_INFO, #CPUS, 0
    record x0
    psci PSCI_CPU_ON, #CPUS, secondary, #0
    record x0

    // On, one after the other.
    mov x20, #1
1:  psci PSCI_AFFINITY_INFO, x20, 0
    record x0
    add x21, x20, #CONTEXT
    psci PSCI_CPU_ON, x20, secondary, x21
    record x0
    bl wait_until_on
    psci PSCI_CPU_ON, x20, secondary, #0
    record x0
    psci PSCI_AFFINITY_INFO, x20, 0
    record x0
    add x20, x20, #1
    cmp x20, #CPUS
    b.ne 1b

    // A counter behind a lock, and one with atomic additions.
    mov x0, #COUNT
    bl order
    address x1, counter
    ldr x1, [x1]
    record x1
    mov x0, #ADD
    bl order
    address x1, sum
    ldr x1, [x1]
    record x1

    // An SGI that goes round, and one for all others.
    msr daifclr, #2
    mov w2, #1
    gic_send 3, w2
1:  ldr x0, [x27, #OWN_TAKEN]
    cbz x0, 1b
    gic_send_to_others 7
    mov x20, #1
2:  lsl x1, x20, #OWN_LOG2
    address x0, own
    add x0, x0, x1
3:  ldr x1, [x0, #OWN_TAKEN]
    cmp x1, #2
    b.ne 3b
    add x20, x20, #1
    cmp x20, #CPUS
    b.ne 2b
    mov x0, #TIMER
    bl order

    // A page that moves, announced with each kind of TLBI.
    bl make_tables
    mov x0, #MMU_ON
    bl order
    mov x0, #READ
    bl order
    address x21, page_b
    bl move_page
    ldr x0, =MOVING_VA >> 12
    tlbi vae1is, x0
    bl maintained_then_read
    address x21, page_a
    bl move_page
    ldr x0, =MOVING_VA >> 12
    tlbi vaae1is, x0
    bl maintained_then_read
    address x21, page_b
    bl move_page
    tlbi vmalle1is
    bl maintained_then_read
    address x21, page_a
    bl move_page
    mov x0, #0
    tlbi aside1is, x0
    bl maintained_then_read

    // Code that changes.
    mov x0, #CALL
    bl order
    address x0, changing
    ldr w1, =0xd2800040                 // mov x0, #2
    str w1, [x0]
    dc cvau, x0
    dsb ish
    ic ivau, x0
    dsb ish
    mov x0, #CALL
    bl order

    // Off, and the second one on again.
    mov x0, #OFF
    bl give
    mov x20, #1
1:  psci PSCI_AFFINITY_INFO, x20, 0
    cmp x0, #1
    b.ne 1b
    record x0
    add x20, x20, #1
    cmp x20, #CPUS
    b.ne 1b
    bl report
    mov x20, #1
    address x1, orders
    str xzr, [x1]
    address x0, own + (1 << OWN_LOG2)
    str xzr, [x0, #OWN_DONE]
    psci PSCI_CPU_ON, x20, secondary, #0x77
    record x0
    bl wait_until_on
    address x0, own + (1 << OWN_LOG2)
    ldr x1, [x0, #OWN_CONTEXT]
    record x1
    ldr x1, [x0, #OWN_STATE]
    record x1
    finish

// In: x20 = number of a processor. Returns when it waits for orders. Clobbers x0, x1.
wait_until_on:
    lsl x1, x20, #OWN_LOG2
    address x0, own
    add x0, x0, x1
    add x0, x0, #OWN_DONE
1:  ldar x1, [x0]
    cmp x1, #-1
    b.ne 1b
    ret

// In: x0 = an order. Gives it to all others. Clobbers x1 to x3.
give:
    address x1, orders
    ldr x2, [x1]
    and x3, x2, #~15
    add x3, x3, #16
    orr x3, x3, x0
    stlr x3, [x1]
    dsb ish
    sev
    ret

// In: x0 = an order. Returns when all, this processor too, have carried it out.
order:
    stp x29, x30, [sp, #-16]!
    bl give
    mov x25, x3
    bl carry_out
    mov x20, #1
1:  lsl x1, x20, #OWN_LOG2
    address x0, own
    add x0, x0, x1
    add x0, x0, #OWN_DONE
2:  ldar x1, [x0]
    cmp x1, x25
    b.ne 2b
    add x20, x20, #1
    cmp x20, #CPUS
    b.ne 1b
    ldp x29, x30, [sp], #16
    ret

// Behind a TLBI: waits for it and has everybody read the page.
maintained_then_read:
    dsb ish
    isb
    mov x0, #READ
    b order

// In: x21 = physical address that the moving page is to have. Clobbers x0, x1.
move_page:
    address x0, table3
    ldr x1, =NORMAL | 3
    orr x1, x1, x21
    str x1, [x0]
    dsb ishst
    ret

// Tables: 1 GiB of devices, 1 GiB of RAM, and the page that moves, at page_a.
make_tables:
    address x0, table1
    ldr x1, =DEVICE | 1
    str x1, [x0]
    ldr x1, =0x40000000 | NORMAL | 1
    str x1, [x0, #8]
    address x1, table2
    orr x2, x1, #3
    str x2, [x0, #16]
    address x2, table3
    orr x2, x2, #3
    str x2, [x1]
    address x21, page_a
    b move_page

// Copies what the others know of themselves to the results. Clobbers x0 to x3, x20.
report:
    mov x20, #0
1:  lsl x1, x20, #OWN_LOG2
    address x0, own
    add x0, x0, x1
    mov x1, #0
2:  ldr x2, [x0, x1]
    cmp x1, #OWN_DONE
    b.eq 3f
    record x2
3:  add x1, x1, #8
    cmp x1, #1 << OWN_LOG2
    b.ne 2b
    add x20, x20, #1
    cmp x20, #CPUS
    b.ne 1b
    ret

// ---- every processor ----

// Sets up x27, the stack and the vectors. Clobbers x1, x2.
identify:
    mrs x1, mpidr_el1
    and x2, x1, #0xff
    lsl x2, x2, #OWN_LOG2
    address x27, own
    add x27, x27, x2
    str x1, [x27, #OWN_MPIDR]
    lsl x2, x2, #1
    address x1, stacks
    add x1, x1, x2
    add sp, x1, #512
    add x1, x27, #OWN_ANSWERS
    str x1, [x27, #OWN_ANSWERED]
    address x1, vectors
    msr vbar_el1, x1
    isb
    ret

// Records the state after power-on and sets up the interrupt controller. Clobbers x1, x9, x10.
prepare:
    mrs x1, currentel
    str x1, [x27, #OWN_LEVEL]
    mrs x1, daif
    str x1, [x27, #OWN_MASKS]
    mrs x1, sctlr_el1
    and x1, x1, #1
    str x1, [x27, #OWN_STATE]
    gic_init_cpu
    ret

secondary:
    mov x26, x0
    bl identify
    str x26, [x27, #OWN_CONTEXT]
    bl prepare
    address x26, orders
    mov x25, #0
    mov x0, #-1
    add x1, x27, #OWN_DONE
    stlr x0, [x1]
    msr daifclr, #2
next_order:
    ldar x0, [x26]
    cmp x0, x25
    b.ne 1f
    wfe
    b next_order
1:  mov x25, x0
    and x0, x0, #15
    bl carry_out
    add x1, x27, #OWN_DONE
    stlr x25, [x1]
    b next_order

// In: x0 = order. Clobbers x0 to x7.
carry_out:
    cmp x0, #COUNT
    b.eq count
    cmp x0, #ADD
    b.eq add_atomically
    cmp x0, #TIMER
    b.eq wait_for_timer
    cmp x0, #MMU_ON
    b.eq mmu_on
    cmp x0, #READ
    b.eq read
    cmp x0, #CALL
    b.eq call
    psci PSCI_CPU_OFF, #0
    b .                                 // CPU_OFF does not return

// ROUNDS increments of a counter that only a lock protects.
count:
    address x1, lock
    address x2, counter
    mov w7, #ROUNDS
    mov w6, #1
1:  sevl
2:  wfe
    ldaxr w3, [x1]
    cbnz w3, 2b
    stxr w3, w6, [x1]
    cbnz w3, 2b
    ldr x4, [x2]
    yield
    add x4, x4, #1
    str x4, [x2]
    stlr wzr, [x1]
    sev
    subs w7, w7, #1
    b.ne 1b
    ret

// ROUNDS atomic additions, half of them exclusive pairs, half LDADD.
add_atomically:
    .arch armv8-a+lse
    address x1, sum
    mov w7, #ROUNDS
    mov x6, #1
1:  ldadd x6, x2, [x1]
2:  ldxr x3, [x1]
    add x3, x3, #1
    stxr w4, x3, [x1]
    cbnz w4, 2b
    subs w7, w7, #1
    b.ne 1b
    ret

// A tick of the own timer: wakes this processor and no other.
wait_for_timer:
    ldr x2, [x27, #OWN_TAKEN]
    mov x1, #500
    msr cntv_tval_el0, x1
    mov x1, #1
    msr cntv_ctl_el0, x1
    isb
1:  msr daifset, #2
    ldr x3, [x27, #OWN_TAKEN]
    cmp x3, x2
    b.ne 2f
    wfi
    msr daifclr, #2
    isb
    b 1b
2:  msr daifclr, #2
    ret

mmu_on:
    ldr x1, =ATTRIBUTES
    msr mair_el1, x1
    ldr x1, =TCR
    msr tcr_el1, x1
    address x1, table1
    msr ttbr0_el1, x1
    isb
    mrs x1, sctlr_el1
    mov x2, #0x1005                     // I, C, M
    orr x1, x1, x2
    msr sctlr_el1, x1
    isb
    ret

read:
    ldr x1, =MOVING_VA
    ldr x0, [x1]
    b answer

call:
    str x30, [sp, #-16]!
    isb
    bl changing
    ldr x30, [sp], #16

// In: x0. Clobbers x1.
answer:
    ldr x1, [x27, #OWN_ANSWERED]
    str x0, [x1], #8
    str x1, [x27, #OWN_ANSWERED]
    ret

// An interrupt: remembers its id. SGI 3 goes on to the next processor, the timer is switched off.
interrupt:
    stp x0, x1, [sp, #-16]!
    stp x9, x10, [sp, #-16]!
    gic_acknowledge
    ldr x9, [x27, #OWN_TAKEN]
    add x10, x27, #OWN_INTERRUPTS
    str x0, [x10, x9, lsl #3]
    and w1, w0, #0x3ff
    cmp w1, #VIRTUAL_TIMER
    b.ne 1f
    msr cntv_ctl_el0, xzr
    isb
1:  gic_end
    cmp w1, #3
    b.ne 2f
    mrs x1, mpidr_el1
    and w1, w1, #0xff
    cbz w1, 2f
    add w1, w1, #1
    cmp w1, #CPUS
    csel w1, wzr, w1, eq
    gic_send 3, w1
2:  ldr x9, [x27, #OWN_TAKEN]
    add x9, x9, #1
    str x9, [x27, #OWN_TAKEN]
    ldp x9, x10, [sp], #16
    ldp x0, x1, [sp], #16
    eret

// Anything unexpected ends the run with what it was.
unexpected:
    address x28, results
    mrs x0, esr_el1
    record x0
    mrs x0, elr_el1
    record x0
    mrs x0, far_el1
    record x0
    finish
    .ltorg

    .balign 2048
vectors:
    .rept 5
    b unexpected
    .balign 128
    .endr
    b interrupt
    .balign 128
    .rept 10
    b unexpected
    .balign 128
    .endr

    .balign 4096
changing:
    mov x0, #1
    ret

    .balign 4096
page_a:
    .quad 0xaaaa
    .balign 4096
page_b:
    .quad 0xbbbb

    .balign 4096
table1: .skip 4096
table2: .skip 4096
table3: .skip 4096
stacks: .skip 512 * 8
own:    .skip 256 * 8
orders: .quad 0
    .balign 64
lock:   .quad 0
    .balign 64
counter: .quad 0
    .balign 64
sum:    .quad 0
    image_tail
