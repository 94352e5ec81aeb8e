// The dispatch of syscalls. This is the place that decides between an answer of the nucleus and ENOSYS: where calls will
// be handed to a personality server. syscall_table.inc has the rows.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.equ SYSCALL_LIMIT, 512

// syscall NUMBER, HANDLER: a row of the table.
.macro syscall number:req, handler:req
  .org syscall_table + \number * 8
  .quad \handler
.endm

// syscall_without_lock NUMBER, HANDLER: the same for a handler that touches nothing that other CPUs change, apart from
// the program's memory. Marked by bit 0.
.macro syscall_without_lock number:req, handler:req
  .org syscall_table + \number * 8
  .quad \handler + 1
.endm

.text
// A fresh syscall. in: x28 = thread, this CPU does not hold the lock. Does not return.
.global syscall_from_program
syscall_from_program:
  ldr x8, [x28, #T_X8]
  cmp x8, #SYSCALL_LIMIT
  b.hs 1f
  address x9, syscall_table
  ldr x9, [x9, x8, lsl #3]
  tbz x9, #0, 1f
  ldp x0, x1, [x28, #T_X]
  sub x9, x9, #1
  br x9
1:
  bl nucleus_lock_acquire
  str xzr, [x28, #T_PROGRESS]         // nothing moved yet, no deadline
  stp xzr, xzr, [x28, #T_SAVED_DEADLINE]  // and T_NO_BLOCK
  str xzr, [x28, #T_FILE]

// Call the handler of the syscall that x28 asked for, also again after a wait. in: x28 = thread. Does not return.
.global syscall_dispatch
syscall_dispatch:
  ldr x8, [x28, #T_X8]
  cmp x8, #SYSCALL_LIMIT
  b.hs syscall_unknown
  address x9, syscall_table
  ldr x9, [x9, x8, lsl #3]
  cbz x9, syscall_unknown
  ldp x0, x1, [x28, #T_X]
  ldp x2, x3, [x28, #(T_X + 16)]
  ldp x4, x5, [x28, #(T_X + 32)]
  br x9

// A syscall without handler: ENOSYS, and one line on the console the first time. in: x8 = number.
syscall_unknown:
  cmp x8, #SYSCALL_LIMIT
  b.hs fail_enosys
  mov x19, x8
  address x0, syscalls_reported
  ldrb w1, [x0, x8]
  cbnz w1, fail_enosys
  mov w1, #1
  strb w1, [x0, x8]
  message "[nucleus] syscall "
  mov x0, x19
  bl print_decimal
  cmp x19, #SYSCALL_NAMES
  b.hs 3f
  message " "
  address x0, syscall_names
  mov x1, x19
1: // the n-th string
  cbz x1, 2f
  ldrb w2, [x0], #1
  cbnz w2, 1b
  sub x1, x1, #1
  b 1b
2:
  bl print_string
3:
  message " is not implemented\n"

// Common failures of handlers.
.global fail_enosys, fail_einval, fail_enomem, fail_efault, fail_ebadf, fail_eagain, fail_eacces, fail_eperm, fail_esrch
.global fail_eexist, fail_espipe
fail_enosys:
  sys_fail ENOSYS
fail_einval:
  sys_fail EINVAL
fail_enomem:
  sys_fail ENOMEM
fail_efault:
  sys_fail EFAULT
fail_ebadf:
  sys_fail EBADF
fail_eagain:
  sys_fail EAGAIN
fail_eacces:
  sys_fail EACCES
fail_eperm:
  sys_fail EPERM
fail_esrch:
  sys_fail ESRCH
fail_eexist:
  sys_fail EEXIST
fail_espipe:
  sys_fail ESPIPE

.section .rodata, "a"
.balign 8
syscall_table:
.include "syscall_table.inc"
  .org syscall_table + SYSCALL_LIMIT * 8
syscall_names:
.include "syscall_names.inc"

.bss
.balign 8
syscalls_reported: .skip SYSCALL_LIMIT
