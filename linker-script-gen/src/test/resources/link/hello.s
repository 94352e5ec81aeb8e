// A kernel that needs every part: it copies .data, clears .bss, and prints a text that lies in .data.
    .equ    PSCI_SYSTEM_OFF, 0x84000008     // Arm DEN 0022, 5.1.9

    .section .boot, "ax"
    .globl _start
_start:
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
4:  bl      print
    ldr     x0, =PSCI_SYSTEM_OFF
    hvc     #0
    b       .

    .text
// print: writes the text to the console. In: nothing. Clobbers x0 to x2.
print:
    ldr     x0, =text
    ldr     x1, =__board_uart0_start
1:  ldrb    w2, [x0], #1
    cbz     w2, 2f
    str     w2, [x1]
    b       1b
2:  ldr     x0, =zero
    ldr     x2, [x0]
    add     w2, w2, '0'
    str     w2, [x1]
    ret

    .data
text:
    .asciz  "data arrived, bss holds "

    .bss
    .balign 8
zero:
    .skip   8
