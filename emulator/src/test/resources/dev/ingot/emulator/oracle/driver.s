// Runs single A64 instructions under qemu-aarch64 and reports what each did.
//
// stdin:  records of RECORD_BYTES, one a case, laid out as OracleRecord says: registers, memory window, the word.
// stdout: the same records afterwards.
//
// Each word gets a slot of its own, written before the first case runs, followed by a branch to `save`. x28 carries
// the address of the slot into the case and is lost after it; every other register belongs to the case.

        .set RECORD_BYTES, 1280
        .set RECORD_SP, 248
        .set RECORD_V, 256
        .set RECORD_NZCV, 768
        .set RECORD_FPCR, 776
        .set RECORD_FPSR, 784
        .set RECORD_WORD, 792           // in: the word; out: 0 or the number of the signal
        .set RECORD_FAULT, 800          // out: the address that a signal reports
        .set RECORD_WINDOW, 1024
        .set WINDOW_BYTES, 256
        .set MAX_CASES, 4096

        // Linux include/uapi/asm-generic/unistd.h, signal.h; arch/arm64 ucontext.h, sigcontext.h
        .set SYS_READ, 63
        .set SYS_WRITE, 64
        .set SYS_EXIT, 93
        .set SYS_SIGALTSTACK, 132
        .set SYS_RT_SIGACTION, 134
        .set SYS_MPROTECT, 226
        .set SIGINFO_ADDRESS, 16
        .set UCONTEXT_REGISTERS, 184
        .set UCONTEXT_SP, 432
        .set UCONTEXT_PSTATE, 448

        .text
        .global _start
_start:
        adr     x0, alternate_stack
        mov     x1, #0
        mov     x8, #SYS_SIGALTSTACK
        svc     #0
        mov     x19, #1
1:      mov     x0, x19                 // every signal; those that cannot be caught just say so
        adr     x1, action
        mov     x2, #0
        mov     x3, #8
        mov     x8, #SYS_RT_SIGACTION
        svc     #0
        add     x19, x19, #1
        cmp     x19, #31
        b.ls    1b

        ldr     x0, =guard_page
        mov     x1, #4096
        mov     x2, #0                  // PROT_NONE
        mov     x8, #SYS_MPROTECT
        svc     #0

        ldr     x19, =records
        mov     x20, x19
2:      mov     x0, #0
        mov     x1, x20
        mov     x2, #0x10000
        mov     x8, #SYS_READ
        svc     #0
        cmp     x0, #0
        b.lt    failed
        add     x20, x20, x0
        b.ne    2b
        adr     x28, current
        str     x19, [x28]
        adr     x28, end
        str     x20, [x28]

        ldr     x21, =slots             // word, branch to save
        adr     x28, slot
        str     x21, [x28]
        adr     x22, save
        mov     x23, x19
3:      cmp     x23, x20
        b.hs    4f
        ldr     w0, [x23, #RECORD_WORD]
        str     w0, [x21]
        add     x1, x21, #4
        sub     x1, x22, x1
        ubfx    x1, x1, #2, #26
        mov     w2, #0x14000000         // b
        orr     w1, w1, w2
        str     w1, [x21, #4]
        dc      cvau, x21
        dsb     ish
        ic      ivau, x21
        add     x21, x21, #16
        add     x23, x23, #RECORD_BYTES
        b       3b
4:      dsb     ish
        isb

next:   adr     x28, current
        ldr     x28, [x28]
        adr     x1, end
        ldr     x1, [x1]
        cmp     x28, x1
        b.hs    finished
        ldr     x1, =window
        add     x2, x28, #RECORD_WINDOW
        mov     x3, #WINDOW_BYTES
        bl      copy
        ldr     x1, [x28, #RECORD_SP]
        mov     sp, x1
        ldr     x1, [x28, #RECORD_NZCV]
        msr     nzcv, x1
        ldr     x1, [x28, #RECORD_FPCR]
        msr     fpcr, x1
        ldr     x1, [x28, #RECORD_FPSR]
        msr     fpsr, x1
        .irp    n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
        ldr     q\n, [x28, #RECORD_V + 16 * \n]
        .endr
        .irp    n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,29,30
        ldr     x\n, [x28, #8 * \n]
        .endr
        ldr     x28, slot
        clrex
        br      x28

save:   ldr     x28, current
        .irp    n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,29,30
        str     x\n, [x28, #8 * \n]
        .endr
        mov     x1, sp
        str     x1, [x28, #RECORD_SP]
        mrs     x1, nzcv
        str     x1, [x28, #RECORD_NZCV]
        mov     x0, #0
        mov     x2, #0

        // x0: signal number, x2: reported address, x28: the record
save_common:
        str     x0, [x28, #RECORD_WORD]
        str     x2, [x28, #RECORD_FAULT]
        mrs     x1, fpcr
        str     x1, [x28, #RECORD_FPCR]
        mrs     x1, fpsr
        str     x1, [x28, #RECORD_FPSR]
        .irp    n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
        str     q\n, [x28, #RECORD_V + 16 * \n]
        .endr
        add     x1, x28, #RECORD_WINDOW
        ldr     x2, =window
        mov     x3, #WINDOW_BYTES
        bl      copy
        add     x0, x28, #RECORD_BYTES
        adr     x1, current
        str     x0, [x1]
        adr     x1, slot
        ldr     x0, [x1]
        add     x0, x0, #16
        str     x0, [x1]
        b       next

        // A signal: x0 its number, x1 siginfo, x2 ucontext. The vector registers still are the case's.
handler:
        ldr     x28, current
        add     x3, x2, #UCONTEXT_REGISTERS
        mov     x4, #0
1:      ldr     x5, [x3, x4]
        str     x5, [x28, x4]
        add     x4, x4, #8
        cmp     x4, #UCONTEXT_SP - UCONTEXT_REGISTERS
        b.ls    1b
        ldr     x5, [x2, #UCONTEXT_PSTATE]
        and     x5, x5, #0xf0000000
        str     x5, [x28, #RECORD_NZCV]
        ldr     x2, [x1, #SIGINFO_ADDRESS]
        b       save_common

        // Copies x3 bytes (a multiple of 16) from x2 to x1.
copy:   ldp     x4, x5, [x2], #16
        stp     x4, x5, [x1], #16
        subs    x3, x3, #16
        b.ne    copy
        ret

finished:
        ldr     x19, =records
        adr     x20, end
        ldr     x20, [x20]
5:      subs    x2, x20, x19
        b.eq    6f
        mov     x0, #1
        mov     x1, x19
        mov     x8, #SYS_WRITE
        svc     #0
        cmp     x0, #0
        b.lt    failed
        add     x19, x19, x0
        b       5b
6:      mov     x0, #0
        mov     x8, #SYS_EXIT
        svc     #0
failed: mov     x0, #1
        mov     x8, #SYS_EXIT
        svc     #0

        .ltorg

        .org    0x1000
slots:  .skip   16 * MAX_CASES
        .org    0x11000                 // what is written while cases run shares no page with code
current: .quad  0                       // record of the running case
slot:   .quad   0                       // its slot
end:    .quad   0                       // behind the last record
alternate_stack:                        // struct stack_t
        .quad   signal_stack, 0, 0x10000
action: .quad   handler, 0x4c000004, 0, 0       // struct sigaction: SA_ONSTACK | SA_NODEFER | SA_SIGINFO | SA_RESTORER

        .org    0x12000 - WINDOW_BYTES
window: .skip   WINDOW_BYTES
guard_page:
        .skip   0x1000

        .bss
        .balign 4096
signal_stack:
        .skip   0x10000
records:
        .skip   RECORD_BYTES * MAX_CASES + 0x10000
