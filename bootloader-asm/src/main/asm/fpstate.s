// FP/SIMD state of the threads: the only unit that names FP/SIMD registers. They hold the program's values all the
// time; a thread's state is stored when another thread needs the registers, not when it merely enters the nucleus.
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
// Give the registers (and TPIDR_EL0) to thread x28. clobbers: x0-x3.
.global fp_switch
fp_switch:
  mrs x2, tpidr_el1
  ldr x0, [x2, #CPU_FP_OWNER]
  cmp x0, x28
  b.eq 1f
  str x28, [x2, #CPU_FP_OWNER]
  mov x3, x30
  cbz x0, 2f
  bl fp_store
2:
  mov x30, x3
  b fp_load
1:
  ret

// Store the live registers into x28, which owns them (it runs or ran last). clobbers: x0-x2.
.global fp_save_current
fp_save_current:
  mov x0, x28
// Store the live registers into a thread. in: x0 = thread. clobbers: x0-x2.
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
  str xzr, [x0, #CPU_FP_OWNER]
1:
  ret
