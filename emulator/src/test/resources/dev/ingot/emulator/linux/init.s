// PID 1: prints the kernel's name and release and the number of CPUs it may run on, and powers off.
    .equ SYS_WRITE, 64
    .equ SYS_SCHED_GETAFFINITY, 123
    .equ SYS_REBOOT, 142
    .equ SYS_UNAME, 160
    .equ UTSNAME_FIELD, 65              // struct new_utsname: six fields of 65 bytes
    .equ LINUX_REBOOT_MAGIC1, 0xfee1dead
    .equ LINUX_REBOOT_MAGIC2, 672274793
    .equ LINUX_REBOOT_CMD_POWER_OFF, 0x4321fedc

    .text
    .global _start
_start:
    adrp x19, buffer
    add x19, x19, :lo12:buffer
    mov x0, x19
    mov x8, #SYS_UNAME
    svc #0
    adr x0, greeting
    bl print
    mov x0, x19
    bl print
    adr x0, blank
    bl print
    add x0, x19, #2 * UTSNAME_FIELD
    bl print
    mov x0, #0
    mov x1, #128
    mov x2, x19
    mov x8, #SYS_SCHED_GETAFFINITY
    svc #0
    ldr x0, [x19]
    fmov d0, x0
    cnt v0.8b, v0.8b
    addv b0, v0.8b
    fmov w1, s0
    adr x0, cpus
    add w1, w1, #'0'
    adrp x2, cpus
    add x2, x2, :lo12:cpus
    strb w1, [x2, #2]
    mov x0, x2
    bl print
    ldr x0, =LINUX_REBOOT_MAGIC1
    ldr x1, =LINUX_REBOOT_MAGIC2
    ldr x2, =LINUX_REBOOT_CMD_POWER_OFF
    mov x8, #SYS_REBOOT
    svc #0
    b .

// In: x0 = a string that ends with a zero byte; writes it to standard output. Clobbers x0 to x3, x8.
print:
    mov x1, x0
    mov x2, #0
1:  ldrb w3, [x1, x2]
    cbz w3, 2f
    add x2, x2, #1
    b 1b
2:  mov x0, #1
    mov x8, #SYS_WRITE
    svc #0
    ret

greeting: .asciz "init on "
blank:  .asciz " "
    .ltorg
    .data
    .balign 8
cpus:   .asciz ", 0 CPUs\n"
    .bss
    .balign 8
buffer: .skip 512
