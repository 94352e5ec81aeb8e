// The end: services of Go's runtime that cannot work here, and how the machine stops.
.include "stub.inc"

.equ MOST_CALLERS, 16

// How far a stop has come, in TPIDR_EL1, which the kernel needs no more.
.equ STAGE_MESSAGE, 0
.equ STAGE_SEMIHOSTING, 1
.equ STAGE_POWER_OFF, 2

.text
// The kernel goes no further. out: x19, SP = the stub's own stack; an exception from here on means that a way to stop
// does not exist. clobbers: x0.
.global begin_stop
begin_stop:
  msr daifset, #0xf
  msr spsel, #1
  adr x19, __data_end
  ldr x0, [x19, #P_STOP_STACK_TOP]
  mov sp, x0
  mov x0, #STAGE_MESSAGE
  msr tpidr_el1, x0
  adr x0, vectors_while_stopping
  msr vbar_el1, x0
  isb
  ret

// A service was called. in: x16 = its number in the table P_SERVICES, x30 = return address in its caller, x29 =
// the caller's frame. Does not return.
.global stop_service
stop_service:
  mov x21, x30
  mov x22, x29
  bl begin_stop
  ldr x23, [x19, #P_SERVICES]
  add x23, x23, x16, lsl #4
  message "\ningot: "
  ldr x0, [x23]
  bl print_string
  message " cannot work in a freestanding kernel: "
  ldr x0, [x23, #8]
  bl print_string
  message "\n  called by "
  sub x0, x21, #4                     // the call itself
  bl print_place
  bl print_callers
  b stop_machine

// Prints the callers by the frame chain: [x29] = the caller's x29, [x29, #8] = the return address (Go
// src/cmd/internal/obj/arm64/obj7.go). in: x19, x22 = the first frame. clobbers: x0-x9, x16, x22, x23.
.global print_callers
print_callers:
  push x30, xzr
  mov w23, #MOST_CALLERS
1:
  ldr x0, [x19, #P_STACK_BOTTOM]
  ldr x1, [x19, #P_STACK_TOP]
  sub x1, x1, #16
  tst x22, #7
  b.ne 2f
  cmp x22, x0
  b.lo 2f
  cmp x22, x1
  b.hi 2f
  ldr x0, [x22, #8]
  ldr x1, [x19, #P_TEXT]
  cmp x0, x1
  b.lo 2f
  ldr x1, [x19, #P_ETEXT]
  cmp x0, x1
  b.hs 2f                             // back in the stub: that was the entry function
  message "\n  called by "
  ldr x0, [x22, #8]
  sub x0, x0, #4
  bl print_place
  ldr x22, [x22]
  sub w23, w23, #1
  cbnz w23, 1b
2:
  message "\n"
  pop x30, xzr
  ret

// The entry function returned: the end, with status 0. Does not return.
.global kernel_returned
kernel_returned:
  bl begin_stop
  ldr x0, =ADP_STOPPED_APPLICATION_EXIT
  mov x1, xzr
  b exit

// Something went wrong, and was said. in: SP. Does not return.
.global stop_machine
stop_machine:
  ldr x0, =ADP_STOPPED_INTERNAL_ERROR
  mov x1, #STOP_STATUS
exit:
  push x0, x1
  mov x1, sp
  mov x0, #STAGE_SEMIHOSTING
  msr tpidr_el1, x0
  mov x0, #SEMIHOSTING_SYS_EXIT
  hlt #0xf000                         // without a semihosting host an undefined instruction
power_off:
  mov x0, #STAGE_POWER_OFF
  msr tpidr_el1, x0
  ldr x0, =PSCI_SYSTEM_OFF
  hvc #0
1:
  wfi
  b 1b

// An exception while stopping: the next way. in: TPIDR_EL1, SP. Does not return.
stop_further:
  mrs x0, tpidr_el1
  cmp x0, #STAGE_SEMIHOSTING
  b.lo stop_machine
  b.eq power_off
  b 1b

.ltorg
.balign 2048
vectors_while_stopping:
.rept 16
  .balign 128
  b stop_further
.endr
  .balign 128
