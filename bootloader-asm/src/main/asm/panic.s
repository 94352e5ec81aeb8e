// The nucleus found itself in a state that must not be: say everything known, stop the machine.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.text
// in: x0 = reason. Does not return.
.global panic
panic:
  mov x19, x0
  mov x20, x30
  message "[nucleus] panic: "
  mov x0, x19
  bl print_string
  message ", called from "
  mov x0, x20
  bl print_hexadecimal
  message "\n"
  b power_off_after_error

// An exception that the nucleus cannot have: registers as they are at the vector. Does not return.
.global panic_exception
panic_exception:
  msr tpidr_el0, x0                   // the program is lost: its thread pointer makes room
  mrs x0, tpidr_el1
  ldr x0, [x0, #CPU_STACK_TOP]
  sub x0, x0, #256
  stp x2, x3, [x0, #16]
  mov x2, sp
  str x2, [x0, #248]
  mov sp, x0
  mrs x2, tpidr_el0
  stp x2, x1, [x0]
  stp x4, x5, [x0, #32]
  stp x6, x7, [x0, #48]
  stp x8, x9, [x0, #64]
  stp x10, x11, [x0, #80]
  stp x12, x13, [x0, #96]
  stp x14, x15, [x0, #112]
  stp x16, x17, [x0, #128]
  stp x18, x19, [x0, #144]
  stp x20, x21, [x0, #160]
  stp x22, x23, [x0, #176]
  stp x24, x25, [x0, #192]
  stp x26, x27, [x0, #208]
  stp x28, x29, [x0, #224]
  str x30, [x0, #240]
  mov x19, sp
  message "[nucleus] panic: exception class "
  mrs x20, esr_el1
  lsr x21, x20, #ESR_EC_SHIFT
  mov x0, x21
  bl print_hexadecimal
  address x22, exception_classes
1:
  ldp x0, x1, [x22], #16
  cbz x1, 2f
  cmp x0, x21
  b.ne 1b
  mov x0, x1
  bl print_string
2:
  message "\n[nucleus] esr "
  mov x0, x20
  bl print_hexadecimal
  message " far "
  mrs x0, far_el1
  bl print_hexadecimal
  message " pc "
  mrs x0, elr_el1
  bl print_hexadecimal
  message " pstate "
  mrs x0, spsr_el1
  bl print_hexadecimal
  mov x20, #0
3: // four registers a line
  tst x20, #3
  b.ne 4f
  message "\n[nucleus]"
4:
  message " x"
  mov x0, x20
  bl print_decimal
  message "="
  ldr x0, [x19, x20, lsl #3]
  bl print_hexadecimal
  add x20, x20, #1
  cmp x20, #31
  b.lo 3b
  message " sp="
  ldr x0, [x19, #248]
  bl print_hexadecimal
  message "\n"
  b power_off_after_error

.section .rodata, "a"
.balign 8
exception_classes:
  .quad EC_UNKNOWN, text_unknown
  .quad EC_ILLEGAL_STATE, text_illegal_state
  .quad EC_INSTRUCTION_ABORT_SAME, text_instruction_abort
  .quad EC_DATA_ABORT_SAME, text_data_abort
  .quad EC_PC_ALIGNMENT, text_pc_alignment
  .quad EC_SP_ALIGNMENT, text_sp_alignment
  .quad 0, 0
text_unknown: .asciz " (undefined instruction)"
text_illegal_state: .asciz " (illegal execution state)"
text_instruction_abort: .asciz " (instruction abort in the nucleus)"
text_data_abort: .asciz " (data abort in the nucleus)"
text_pc_alignment: .asciz " (misaligned PC)"
text_sp_alignment: .asciz " (misaligned SP)"
