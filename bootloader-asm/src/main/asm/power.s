// The end of the machine (docs/contracts.md, section 3): semihosting first, PSCI behind it. TTBR0_EL1 keeps the
// program's address space.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.text
// The program ended. in: x0 = status 0..255. Does not return.
.global power_off_with_status
power_off_with_status:
  mov x19, x0
  bl streams_drain
  mov x1, x19
  ldr x0, =ADP_STOPPED_APPLICATION_EXIT
  b 1f

// The nucleus gave up. The line is what hosts look for that only see a status. Does not return.
.global power_off_after_error
power_off_after_error:
  message "[nucleus] internal error: the machine stops\n"
  ldr x0, =ADP_STOPPED_INTERNAL_ERROR
  mov x1, #4
1:
  push x0, x1
  bl cpus_stop_others
  pop x0, x1
  bl console_drain
2:
  address x2, exit_block
  stp x0, x1, [x2]
  mov x1, x2
  mov x0, #SEMIHOSTING_SYS_EXIT
// Where there is no semihosting, this is an undefined instruction, and vectors.s goes on behind it. in: x0 = operation,
// x1 = its block.
.global semihosting_call
semihosting_call:
  hlt #0xf000
// The other way to end, when there is no semihosting. Does not return.
.global power_off_by_psci
power_off_by_psci:
  ldr x0, =PSCI_SYSTEM_OFF
  bl psci_call
3:
  wfi
  b 3b

// The same without a word, for a nucleus that cannot even say that line. Does not return.
.global power_off_at_once
power_off_at_once:
  ldr x0, =ADP_STOPPED_INTERNAL_ERROR
  mov x1, #4
  b 2b

.ltorg

.bss
.balign 16
exit_block: .skip 16                  // reason, code
