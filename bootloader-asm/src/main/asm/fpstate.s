// FP/SIMD state of the threads: the only unit that names FP/SIMD registers. They hold the program's values all the
// time; a thread's state is stored when it leaves the CPU to another thread or to idleness, not when it merely enters
// the nucleus: so whatever CPU runs it next finds the newest values in T_V. It is not loaded again when the thread comes
// back to the CPU where it ran last and nobody used the registers in between.
.include "macros.inc"
.include "layout.inc"

// fp_registers OP: OP = ldp or stp over v0-v31 at x1.
.macro fp_registers op:req
  \op q0, q1, [x1, #0]
  \op q2, q3, [x1, #32]
  \op q4, q5, [x1, #64]
  \op q6, q7, [x1, #96]
  \op q8, q9, [x1, #128]
  \op q10, q11, [x1, #160]
  \op q12, q13, [x1, #192]
  \op q14, q15, [x1, #224]
  \op q16, q17, [x1, #256]
  \op q18, q19, [x1, #288]
  \op q20, q21, [x1, #320]
  \op q22, q23, [x1, #352]
  \op q24, q25, [x1, #384]
  \op q26, q27, [x1, #416]
  \op q28, q29, [x1, #448]
  \op q30, q31, [x1, #480]
.endm

.text
// Give the registers (and TPIDR_EL0) to thread x28, which will run on this CPU. clobbers: x0-x4.
.global fp_switch
fp_switch:
  mrs x4, tpidr_el1
  mov x1, #1
  ldp x0, x2, [x4, #CPU_FP_OWNER]     // and CPU_FP_DIRTY
  ldr x3, [x28, #T_CPU]
  str x1, [x4, #CPU_FP_DIRTY]         // the thread may change them from now on
  cmp x0, x28
  ccmp x3, x4, #0, eq                 // it may have run elsewhere since
  b.eq 1f
  str x28, [x4, #CPU_FP_OWNER]
  str x4, [x28, #T_CPU]
  cbz x2, fp_load
  mov x3, x30
  bl fp_store
  mov x30, x3
  b fp_load
1:
  ret

// No thread runs on this CPU: store what the last one left in the registers. clobbers: x0-x3.
.global fp_flush
fp_flush:
  mrs x3, tpidr_el1
  ldp x0, x1, [x3, #CPU_FP_OWNER]     // and CPU_FP_DIRTY
  cbz x1, 1f
  str xzr, [x3, #CPU_FP_DIRTY]
  b fp_store
1:
  ret

// Store the live registers into x28, which owns them (it runs or ran last). clobbers: x0-x2.
.global fp_save_current
fp_save_current:
  mov x0, x28
// Store the live registers into a thread. in: x0 = thread. clobbers: x1, x2.
.global fp_store
fp_store:
  mrs x1, fpsr
  mrs x2, fpcr
  str w1, [x0, #T_FPSR]
  str w2, [x0, #T_FPCR]
  mrs x1, tpidr_el0
  str x1, [x0, #T_TPIDR]
  add x1, x0, #T_V
  fp_registers stp
  ret

// Load the registers from x28. clobbers: x0, x1.
.global fp_load
fp_load:
  ldr w0, [x28, #T_FPSR]
  ldr w1, [x28, #T_FPCR]
  msr fpsr, x0
  msr fpcr, x1
  ldr x0, [x28, #T_TPIDR]
  msr tpidr_el0, x0
  add x1, x28, #T_V
  fp_registers ldp
  ret

// Forget a thread that ends. in: x28 = thread. clobbers: x0, x1.
.global fp_release
fp_release:
  mrs x0, tpidr_el1
  ldr x1, [x0, #CPU_FP_OWNER]
  cmp x1, x28
  b.ne 1f
  stp xzr, xzr, [x0, #CPU_FP_OWNER]   // and CPU_FP_DIRTY
1:
  ret
