// A boot object for a Go c-archive: sets the stack and calls into the archive.
    .section .boot, "ax"
    .globl _start
_start:
    ldr     x0, =__stack_top
    mov     sp, x0
    mov     x0, #1
    bl      Answer
1:  wfe
    b       1b

    .section .vectors, "ax"
    .rept   16                      // VBAR_EL1's 16 entries of 128 bytes (Arm ARM, D1.3.1)
    b       .
    .balign 128
    .endr

// glibc's crt1.o has it for programs that are not position independent.
    .text
    .globl _dl_relocate_static_pie
_dl_relocate_static_pie:
    ret
