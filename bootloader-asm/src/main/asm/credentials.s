// Users, groups and sessions: the program is root, alone, and leads its session; no other identifier exists, as in a
// user namespace that maps only root (user_namespaces(7)).
.include "macros.inc"
.include "linux.inc"

.text
// setuid, setgid(id): 0 is what it is already
.global sys_set_identifier
sys_set_identifier:
  cbnz w0, fail_einval
  b sys_zero

// setreuid, setregid, setresuid, setresgid(id, id, id): 0, or -1 for no change; the two-argument calls leave x2 alone
.global sys_set_two_identifiers, sys_set_three_identifiers
sys_set_two_identifiers:
  mov w2, #0
sys_set_three_identifiers:
  cmp w0, #0
  ccmn w0, #1, #4, ne
  b.ne fail_einval
  cmp w1, #0
  ccmn w1, #1, #4, ne
  b.ne fail_einval
  cmp w2, #0
  ccmn w2, #1, #4, ne
  b.ne fail_einval
  b sys_zero

// getresuid, getresgid(real, effective, saved)
.global sys_get_three_identifiers
sys_get_three_identifiers:
  mov x19, x1
  mov x20, x2
  mov w1, #0
  bl store_user_word
  cbnz x0, syscall_return
  mov x0, x19
  mov w1, #0
  bl store_user_word
  cbnz x0, syscall_return
  mov x0, x20
  mov w1, #0
  bl store_user_word
  b syscall_return

// getgroups(size, list): no supplementary groups
.global sys_getgroups
sys_getgroups:
  cmp w0, #0
  b.lt fail_einval
  b sys_zero

// setgroups(size, list): as in such a namespace, not permitted
.global sys_setgroups
sys_setgroups:
  b fail_eperm

// setsid(), setpgid(pid, group): a session's leader can do neither
.global sys_setsid, sys_setpgid
sys_setpgid:
  cmp w0, #1
  b.hi fail_esrch
  cmp w1, #0
  b.lt fail_einval
sys_setsid:
  b fail_eperm

// getpgid(pid), getsid(pid)
.global sys_getpgid
sys_getpgid:
  cmp w0, #1
  b.hi fail_esrch
  mov x0, #1
  b syscall_return
