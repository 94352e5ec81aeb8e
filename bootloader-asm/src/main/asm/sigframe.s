// Signal frames: entering a handler and rt_sigreturn, as Linux arch/arm64/kernel/signal.c lays them out (offsets
// FRAME_*).
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

// copy_words: copy bytes within the nucleus. in: x0 = to, x1 = from, x2 = bytes (multiple of 8). clobbers: x0-x3.
.macro copy_words
1:
  ldr x3, [x1], #8
  str x3, [x0], #8
  subs x2, x2, #8
  b.ne 1b
.endm

.text
// Let x28 enter a signal handler. in: x19 = signal, x20 = its action, x21 = si_code, x22 = si_addr or as signal_take has it,
// x25 = si_value, x28. Does not return.
.global signal_enter_handler
signal_enter_handler:
  mrs x0, tpidr_el1
  ldr x0, [x0, #CPU_STACK_TOP]
  sub sp, x0, #FRAME_HEADER_SIZE
  bl frame_address
  mov x23, x0                         // frame
  // the frame's head is put together on the nucleus stack
  mov x0, sp
  mov x1, #FRAME_HEADER_SIZE
1:
  stp xzr, xzr, [x0], #16
  subs x1, x1, #16
  b.ne 1b
  str w19, [sp, #SIGINFO_SIGNO]
  str w21, [sp, #SIGINFO_CODE]
  stp x22, x25, [sp, #SIGINFO_ADDRESS] // and SIGINFO_VALUE
  ldr x0, [x28, #T_ALTSTACK_SP]
  ldr x1, [x28, #T_ALTSTACK_FLAGS]
  ldr x2, [x28, #T_ALTSTACK_SIZE]
  stp x0, x1, [sp, #FRAME_UC_STACK]
  str x2, [sp, #FRAME_UC_STACK + 16]
  bl signal_mask_to_save
  str x0, [sp, #FRAME_UC_SIGMASK]
  cmp w21, #0                         // a fault: its address also goes into the mcontext
  csel x0, x22, xzr, gt
  str x0, [sp, #FRAME_FAULT_ADDRESS]
  add x0, sp, #FRAME_REGISTERS
  mov x1, x28
  mov x2, #FRAME_REGISTERS_SIZE
  copy_words
  bl fp_save_current
  ldr w0, =FPSIMD_MAGIC
  mov w1, #FPSIMD_SIZE
  add x2, sp, #FRAME_FPSIMD
  stp w0, w1, [x2]
  add x0, sp, #FRAME_FPSIMD_STATE
  add x1, x28, #T_FPSR
  mov x2, #FRAME_FPSIMD_STATE_SIZE
  copy_words
  mov x0, x23
  mov x1, sp
  mov x2, #FRAME_HEADER_SIZE
  bl copy_to_user
  cbnz x0, 9f
  // frame record above, for unwinders
  mov x2, #FRAME_SIZE
  add x24, x23, x2
  mov x0, x24
  add x1, x28, #T_X29
  mov x2, #16
  bl copy_to_user
  cbnz x0, 9f
  ldr x0, [x20, #SIGACTION_HANDLER]
  str x0, [x28, #T_PC]
  str x19, [x28, #(T_X + 0)]
  str x23, [x28, #(T_X + 8)]
  add x0, x23, #FRAME_UCONTEXT
  str x0, [x28, #(T_X + 16)]
  str x24, [x28, #T_X29]
  str x23, [x28, #T_SP]
  ldr x0, =(USER_VDSO + VDSO_SIGRETURN_OFFSET)
  str x0, [x28, #T_X30]               // arm64 has no SA_RESTORER
  ldr x0, [x20, #SIGACTION_FLAGS]
  ldr x1, [x28, #T_SIGMASK]
  ldr x2, [x20, #SIGACTION_MASK]
  orr x1, x1, x2
  tbnz x0, #SA_NODEFER_BIT, 2f
  sub x3, x19, #1
  mov x2, #1
  lsl x2, x2, x3
  orr x1, x1, x2
2:
  ldr x2, =SIGNALS_UNBLOCKABLE
  bic x1, x1, x2
  str x1, [x28, #T_SIGMASK]
  tbz x0, #SA_RESETHAND_BIT, 3f
  str xzr, [x20, #SIGACTION_HANDLER]
3:
  b return_to_program                 // another signal may be pending that the handler's mask lets through
9: // no stack for the handler: Linux forces SIGSEGV, which meets the same stack
  str x23, [x28, #T_FAULT_ADDRESS]
  mov x0, #SIGSEGV
  mov x1, #1
  b signal_fatal

// Where the frame goes: the alternate stack when the action asks for it and the thread is not on it yet.
// in: x20 = action, x28. out: x0 = frame, 16-byte aligned. clobbers: x1-x4.
frame_address:
  ldr x0, [x28, #T_SP]
  ldr x1, [x20, #SIGACTION_FLAGS]
  tbz x1, #SA_ONSTACK_BIT, 1f
  ldr x1, [x28, #T_ALTSTACK_FLAGS]
  tbnz x1, #1, 1f                     // SS_DISABLE
  ldr x2, [x28, #T_ALTSTACK_SP]
  ldr x3, [x28, #T_ALTSTACK_SIZE]
  sub x4, x0, x2
  sub x4, x4, #1                      // on the stack: sp < SP <= sp + size
  cmp x4, x3
  b.lo 1f
  add x0, x2, x3
1:
  and x0, x0, #~15
  sub x0, x0, #16                     // frame record
  mov x1, #FRAME_SIZE
  sub x0, x0, x1
  ret

// rt_sigreturn(): back from a handler, with whatever the handler made of the context.
.global sys_rt_sigreturn
sys_rt_sigreturn:
  sub sp, sp, #FRAME_HEADER_SIZE
  ldr x19, [x28, #T_SP]
  tst x19, #15
  b.ne 9f
  mov x0, sp
  mov x1, x19
  mov x2, #FRAME_HEADER_SIZE
  bl copy_from_user
  cbnz x0, 9f
  add x1, sp, #FRAME_FPSIMD
  ldp w0, w1, [x1]
  ldr w2, =FPSIMD_MAGIC
  cmp w0, w2
  b.ne 9f
  cmp w1, #FPSIMD_SIZE
  b.ne 9f
  ldr x20, [x28, #T_PSTATE]
  mov x0, x28
  add x1, sp, #FRAME_REGISTERS
  mov x2, #FRAME_REGISTERS_SIZE
  copy_words
  ldr x0, [x28, #T_PSTATE]            // only the condition flags are the program's to choose
  and x0, x0, #PSTATE_NZCV
  bic x20, x20, #PSTATE_NZCV
  orr x0, x0, x20
  str x0, [x28, #T_PSTATE]
  ldr x0, [sp, #FRAME_UC_SIGMASK]
  ldr x1, =SIGNALS_UNBLOCKABLE
  bic x0, x0, x1
  str x0, [x28, #T_SIGMASK]
  add x0, x28, #T_FPSR
  add x1, sp, #FRAME_FPSIMD_STATE
  mov x2, #FRAME_FPSIMD_STATE_SIZE
  copy_words
  mrs x0, tpidr_el0                   // not part of the frame
  str x0, [x28, #T_TPIDR]
  bl fp_load
  b return_to_program
9:
  str x19, [x28, #T_FAULT_ADDRESS]
  mov x0, #SIGSEGV
  mov x1, #SEGV_MAPERR
  mov x2, x19
  b signal_force
.ltorg
