// The first instructions of the linked kernel, for GNU as: an arm64 Image header, so that boot loaders take the flat
// file, then what a Go function needs. MMU off. runtime.g0 and runtime.m0 are local symbols that objcopy made global.
    .equ    CPACR_FPEN, 3 << 20             // FP and SIMD do not trap
    .equ    STACK_GUARD, 928                // Go src/runtime/stack.go
    .equ    G_STACK_LO, 0                   // Go src/runtime/runtime2.go, g and m
    .equ    G_STACK_HI, 8
    .equ    G_STACKGUARD0, 16
    .equ    G_STACKGUARD1, 24
    .equ    G_M, 48
    .equ    M_G0, 0

    .section .boot, "ax"
    .globl  _start
_start:
    b       start
    .word   0
    .quad   0                               // text_offset
    .quad   8 << 20                         // image_size, ample
    .quad   0xa                             // little endian, 4 KiB pages, anywhere
    .quad   0, 0, 0
    .ascii  "ARM\x64"
    .word   0

start:
    mov     x0, #CPACR_FPEN
    msr     cpacr_el1, x0
    isb
    ldr     x0, =__stack_top
    mov     sp, x0
    ldr     x0, =__data_load
    ldr     x1, =__data_start
    ldr     x2, =__data_end
1:  cmp     x1, x2
    b.hs    2f
    ldr     x3, [x0], #8
    str     x3, [x1], #8
    b       1b
2:  ldr     x1, =__bss_start
    ldr     x2, =__bss_end
3:  cmp     x1, x2
    b.hs    4f
    str     xzr, [x1], #8
    b       3b
4:  ldr     x28, =runtime.g0
    ldr     x0, =runtime.m0
    str     x0, [x28, #G_M]
    str     x28, [x0, #M_G0]
    ldr     x0, =__stack_bottom
    ldr     x1, =__stack_top
    str     x0, [x28, #G_STACK_LO]
    str     x1, [x28, #G_STACK_HI]
    add     x0, x0, #STACK_GUARD
    str     x0, [x28, #G_STACKGUARD0]
    str     x0, [x28, #G_STACKGUARD1]
    mov     x29, xzr
    bl      main.KernelMain
5:  wfe
    b       5b

    .section .vectors, "ax"
    .rept   16                              // VBAR_EL1's 16 entries of 128 bytes (Arm ARM, D1.3.1)
    b       .
    .balign 128
    .endr
