// The syscall table and its dispatch. Numbers: Linux asm-generic/unistd.h. docs/nucleus.md says what each one does.
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
  syscall 17, sys_getcwd
  syscall 19, sys_eventfd2
  syscall 20, sys_epoll_create1
  syscall 21, sys_epoll_ctl
  syscall 22, sys_epoll_pwait
  syscall 23, sys_dup
  syscall 24, sys_dup3
  syscall 25, sys_fcntl
  syscall 29, sys_ioctl
  syscall 32, sys_descriptor_ok       // flock
  syscall 33, sys_readonly_create     // mknodat
  syscall 34, sys_readonly_create     // mkdirat
  syscall 35, sys_readonly_existing   // unlinkat
  syscall 36, sys_readonly_symlink    // symlinkat
  syscall 37, sys_readonly_existing   // linkat
  syscall 38, sys_readonly_existing   // renameat
  syscall 45, sys_readonly_truncate   // truncate
  syscall 46, sys_readonly_descriptor // ftruncate
  syscall 48, sys_faccessat
  syscall 49, sys_chdir
  syscall 50, sys_fchdir
  syscall 52, sys_readonly_descriptor // fchmod
  syscall 53, sys_readonly_existing   // fchmodat
  syscall 54, sys_readonly_existing   // fchownat
  syscall 55, sys_readonly_descriptor // fchown
  syscall 56, sys_openat
  syscall 57, sys_close
  syscall 59, sys_pipe2
  syscall 61, sys_getdents64
  syscall 62, sys_lseek
  syscall 63, sys_read
  syscall 64, sys_write
  syscall 65, sys_readv
  syscall 66, sys_writev
  syscall 67, sys_pread64
  syscall 68, sys_pwrite64
  syscall 78, sys_readlinkat
  syscall 79, sys_newfstatat
  syscall 80, sys_fstat
  syscall_without_lock 81, sys_zero                // sync
  syscall 82, sys_descriptor_ok       // fsync
  syscall 83, sys_descriptor_ok       // fdatasync
  syscall 88, sys_readonly_existing   // utimensat
  syscall 93, sys_exit
  syscall 94, sys_exit_group
  syscall 95, sys_no_child            // waitid
  syscall 96, sys_set_tid_address
  syscall 98, sys_futex
  syscall_without_lock 99, sys_zero                // set_robust_list: no thread dies holding a lock without the process
  syscall 101, sys_nanosleep
  syscall_without_lock 113, sys_clock_gettime
  syscall_without_lock 114, sys_clock_getres
  syscall 115, sys_clock_nanosleep
  syscall 123, sys_sched_getaffinity
  syscall 124, sys_sched_yield
  syscall 129, sys_kill
  syscall 130, sys_tkill
  syscall 131, sys_tgkill
  syscall 132, sys_sigaltstack
  syscall 134, sys_rt_sigaction
  syscall 135, sys_rt_sigprocmask
  syscall 136, sys_rt_sigpending
  syscall 139, sys_rt_sigreturn
  syscall_without_lock 155, sys_getpgid
  syscall_without_lock 156, sys_getpgid            // getsid
  syscall_without_lock 160, sys_uname
  syscall 163, sys_getrlimit
  syscall 166, sys_umask
  syscall 167, sys_prctl
  syscall_without_lock 169, sys_gettimeofday
  syscall_without_lock 172, sys_getpid
  syscall_without_lock 173, sys_zero               // getppid
  syscall_without_lock 174, sys_zero               // getuid
  syscall_without_lock 175, sys_zero               // geteuid
  syscall_without_lock 176, sys_zero               // getgid
  syscall_without_lock 177, sys_zero               // getegid
  syscall_without_lock 178, sys_gettid
  syscall 179, sys_sysinfo
  syscall 215, sys_munmap
  syscall 220, sys_clone
  syscall 222, sys_mmap
  syscall 223, sys_descriptor_ok      // fadvise64
  syscall 226, sys_mprotect
  syscall_without_lock 227, sys_zero               // msync: anonymous memory has no store
  syscall 232, sys_mincore
  syscall 233, sys_madvise
  syscall 260, sys_no_child           // wait4
  syscall 261, sys_prlimit64
  syscall 276, sys_readonly_existing  // renameat2
  syscall 278, sys_getrandom
  syscall 436, sys_close_range
  syscall 439, sys_faccessat          // faccessat2
  .org syscall_table + SYSCALL_LIMIT * 8
syscall_names:
.include "syscall_names.inc"

.bss
.balign 8
syscalls_reported: .skip SYSCALL_LIMIT
