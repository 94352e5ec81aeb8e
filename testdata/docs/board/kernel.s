// The kernel that boot.s starts: a constant.
.section .rodata
.global message
message: .asciz "kernel: linked by ingot linker-script\n"
