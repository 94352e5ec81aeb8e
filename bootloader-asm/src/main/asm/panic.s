// The nucleus found itself in a state that must not be: say everything known, stop the machine.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.equ MAX_TRACE, 16                    // return addresses
.equ MAX_THREADS_SHOWN, 16
.equ OPCODE_BL, 0x25                  // bits 31-26 (C6.2.34)
.equ OPCODE_BLR, 0xd63f0000 >> 10     // bits 31-10 (C6.2.35)

.text
// in: x0 = reason. Does not return.
.global panic
panic:
  mov x1, sp
  mov x19, x0
  mov x20, x30
  mov x21, x1
  bl panic_enter
  message "[nucleus] panic: "
  mov x0, x19
  bl print_string
  message ", called from "
  mov x0, x20
  bl print_hexadecimal
  message "\n"
  mov x0, x21
  b panic_context

// One CPU tells of one panic. Returns for that; another CPU waits here until the machine stops, and an exception while a
// panic is told ends the telling. clobbers: x0, x22-x24.
panic_enter:
  address x22, panicking
  mrs x23, tpidr_el1
  ldp x24, x0, [x22]
  cbnz x24, 1f
  str x23, [x22]
  ret
1:
  cmp x24, x23
  b.ne 2f
  str x23, [x22, #8]
  cbnz x0, power_off_at_once
  message "\n"
  b power_off_after_error
2:
  wfi
  b 2b

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
  bl panic_enter
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
  mrs x0, tpidr_el1
  ldr x0, [x0, #CPU_STACK_TOP]
  ldr x1, [x19, #248]
  sub x0, x0, x1
  mov x1, #NUCLEUS_STACK_USABLE
  cmp x0, x1
  b.ls 3f
  message ", off the nucleus stack"
3:
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
  ldr x0, [x19, #248]

// What led here: return addresses on the stack, and the last syscall of some threads, those on CPUs with a star. A leaf call
// (syscalls.s) leaves no trace in the thread, so the line does not claim that there was none since.
// ingot adds the names of the addresses (docs/contracts.md, section 3). in: x0 = stack pointer. Does not return.
panic_context:
  mov x21, x0
  mrs x22, tpidr_el1
  ldr x22, [x22, #CPU_STACK_TOP]
  sub x0, x22, x21
  mov x1, #NUCLEUS_STACK_SIZE
  cmp x0, x1
  b.hi 5f                             // no stack of the nucleus: nothing to read there
  message "[nucleus] stack:"
  mov x23, #MAX_TRACE
1:
  cmp x21, x22
  b.hs 4f
  ldr x20, [x21], #8
  address x0, __text_start
  address x1, __text_end
  cmp x20, x0
  b.ls 1b
  cmp x20, x1
  b.hs 1b
  tst x20, #3
  b.ne 1b
  ldr w0, [x20, #-4]
  lsr w1, w0, #26
  cmp w1, #OPCODE_BL
  b.eq 2f
  lsr w1, w0, #10
  ldr w2, =OPCODE_BLR
  cmp w1, w2
  b.ne 1b
2:
  message " "
  mov x0, x20
  bl print_hexadecimal
  subs x23, x23, #1
  b.ne 1b
4:
  message "\n"
5:
  load_symbol x20, first_process
  cbz x20, 9f
  ldr x20, [x20, #P_THREADS]
  mov x23, #MAX_THREADS_SHOWN
6:
  cbz x20, 9f
  message "[nucleus] thread "
  ldr x0, [x20, #T_TID]
  bl print_decimal
  ldr x0, [x20, #T_STATE]
  cmp x0, #STATE_RUNNING
  b.ne 7f
  message "*"
7:
  message ": last syscall but for leaves "
  ldr x0, [x20, #T_X8]
  bl print_decimal
  mov x22, #0
8:
  message " "
  ldr x0, [x20, x22, lsl #3]
  bl print_hexadecimal
  add x22, x22, #1
  cmp x22, #6
  b.lo 8b
  message " pc "
  ldr x0, [x20, #T_PC]
  bl print_hexadecimal
  message "\n"
  ldr x20, [x20, #T_THREAD_NEXT]
  subs x23, x23, #1
  b.ne 6b
9:
  b power_off_after_error
.ltorg

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

.bss
.balign 8
panicking: .skip 16                   // CPU_* of the CPU that tells of its panic, and again once it has had another
