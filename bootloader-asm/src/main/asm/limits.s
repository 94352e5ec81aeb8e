// Resource limits: kept for the program to read back. Only the soft limit of descriptors is also enforced.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.equ RLIMIT_SIZE, 16                  // struct rlimit64: soft, hard

.text
// Set a new process's limits. in: x0 = process. clobbers: x1-x4.
.global limits_init
limits_init:
  add x1, x0, #P_LIMITS
  mov x2, #-1                         // RLIM_INFINITY
  mov x3, #RLIM_NLIMITS
1:
  stp x2, x2, [x1], #RLIMIT_SIZE
  subs x3, x3, #1
  b.ne 1b
  mov x2, #FD_LIMIT
  stp x2, x2, [x1, #(-RLIMIT_SIZE * (RLIM_NLIMITS - RLIMIT_NOFILE))]
  mov x2, #USER_STACK_SIZE
  mov x4, #-1
  stp x2, x4, [x1, #(-RLIMIT_SIZE * (RLIM_NLIMITS - RLIMIT_STACK))]
  ret

// getrlimit(resource, old)
.global sys_getrlimit
sys_getrlimit:
  mov x3, x1
  mov x2, #0
  b 1f

// setrlimit(resource, new)
.global sys_setrlimit
sys_setrlimit:
  cbz x1, fail_efault
  mov x2, x1
  mov x3, #0
1:
  mov w1, w0
  mov w0, #0

// prlimit64(pid, resource, new, old)
.global sys_prlimit64
sys_prlimit64:
  mov x19, x2
  mov x20, x3
  cmp w1, #RLIM_NLIMITS
  b.hs fail_einval
  mov w22, w1
  ldr x21, [x28, #T_PROCESS]
  ldr x9, [x21, #P_PID]
  cmp w0, #0
  ccmp w0, w9, #4, ne
  b.ne fail_esrch
  add x21, x21, #P_LIMITS
  add x21, x21, x22, lsl #4
  sub sp, sp, #RLIMIT_SIZE
  cbz x19, 2f
  mov x0, sp                          // the new one is checked before the old one is written
  mov x1, x19
  mov x2, #RLIMIT_SIZE
  bl copy_from_user
  cbnz x0, syscall_return
  ldp x23, x24, [sp]
  cmp x23, x24
  b.hi fail_einval
  cmp w22, #RLIMIT_NOFILE
  b.ne 2f
  mov x0, #FD_LIMIT
  cmp x24, x0
  b.hi fail_eperm
2:
  cbz x20, 3f
  mov x0, x20
  mov x1, x21
  mov x2, #RLIMIT_SIZE
  bl copy_to_user
  cbnz x0, syscall_return
3:
  cbz x19, 4f
  stp x23, x24, [x21]
4:
  mov x0, #0
  b syscall_return
