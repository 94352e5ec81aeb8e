// Calls to the firmware: PSCI (DEN 0022) through HVC or SMC, as the device tree says.
.include "macros.inc"
.include "arch.inc"

.text
// in: x0 = function, x1-x3 = arguments. out: x0 = result, PSCI_NOT_SUPPORTED without firmware. clobbers: x0-x17.
.global psci_call
psci_call:
  load_symbol x4, machine_psci_method
  cmp x4, #'s'
  b.eq 1f
  cmp x4, #'h'
  b.ne 2f
  hvc #0
  ret
1:
  smc #0
  ret
2:
  mov x0, #PSCI_NOT_SUPPORTED
  ret
