// Syscalls that ask about files: stat, readlink, access.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.text
// newfstatat(directory, path, buffer, flags)
.global sys_newfstatat
sys_newfstatat:
  mov x19, x2
  tbz w3, #AT_EMPTY_PATH_BIT, 1f
  mov w20, w0                         // an empty path names the descriptor itself
  mov x21, x1
  mov w22, w3
  sub sp, sp, #16
  mov x0, sp
  mov x2, #1
  bl copy_from_user
  cbnz x0, syscall_return
  ldrb w4, [sp]
  mov w0, w20
  mov x1, x21
  mov w3, w22
  cbnz w4, 1f
  mov x1, x19
  b sys_fstat
1:
  lsr x2, x3, #AT_SYMLINK_NOFOLLOW_BIT
  and x2, x2, #1
  eor x2, x2, #1
  bl path_resolve
  branch_if_error x0, syscall_return
  mov x1, x19
  b stat_node

// fstat(fd, buffer)
.global sys_fstat
sys_fstat:
  mov x19, x1
  bl descriptor_get
  cbz x0, fail_ebadf
  mov x1, x19
  ldr x2, [x0, #F_OPS]
  ldr x2, [x2, #OP_MODE]
  cbnz x2, stat_anonymous
  ldr x0, [x0, #F_NODE]

// in: x0 = node, x1 = user buffer. Ends the syscall.
stat_node:
  bl stat_clear
  ldr x2, [x0, #N_INO]
  str x2, [sp, #STAT_INO]
  ldr w2, [x0, #N_MODE]
  str w2, [sp, #STAT_MODE]
  mov w3, #1
  and w2, w2, #S_IFMT
  cmp w2, #S_IFDIR
  b.ne 1f
  ldr w3, [x0, #N_DIRECTORIES]
  add w3, w3, #2
1:
  str w3, [sp, #STAT_NLINK]
  ldr x2, [x0, #N_RDEV]
  str x2, [sp, #STAT_RDEV]
  ldr x2, [x0, #N_FILE_SIZE]
  str x2, [sp, #STAT_SIZE]
  add x2, x2, #511
  lsr x2, x2, #9
  str x2, [sp, #STAT_BLOCKS]
  ldr x2, [x0, #N_MTIME]
  str x2, [sp, #STAT_ATIME]
  str x2, [sp, #STAT_MTIME]
  str x2, [sp, #STAT_CTIME]
stat_copy:
  mov x0, x1
  mov x1, sp
  mov x2, #STAT_STRUCT_SIZE
  bl copy_to_user
  b syscall_return

// Console, pipe, eventfd, epoll. in: x1 = user buffer, x2 = st_mode.
stat_anonymous:
  mov w4, w2
  bl stat_clear
  str w4, [sp, #STAT_MODE]
  mov w2, #1
  str w2, [sp, #STAT_NLINK]
  str x2, [sp, #STAT_INO]
  b stat_copy

// Make a zeroed struct stat at SP, with device and block size. clobbers: x2, x3.
stat_clear:
  sub sp, sp, #STAT_STRUCT_SIZE
  mov x2, #0
1:
  str xzr, [sp, x2]
  add x2, x2, #8
  cmp x2, #STAT_STRUCT_SIZE
  b.lo 1b
  mov w2, #1
  str x2, [sp, #STAT_DEV]
  mov w2, #PAGE_SIZE
  str w2, [sp, #STAT_BLKSIZE]
  ret

// readlinkat(directory, path, buffer, size)
.global sys_readlinkat
sys_readlinkat:
  mov x19, x2
  mov w20, w3
  cmp w3, #0
  b.le fail_einval
  mov x2, #0
  bl path_resolve
  branch_if_error x0, syscall_return
  ldr w1, [x0, #N_MODE]
  and w1, w1, #S_IFMT
  cmp w1, #S_IFLNK
  b.ne fail_einval
  ldr x1, [x0, #N_DATA]
  ldr x2, [x0, #N_FILE_SIZE]
  cmp x2, x20
  csel x20, x2, x20, lo
  mov x0, x19
  mov x2, x20
  bl copy_to_user
  cbnz x0, syscall_return
  mov x0, x20
  b syscall_return

// faccessat(directory, path, mode), faccessat2(..., flags): root may do all but write, and execute only what has an x
// bit
.global sys_faccessat
sys_faccessat:
  mov w19, w2
  mov x2, #1
  bl path_resolve
  branch_if_error x0, syscall_return
  ldr w1, [x0, #N_MODE]
  and w2, w1, #S_IFMT
  cmp w2, #S_IFCHR
  b.eq 1f
  tbnz w19, #W_OK_BIT, fail_erofs
1:
  tbz w19, #X_OK_BIT, 2f
  mov w2, #MODE_0111
  tst w1, w2
  b.eq fail_eacces
2:
  mov x0, #0
  b syscall_return
