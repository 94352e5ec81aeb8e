// Exceptions that the kernel does not handle, because it never set vectors of its own: say where, and stop.
.include "stub.inc"

.equ EC_SHIFT, 26
.equ EC_DATA_ABORT_SAME_EL, 0x25
.equ ISS_WNR, 1 << 6                  // a write
.equ DFSC_TYPE, 0x3c                  // the fault's type without its level
.equ DFSC_TRANSLATION, 0x04
.equ DFSC_PERMISSION, 0x0c
.equ DFSC_ALIGNMENT, 0x21

.text
.balign 2048
.global vectors
vectors:
.rept 16
  .balign 128
  b unhandled_exception
.endr
  .balign 128

// in: ELR_EL1, ESR_EL1, FAR_EL1, x29 as the kernel left it. Does not return.
unhandled_exception:
  mov x22, x29
  mrs x21, elr_el1
  bl begin_stop
  message "\ningot: the kernel took an exception: "
  bl explain_exception
  message "\n  at "
  mov x0, x21
  bl print_place
  message "\n  ESR_EL1 "
  mrs x0, esr_el1
  bl print_hexadecimal
  message ", FAR_EL1 "
  mrs x0, far_el1
  bl print_hexadecimal
  bl print_callers
  b stop_machine

// Says what happened. in: ESR_EL1, x19. clobbers: x0-x3, x16.
explain_exception:
  push x23, x30
  mrs x23, esr_el1
  lsr x0, x23, #EC_SHIFT
  and x0, x0, #0x3f
  cmp x0, #EC_DATA_ABORT_SAME_EL
  b.ne 5f
  and x0, x23, #0x3f
  cmp x0, #DFSC_ALIGNMENT
  b.eq 4f
  and x0, x23, #DFSC_TYPE
  cmp x0, #DFSC_PERMISSION
  b.eq 2f
  cmp x0, #DFSC_TRANSLATION
  b.eq 3f
  message "a memory access that failed"
  b 9f
2:
  message "a write to memory that is read-only"
  b 9f
3:
  message "an access to an address where the identity map has nothing (a nil pointer?)"
  b 9f
4:
  message "an unaligned access to device memory, which all memory is while the MMU is off"
  b 9f
5:
  message "not a memory access; ESR_EL1 tells which"
9:
  pop x23, x30
  ret
