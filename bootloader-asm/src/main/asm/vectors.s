// Exception entry and the way back to EL0.
// While the program runs, SP_EL1 is the address of the running thread: an entry from EL0 stores the registers there and
// then takes the CPU's nucleus stack. The nucleus runs with all interrupts masked.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"
.include "lock.inc"
.include "syscalls.inc"

// A vector has room for 32 instructions: what follows the macro belongs to it, or is something short that fits in.
.macro vector
  .balign 128
.endm

// An entry from EL0 stores the program's registers in the thread at SP in two steps, because much needs only the first:
// a system call's answer from the thread itself, and a page that is missing.

// Store the registers that a function may clobber, but for x0 and x1, which are in the thread already. out: x28 = thread,
// x9 = this CPU's block, SP = nucleus stack. x0-x8 keep their values. clobbers: x10.
.macro save_clobbered
  stp x14, x15, [sp, #(T_X + 112)]
  stp x16, x17, [sp, #(T_X + 128)]
  save_few
.endm

// Store those up to x13, for what needs no more. in, out, clobbers: as save_clobbered.
.macro save_few
  stp x2, x3, [sp, #(T_X + 16)]
  stp x4, x5, [sp, #(T_X + 32)]
  stp x6, x7, [sp, #(T_X + 48)]
  stp x8, x9, [sp, #(T_X + 64)]
  stp x10, x11, [sp, #(T_X + 80)]
  stp x12, x13, [sp, #(T_X + 96)]
  stp x28, x29, [sp, #(T_X + 224)]
  str x30, [sp, #T_X30]
  mov x28, sp
  mrs x9, tpidr_el1
  ldr x10, [x9, #CPU_STACK_TOP]
  mov sp, x10
.endm

// The way back from save_clobbered. in: sp = thread. out: x2-x17.
.macro load_clobbered
  ldp x14, x15, [sp, #(T_X + 112)]
  ldp x16, x17, [sp, #(T_X + 128)]
  load_few
.endm

// The way back from save_few. in: sp = thread. out: x2-x13.
.macro load_few
  ldp x2, x3, [sp, #(T_X + 16)]
  ldp x4, x5, [sp, #(T_X + 32)]
  ldp x6, x7, [sp, #(T_X + 48)]
  ldp x8, x9, [sp, #(T_X + 64)]
  ldp x10, x11, [sp, #(T_X + 80)]
  ldp x12, x13, [sp, #(T_X + 96)]
.endm

// Store the others, and where the program goes on. in: x28 = thread, the registers as save_clobbered left them. out: x29 = 0.
// clobbers: x10, x11.
.macro save_preserved
  mrs x10, elr_el1
  mrs x11, spsr_el1
  stp x10, x11, [x28, #T_PC]
  mrs x10, sp_el0
  str x10, [x28, #T_SP]
  stp x18, x19, [x28, #(T_X + 144)]
  stp x20, x21, [x28, #(T_X + 160)]
  stp x22, x23, [x28, #(T_X + 176)]
  stp x24, x25, [x28, #(T_X + 192)]
  stp x26, x27, [x28, #(T_X + 208)]
  mov x29, #0
.endm

.macro save_program
  stp x0, x1, [sp, #T_X]
  save_clobbered
  save_preserved
.endm

.text
.balign 2048
// VBAR_EL1. Keeps all registers until save_program or a panic has stored them. AArch32 at EL0, which the last four vectors
// would be for, is a state that no exception return of the nucleus leads to.
.global exception_vectors
exception_vectors:
  vector                              // current EL with SP_EL0: never used
nucleus_unexpected:
  b panic_exception
program_unexpected:
  save_program
  b panic_exception

  vector
  b panic_exception
// A system call that ROW_BRIEF describes. in: x1 = handler + ROW_BRIEF; the program's x0 and x1 are in the thread at SP.
syscall_briefly:
  save_few
  mrs x10, elr_el1                    // a fault on the program's memory would change them
  mrs x11, spsr_el1
  stp x10, x11, [x28, #T_PC]
  take_lock x9
  sub x9, x1, #ROW_BRIEF
  ldp x0, x1, [x28, #T_X]
  br x9

  vector
  b panic_exception
// End of a brief_* handler (syscalls.s). in: x0 = result, x28 = thread, this CPU holds the lock. Does not return.
.global brief_return
brief_return:
  str x0, [x28, #T_X]
  mrs x9, tpidr_el1
  ldp x10, x11, [x28, #T_PC]
  msr elr_el1, x10
  msr spsr_el1, x11
  // falls through

// Back to the program from what kept x14-x27, SP_EL0, ELR_EL1 and SPSR_EL1, and changed nothing that signals or the timer
// ask about. in: x28 = thread, x9 = this CPU's block, which holds the lock. Does not return.
resume_few:
  drop_lock x9, x10
  mov sp, x28
  load_few
  ldr x30, [sp, #T_X30]
  ldp x28, x29, [sp, #(T_X + 224)]
  ldp x0, x1, [sp, #(T_X + 0)]
  eret

  vector
  b panic_exception
// Signals wait for x28. in: x0 = those that it can take now. Does not return.
signals_before_return:
  mrs x1, tpidr_el1
  ldr x2, [x1, #CPU_LOCK_HELD]
  cbnz x2, signal_deliver
  bl nucleus_lock_acquire
  b return_to_program                 // another thread may have taken one that was for the process

// A call that had blocked on a file is over: drop its reference. in: x0 = file.
syscall_release_file:
  bl descriptor_release_held
  b return_to_program

// The stack is used up or SP is lost: panic_exception takes a stack of its own.
nucleus_stack_overflow:
  mrs x0, tpidrro_el0
  b panic_exception

// Current EL with SP_EL1. An exception in the nucleus itself: a fault on the program's memory inside the copy routines is
// resolved or turned into their error return; anything else is a bug in the nucleus. Keeps all registers.
  vector
  msr tpidrro_el0, x0                 // a place that nobody uses
  mrs x0, tpidr_el1
  ldr x0, [x0, #CPU_STACK_TOP]
  sub x0, sp, x0
  add x0, x0, #NUCLEUS_STACK_USABLE
  tbnz x0, #63, nucleus_stack_overflow
  mrs x0, tpidrro_el0
  msr tpidrro_el0, xzr
  sub sp, sp, #192
  stp x0, x1, [sp, #0]
  stp x2, x3, [sp, #16]
  stp x4, x5, [sp, #32]
  stp x6, x7, [sp, #48]
  stp x8, x9, [sp, #64]
  stp x10, x11, [sp, #80]
  stp x12, x13, [sp, #96]
  stp x14, x15, [sp, #112]
  stp x16, x17, [sp, #128]
  stp x29, x30, [sp, #144]
  b nucleus_fault

  vector
  b panic_exception
  vector
  b panic_exception
  vector
  b panic_exception

// EL0, AArch64.
  vector
  stp x0, x1, [sp, #T_X]
  mrs x0, esr_el1
  ubfx x1, x0, #ESR_EC_SHIFT, #ESR_EC_BITS
  cmp x1, #EC_SVC64
  b.ne program_fault
  cmp x8, #SYSCALL_ROWS
  b.hs syscall_without_row
  address x1, syscall_table
  add x1, x1, x8, lsl #SYSCALL_ROW_SHIFT
  ldrsw x0, [x1]
  add x1, x1, x0                      // handler and ROW_*
  tbz x1, #ROW_LEAF_OR_BRIEF_BIT, syscall_with_all_saved
  tbnz x1, #ROW_BRIEF_BIT, syscall_briefly
  sub x1, x1, #ROW_LEAF
  br x1
syscall_without_row:
  mov x0, #0
  mov x1, #0
  b syscall_with_all_saved

  vector
  save_program
  b program_interrupt
  vector
  b program_unexpected
  vector
  b program_unexpected

program_interrupt:
  bl nucleus_lock_acquire
  bl gic_handle_interrupt
  b schedule_from_interrupt

// A system call as most are. in: x0 = 0 when it has no handler, x1 = handler + ROW_*; the program's x0 and x1 are in the
// thread at SP. Does not return.
syscall_with_all_saved:
  save_clobbered
  save_preserved
  tbz x1, #ROW_WITHOUT_LOCK_BIT, 1f
  sub x9, x1, #ROW_WITHOUT_LOCK
  ldp x0, x1, [x28, #T_X]
  br x9
1:
  take_lock x9
  stp xzr, xzr, [x28, #T_PROGRESS]    // nothing moved yet, no deadline (T_SAVED_DEADLINE),
  stp xzr, xzr, [x28, #T_NO_BLOCK]    // and no file named (T_FILE)
  cbz x0, syscall_unknown
  mov x9, x1
  ldp x0, x1, [x28, #T_X]
  br x9                               // x2-x5 are still the program's

// A synchronous exception that is no system call. in: x0 = ESR, x1 = its EC; the program's x0 and x1 are in the thread at SP.
program_fault:
  save_few
  bic x2, x1, #(EC_INSTRUCTION_ABORT_LOWER ^ EC_DATA_ABORT_LOWER)
  cmp x2, #EC_INSTRUCTION_ABORT_LOWER
  b.ne 1f
  take_lock x9
  mov x1, x0
  mrs x0, far_el1
  bl fault_resolve
  mrs x9, tpidr_el1
  cbz x0, resume_few
  drop_lock x9, x10
1: // a signal: the handler may want all registers
  stp x14, x15, [x28, #(T_X + 112)]
  stp x16, x17, [x28, #(T_X + 128)]
  save_preserved
  bl nucleus_lock_acquire
  mrs x1, esr_el1
  ubfx x2, x1, #ESR_EC_SHIFT, #ESR_EC_BITS
  b fault_from_program

// What follows in the vector of the nucleus's own exceptions. x0-x17, x29 and x30 are at SP.
nucleus_fault:
  mrs x2, elr_el1
  mrs x3, spsr_el1
  stp x2, x3, [sp, #160]
  mrs x1, esr_el1
  lsr x4, x1, #ESR_EC_SHIFT
  cmp x4, #EC_DATA_ABORT_SAME
  b.ne 9f
  address x4, usercopy_start
  address x5, usercopy_end
  cmp x2, x4
  b.lo 9f
  cmp x2, x5
  b.hs 9f
  // a call that answers without the lock takes it for the fault
  mrs x2, tpidr_el1
  ldr x2, [x2, #CPU_LOCK_HELD]
  str x2, [sp, #176]
  cbnz x2, 2f
  bl nucleus_lock_acquire             // keeps x1
2:
  mrs x0, far_el1
  bl fault_resolve
  ldr x2, [sp, #176]
  cbnz x2, 3f
  bl nucleus_lock_release             // keeps x0
3:
  ldp x2, x3, [sp, #160]
  cbz x0, 1f
  address x2, usercopy_failed
1:
  msr elr_el1, x2
  msr spsr_el1, x3
  ldp x0, x1, [sp, #0]
  ldp x2, x3, [sp, #16]
  ldp x4, x5, [sp, #32]
  ldp x6, x7, [sp, #48]
  ldp x8, x9, [sp, #64]
  ldp x10, x11, [sp, #80]
  ldp x12, x13, [sp, #96]
  ldp x14, x15, [sp, #112]
  ldp x16, x17, [sp, #128]
  ldp x29, x30, [sp, #144]
  add sp, sp, #192
  eret
9:
  address x4, semihosting_call
  cmp x2, x4
  b.eq power_off_by_psci              // nobody serves semihosting here
  ldp x0, x1, [sp, #0]
  ldp x2, x3, [sp, #16]
  ldp x4, x5, [sp, #32]
  add sp, sp, #192
  b panic_exception

// End of every syscall. in: x0 = result, x28 = thread. Does not return.
.global syscall_return
syscall_return:
  str x0, [x28, #T_X]
  ldr x0, [x28, #T_HELD_FILE]
  cbnz x0, syscall_release_file

// Back to the program, through its pending signals. in: x28 = thread. Does not return.
.global return_to_program
return_to_program:
  ldr x0, [x28, #T_PENDING]
  ldr x1, [x28, #T_PROCESS]
  ldr x1, [x1, #P_PENDING]
  orr x0, x0, x1
  ldr x1, [x28, #T_SIGMASK]
  bics x0, x0, x1
  b.ne signals_before_return

// Back to the program without looking at signals. The exception return clears the exclusive monitor (Arm ARM B2.9.4),
// so that no STXR of this thread pairs with another one's LDXR. in: x28 = thread. Does not return.
.global resume_program
resume_program:
  mrs x1, tpidr_el1
  ldp x2, x3, [x1, #CPU_TIMER_STALE]  // and CPU_LOCK_HELD
  cbnz x2, 2f
  cbz x3, 1f
  drop_lock x1, x2
1:
  mov sp, x28
  ldp x0, x1, [sp, #T_PC]
  msr elr_el1, x0
  msr spsr_el1, x1
  ldp x30, x0, [sp, #T_X30]
  msr sp_el0, x0
  ldp x0, x1, [sp, #(T_X + 0)]
  load_clobbered
  ldp x18, x19, [sp, #(T_X + 144)]
  ldp x20, x21, [sp, #(T_X + 160)]
  ldp x22, x23, [sp, #(T_X + 176)]
  ldp x24, x25, [sp, #(T_X + 192)]
  ldp x26, x27, [sp, #(T_X + 208)]
  ldp x28, x29, [sp, #(T_X + 224)]
  eret
2: // somebody became runnable or went to sleep since the timer was set
  ldr x0, [x1, #CPU_STACK_TOP]
  mov sp, x0
  bl timer_program
  b resume_program
