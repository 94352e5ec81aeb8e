// The dispatch of syscalls. This is the place that decides between an answer of the nucleus and ENOSYS: where calls will
// be handed to a personality server. syscall_table.inc has the rows.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"
.include "syscalls.inc"

.macro syscall_row number:req, target:vararg
  .org syscall_table + \number * SYSCALL_ROW_SIZE
  .word \target - .
.endm

// syscall NUMBER, HANDLER: a row of the table. The handler has the lock, and all registers of the program are in the thread.
.macro syscall number:req, handler:req
  syscall_row \number, \handler + ROW_PLAIN
.endm

// syscall_without_lock NUMBER, HANDLER: the same without the lock, for a handler that touches nothing that other CPUs
// change, apart from the program's memory.
.macro syscall_without_lock number:req, handler:req
  syscall_row \number, \handler + ROW_WITHOUT_LOCK
.endm

// syscall_leaf NUMBER, HANDLER: for an answer that the thread itself has. The handler runs before anything is saved but x0
// and x1 (T_X): SP is the thread, all other registers are the program's, no memory but the nucleus's may be touched. It
// ends with leaf_return.
.macro syscall_leaf number:req, handler:req
  syscall_row \number, \handler + ROW_LEAF
.endm

// syscall_brief NUMBER, HANDLER: for one that has the lock, neither waits nor wakes anybody nor changes what signals are
// pending or blocked. x14-x27 are the program's and must be kept. It ends with a branch to brief_return.
.macro syscall_brief number:req, handler:req
  syscall_row \number, \handler + ROW_BRIEF
.endm

.text
// The table. in: a number below SYSCALL_ROWS. out: a row, the distance from itself to the handler, with ROW_*; 0 = no handler.
.balign SYSCALL_ROW_SIZE
.global syscall_table
syscall_table:
.include "syscall_table.inc"
  .org syscall_table + SYSCALL_ROWS * SYSCALL_ROW_SIZE

// Call the handler of the syscall that x28 asked for again, after a wait. in: x28 = thread, this CPU holds the lock. Does not
// return.
.global syscall_dispatch
syscall_dispatch:
  ldr x8, [x28, #T_X8]
  address x9, syscall_table
  add x9, x9, x8, lsl #SYSCALL_ROW_SHIFT
  ldrsw x10, [x9]                     // of kind ROW_PLAIN: only such calls wait
  add x9, x9, x10
  ldp x0, x1, [x28, #T_X]
  ldp x2, x3, [x28, #(T_X + 16)]
  ldp x4, x5, [x28, #(T_X + 32)]
  br x9

// A syscall without handler: ENOSYS, and one line on the console the first time. in: x8 = number, x28 = thread, this CPU
// holds the lock. Does not return.
.global syscall_unknown
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
  address x0, syscall_names
  mov x1, x19
  bl nth_string
  ldrb w1, [x0]
  cbz w1, 3f                          // nor has Linux 6.1
  mov x20, x0
  message " "
  mov x0, x20
  bl print_string
3:
  message " is not implemented\n"

// Common failures of handlers.
.global fail_enosys, fail_einval, fail_enomem, fail_efault, fail_ebadf, fail_eagain, fail_eacces, fail_eperm, fail_esrch
.global fail_eexist, fail_espipe, fail_eopnotsupp
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
fail_eopnotsupp:
  sys_fail EOPNOTSUPP

.bss
.balign 8
syscalls_reported: .skip SYSCALL_LIMIT
