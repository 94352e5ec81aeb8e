// From reset to the kernel's entry function: x0 = PA of the device tree or anything else, EL2 or EL1, MMU off.
.include "stub.inc"

.section .head, "ax"
// in: x0 as above. Does not return.
.global stub_entry
stub_entry:
  msr daifset, #0xf
  mov x20, x0
  mrs x1, mpidr_el1
  ldr x2, =MPIDR_AFFINITY
  tst x1, x2
  b.ne park
  mrs x1, CurrentEL
  cmp x1, #CURRENT_EL_2
  b.ne 1f
  bl leave_el2
1:
  msr spsel, #1
  adr x19, __data_end                 // the parameters lie right behind the stub
  mov x0, #CPACR_FPEN
  msr cpacr_el1, x0
  adr x0, vectors
  msr vbar_el1, x0
  isb
  ldr x0, [x19, #P_STOP_STACK_TOP]
  mov sp, x0
  bl require_place
  bl find_device_tree                 // x20
  bl enable_mmu
  bl copy_data
  bl clear_memory
  bl store_words
  bl find_free_memory                 // x21, x22
  ldr x0, [x19, #P_STACK_TOP]
  sub x0, x0, #64                     // the callee's spill room, and the arguments as before Go 1.18: from 8(SP) on
  mov sp, x0
  stp xzr, x20, [sp]
  stp x21, x22, [sp, #16]
  stp xzr, xzr, [sp, #32]
  stp xzr, xzr, [sp, #48]
  ldr x16, [x19, #P_ENTRY]
  ldr x28, [x19, #P_G0]
  mov x0, x20
  mov x1, x21
  mov x2, x22
  mov x29, xzr
  blr x16
  b kernel_returned

// The other CPUs. Does not return.
park:
  wfe
  b park

// Drop from EL2 to EL1 with its MMU off. in: x30. out: at EL1, PSTATE.DAIF masked. clobbers: x1.
leave_el2:
  mov x1, #HCR_RW
  msr hcr_el2, x1
  mov x1, #CNTHCTL_EL1PCTEN_EL1PCEN
  msr cnthctl_el2, x1
  msr cntvoff_el2, xzr
  mov x1, #CPTR_EL2_RES1
  msr cptr_el2, x1
  msr hstr_el2, xzr
  msr vttbr_el2, xzr
  mrs x1, midr_el1
  msr vpidr_el2, x1
  mrs x1, mpidr_el1
  msr vmpidr_el2, x1
  mrs x1, id_aa64pfr0_el1
  ubfx x1, x1, #24, #4                // GIC: system register interface present
  cbz x1, 1f
  mov x1, #ICC_SRE_EL2_ENABLE
  msr S3_4_C12_C9_5, x1               // ICC_SRE_EL2
  isb
1:
  ldr x1, =SCTLR_RES1
  msr sctlr_el1, x1
  mov x1, #SPSR_EL1H_DAIF
  msr spsr_el2, x1
  msr elr_el2, x30
  eret

.text
// Stop unless the image lies where it was made for. in: x19. clobbers: x0-x3, x16.
require_place:
  adr x0, stub_entry
  ldr x1, [x19, #P_BASE]
  cmp x0, x1
  b.ne 1f
  ret
1:
  bl begin_stop
  message "\ningot: the image was loaded to another address than the one it was made for\n"
  b stop_machine

// in: x19, x20 = PA of a device tree, or not. out: x20 = PA of the device tree, 0 if there is none. clobbers: x0-x2.
find_device_tree:
  ldr x1, =FDT_MAGIC
  tst x20, #7                         // it is at a multiple of 8
  b.ne 1f
  cbz x20, 1f                         // QEMU's -bios says nothing in x0
  ldr w0, [x20]
  rev w0, w0
  cmp w0, w1
  b.eq 2f
1:
  ldr x20, [x19, #P_DEVICE_TREE]
  cbz x20, 2f
  ldr w0, [x20]
  rev w0, w0
  cmp w0, w1
  csel x20, x20, xzr, eq
2:
  ret

.ltorg
