// Boot code for the documentation of linker scripts: prints kernel's message on the UART and turns the machine off.
.section .boot, "ax"
.global _start
_start:
  adrp x1, message
  add x1, x1, :lo12:message
  mov x2, #0x09000000                 // PL011 of QEMU's virt
1:
  ldrb w3, [x1], #1
  cbz w3, 2f
  strb w3, [x2]
  b 1b
2:
  movz w0, #0x8400, lsl #16           // PSCI SYSTEM_OFF
  movk w0, #0x0008
  hvc #0
3:
  wfi
  b 3b
