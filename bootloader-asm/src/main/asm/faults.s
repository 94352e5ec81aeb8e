// Faults of the program: demand paging, or the signal that Linux would send.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"
.include "pagetable.inc"

.equ FAULT_IS_BUS, 3                  // fault_resolve: neither SEGV_MAPERR nor SEGV_ACCERR

// MRS Xt, S3_0_C0_Cm_op2: reads of ID registers (C5.2)
.equ INSN_MRS_ID, 0xd5380
.equ INSN_MRS_ID_SHIFT, 12
.equ ID_MIDR, 0 << 3 | 0              // CRm:op2
.equ ID_PFR0, 4 << 3 | 0
.equ ID_ISAR0, 6 << 3 | 0
.equ ID_ISAR1, 6 << 3 | 1

.text
// Resolve a fault on the program's memory. in: x0 = fault address, x1 = ESR, x28 = thread. out: x0 = 0 when the
// access can be repeated, else SEGV_MAPERR, SEGV_ACCERR or FAULT_IS_BUS. clobbers: x1-x13.
.global fault_resolve
fault_resolve:
  mov x13, x30
  mov x11, x1
  lsr x2, x0, #48
  cbnz x2, 7f                         // nothing of the program lies there
  and x2, x1, #FSC_TYPE_MASK
  cmp x2, #FSC_TRANSLATION
  b.eq 1f
  cmp x2, #FSC_PERMISSION
  b.eq 1f
  cmp x2, #FSC_ACCESS_FLAG
  b.eq 8f
  mov x0, #FAULT_IS_BUS
  ret x13
1: // under the lock the regions say what is allowed: another CPU may have changed it after the access had failed here
  ldr x7, [x28, #T_PROCESS]
  ldr x2, [x7, #P_REGION_HINT]        // as region_find, whose hint is right for most
  cbz x2, 5f
  ldp x3, x4, [x2, #R_START]
  cmp x0, x3
  ccmp x0, x4, #2, hs
  b.hs 5f
11:
  ldr x10, [x2, #R_PROT]
  cbz x10, 8f
  ubfx x3, x11, #ESR_EC_SHIFT, #ESR_EC_BITS
  orr x3, x3, #1
  cmp x3, #EC_INSTRUCTION_ABORT_SAME
  b.eq 2f
  tbz x11, #ESR_ISS_WNR, 3f
  tbnz x11, #ESR_ISS_CM, 3f
  tbnz x10, #1, 3f
  b 8f
2:
  tbz x10, #2, 8f
3:
  entry_by_hint x9, x7, 6f
31:
  ldr x1, [x9]
  cbnz x1, 4f                         // already there (another CPU was first): just repeat, never a second page
  bl page_alloc
  address x1, page_attribute_table
  ldr x1, [x1, x10, lsl #3]
  orr x0, x0, x1
  str x0, [x9]
  dsb ishst                           // before anybody, on any CPU, walks for it; the exception return synchronizes
  tbz x10, #2, 4f
  ic ialluis                          // the frame may have held other code before, on any CPU
  dsb ish
  isb
4:
  mov x0, #0
  ret x13
5:
  mov x12, x0
  bl region_find
  mov x2, x0
  mov x0, x12
  ldr x7, [x28, #T_PROCESS]
  cbnz x2, 11b
  b 7f
6:
  bl page_entry_create
  mov x9, x0
  b 31b
7:
  mov x0, #SEGV_MAPERR
  ret x13
8:
  mov x0, #SEGV_ACCERR
  ret x13

// A synchronous exception of the program that is no SVC. in: x1 = ESR, x2 = its EC, x28 = thread. Does not return.
.global fault_from_program
fault_from_program:
  mov x19, x1
  mrs x20, far_el1
  cmp x2, #EC_DATA_ABORT_LOWER
  b.eq 1f
  cmp x2, #EC_INSTRUCTION_ABORT_LOWER
  b.eq 1f
  ldr x20, [x28, #T_PC]
  cmp x2, #EC_SYSTEM_REGISTER
  b.eq read_id_register
  cmp x2, #EC_UNKNOWN
  b.eq read_id_register
  mov x0, #SIGTRAP
  mov x1, #TRAP_BRKPT
  cmp x2, #EC_BRK64
  b.eq 3f
  mov x0, #SIGBUS
  mov x1, #BUS_ADRALN
  cmp x2, #EC_SP_ALIGNMENT
  b.eq 3f
  cmp x2, #EC_PC_ALIGNMENT
  b.eq 3f
  mov x0, #SIGFPE
  mov x1, #FPE_FLTUNK
  cmp x2, #EC_FLOATING_POINT
  b.eq 3f
illegal_instruction:
  mov x0, #SIGILL
  mov x1, #ILL_ILLOPC
  b 3f
1:
  and x2, x19, #FSC_MASK
  cmp x2, #FSC_ALIGNMENT
  b.eq 2f
  mov x0, x20
  mov x1, x19
  bl fault_resolve
  cbz x0, resume_program
  mov x1, x0
  mov x0, #SIGSEGV
  cmp x1, #FAULT_IS_BUS
  b.ne 3f
2:
  mov x0, #SIGBUS
  mov x1, #BUS_ADRALN
3:
  str x20, [x28, #T_FAULT_ADDRESS]
  mov x2, x20
  b signal_force

// ID registers read at EL0 (golang.org/x/sys/cpu does when /proc/self/auxv is absent): undefined there, emulated as
// Linux does, with the fields of features that the program cannot use reading as zero. x19 = ESR, x20 = PC.
read_id_register:
  mov x0, x20
  bl load_user_word
  cbnz x1, illegal_instruction
  lsr w2, w0, #INSN_MRS_ID_SHIFT
  ldr w3, =INSN_MRS_ID
  cmp w2, w3
  b.ne illegal_instruction
  and w4, w0, #31                     // Rt
  ubfx w5, w0, #5, #7                 // CRm:op2
  mov x6, #0
  cmp w5, #ID_MIDR
  b.ne 1f
  mrs x6, midr_el1
1:
  cmp w5, #ID_ISAR0
  b.ne 2f
  mrs x6, id_aa64isar0_el1
2:
  cmp w5, #ID_ISAR1
  b.ne 3f
  mrs x6, id_aa64isar1_el1
  and x6, x6, #0xfff000               // JSCVT, FCMA, LRCPC; no pointer authentication
3:
  cmp w5, #ID_PFR0
  b.ne 4f
  mrs x6, id_aa64pfr0_el1
  and x6, x6, #0xff0000               // FP, AdvSIMD
  mov x7, #0x11                       // EL0 and EL1 in AArch64 only
  orr x6, x6, x7
4:
  cmp w4, #31
  b.eq 5f
  str x6, [x28, x4, lsl #3]
5:
  add x20, x20, #4
  str x20, [x28, #T_PC]
  b resume_program
.ltorg
