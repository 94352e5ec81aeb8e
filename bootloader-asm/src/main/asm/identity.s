// Syscalls that ask who and where the program is, and what it may use.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.text
// getpid()
.global leaf_getpid
leaf_getpid:
  ldr x0, [sp, #T_PROCESS]
  ldr x0, [x0, #P_PID]
  leaf_return

// gettid()
.global leaf_gettid
leaf_gettid:
  ldr x0, [sp, #T_TID]
  leaf_return

// Answers that are always 0: user and group identifiers (root), the parent (none), advice without effect.
.global leaf_zero
leaf_zero:
  mov x0, #0
  leaf_return

// The same as the end of another handler.
.global sys_zero
sys_zero:
  mov x0, #0
  b syscall_return

// wait4, waitid: there are no children
.global sys_no_child
sys_no_child:
  sys_fail ECHILD

// uname(buffer)
.global sys_uname
sys_uname:
  mov x19, x0
  sub sp, sp, #400
  mov x0, sp
  mov x1, #400
1:
  stp xzr, xzr, [x0], #16
  subs x1, x1, #16
  b.ne 1b
  address x0, uname_fields
  mov x1, sp
  mov x2, #5
2:
  mov x3, x1
3:
  ldrb w4, [x0], #1
  strb w4, [x3], #1
  cbnz w4, 3b
  add x1, x1, #UTSNAME_FIELD
  subs x2, x2, #1
  b.ne 2b
  mov x0, x19
  mov x1, sp
  mov x2, #UTSNAME_SIZE
  bl copy_to_user
  b syscall_return

// sched_getaffinity(pid, length, mask): returns the bytes written; every thread may run on every CPU
.global sys_sched_getaffinity
sys_sched_getaffinity:
  cmp x1, #8
  b.lo fail_einval
  tst x1, #7
  b.ne fail_einval
  mov x0, x2
  load_symbol x1, online_cpus
  str x1, [sp, #-16]!
  mov x1, sp
  mov x2, #8
  bl copy_to_user
  cbnz x0, syscall_return
  mov x0, #8
  b syscall_return

// umask(mask)
.global sys_umask
sys_umask:
  ldr x1, [x28, #T_PROCESS]
  and x2, x0, #0x1ff
  ldr x0, [x1, #P_UMASK]
  str x2, [x1, #P_UMASK]
  b syscall_return

// prctl(option, ...): a thread's name and its KEEPCAPS flag; PR_SET_VMA and the rest are refused, which Go ignores
.global sys_prctl
sys_prctl:
  sub sp, sp, #COMM_SIZE
  add x20, x28, #T_NAME
  cmp w0, #PR_SET_NAME
  b.eq 1f
  cmp w0, #PR_GET_NAME
  b.eq 2f
  cmp w0, #PR_SET_KEEPCAPS
  b.eq 4f
  cmp w0, #PR_GET_KEEPCAPS
  b.ne fail_einval
  ldr x0, [x28, #T_KEEP_CAPS]
  b syscall_return
1:
  mov x0, sp
  stp xzr, xzr, [sp]
  mov x2, #(COMM_SIZE - 1)
  bl copy_string_from_user            // a longer name is cut
  cmn x0, #EFAULT
  b.eq syscall_return
  mov w0, #1
  strb w0, [sp, #(COMM_SIZE - 1)]
  ldp x0, x1, [sp]
  stp x0, x1, [x20]
  b sys_zero
2:
  mov x19, x1
  ldrb w0, [x20, #(COMM_SIZE - 1)]
  cbnz w0, 3f
  mov x4, x20                         // as the program is called
  bl program_comm
3:
  ldp x0, x1, [x20]
  bic x1, x1, #(1 << 56)
  stp x0, x1, [sp]
  mov x0, x19
  mov x1, sp
  mov x2, #COMM_SIZE
  bl copy_to_user
  b syscall_return
4:
  cmp x1, #1
  b.hi fail_einval
  str x1, [x28, #T_KEEP_CAPS]
  b sys_zero

// sysinfo(info): memory and uptime
.equ SYSINFO_UPTIME, 0                // struct sysinfo, linux/sysinfo.h
.equ SYSINFO_TOTALRAM, 32
.equ SYSINFO_FREERAM, 40
.equ SYSINFO_PROCS, 80
.equ SYSINFO_MEM_UNIT, 104
.equ SYSINFO_SIZE, 112
.global sys_sysinfo
sys_sysinfo:
  mov x19, x0
  sub sp, sp, #SYSINFO_SIZE
  mov x1, #0
1:
  str xzr, [sp, x1]
  add x1, x1, #8
  cmp x1, #SYSINFO_SIZE
  b.lo 1b
  mov w0, #CLOCK_MONOTONIC
  bl time_now
  str x0, [sp, #SYSINFO_UPTIME]
  load_symbol x0, pages_total_count
  lsl x0, x0, #PAGE_SHIFT
  str x0, [sp, #SYSINFO_TOTALRAM]
  load_symbol x0, pages_free_count
  lsl x0, x0, #PAGE_SHIFT
  str x0, [sp, #SYSINFO_FREERAM]
  ldr x0, [x28, #T_PROCESS]
  ldr x0, [x0, #P_THREAD_COUNT]
  strh w0, [sp, #SYSINFO_PROCS]
  mov w0, #1
  str w0, [sp, #SYSINFO_MEM_UNIT]
  mov x0, x19
  mov x1, sp
  mov x2, #SYSINFO_SIZE
  bl copy_to_user
  b syscall_return
.ltorg

.section .rodata, "a"
// sysname, nodename, release, version, machine; the release is the oldest kernel that has all that is here
uname_fields:
  .asciz "Linux", "ingot", "5.10.0-ingot", "#1", "aarch64"
