// Syscalls that ask for a file's attributes: fstat, newfstatat, statx, statfs, fstatfs. A struct stat is put together on
// the nucleus stack first, whatever the caller's form is.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ BLOCK_SHIFT, 9                   // st_blocks counts 512 bytes

.text
// newfstatat(directory, path, buffer, flags)
.global sys_newfstatat
sys_newfstatat:
  mov x19, x2
  ldr w9, =(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH)
  bic w9, w3, w9
  cbnz w9, fail_einval
  mov w2, w3
  bl path_or_descriptor
  branch_if_error x0, syscall_return
  b stat_reply

// fstat(fd, buffer)
.global sys_fstat
sys_fstat:
  mov x19, x1
  bl descriptor_get
  cbz x0, fail_ebadf
  bl file_attributes

// in: x0, w1 = as path_or_descriptor, x19 = user buffer
stat_reply:
  sub sp, sp, #STAT_STRUCT_SIZE
  mov x2, sp
  bl stat_fill
  mov x0, x19
  mov x1, sp
  mov x2, #STAT_STRUCT_SIZE
  bl copy_to_user
  b syscall_return

// statx(directory, path, flags, mask, buffer): always the basic fields
.global sys_statx
sys_statx:
  mov x19, x4
  ldr w9, =(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH | AT_STATX_SYNC_TYPE)
  bic w9, w2, w9
  cbnz w9, fail_einval
  tbnz w3, #STATX_RESERVED_BIT, fail_einval
  bl path_or_descriptor
  branch_if_error x0, syscall_return
  sub sp, sp, #(STAT_STRUCT_SIZE + STATX_SIZE)
  add x2, sp, #STATX_SIZE
  mov x20, x2
  bl stat_fill
  mov x0, #0
1:
  str xzr, [sp, x0]
  add x0, x0, #8
  cmp x0, #STATX_SIZE
  b.lo 1b
  mov w0, #STATX_BASIC_STATS
  mov w1, #PAGE_SIZE
  stp w0, w1, [sp]                    // stx_mask, stx_blksize
  ldr w0, [x20, #STAT_NLINK]
  str w0, [sp, #STATX_NLINK]
  ldr w0, [x20, #STAT_MODE]
  strh w0, [sp, #STATX_MODE]
  ldr x0, [x20, #STAT_INO]
  str x0, [sp, #STATX_INO]
  ldr x0, [x20, #STAT_FILE_SIZE]
  ldr x1, [x20, #STAT_BLOCKS]
  stp x0, x1, [sp, #STATX_FILE_SIZE]
  ldr x0, [x20, #STAT_MTIME]
  str x0, [sp, #STATX_ATIME]
  str x0, [sp, #STATX_CTIME]
  str x0, [sp, #STATX_MTIME]
  ldr x0, [x20, #STAT_RDEV]
  lsr w1, w0, #8
  and w0, w0, #0xff
  stp w1, w0, [sp, #STATX_RDEV_MAJOR]
  mov w0, #1
  stp wzr, w0, [sp, #STATX_DEV_MAJOR]
  mov x0, x19
  mov x1, sp
  mov x2, #STATX_SIZE
  bl copy_to_user
  b syscall_return

// What a path names, or with AT_EMPTY_PATH and an empty path, what a descriptor does. in: w0 = directory descriptor,
// x1 = path, w2 = AT_* flags. out: x0 = node or -errno; x0 = 0 and w1 = st_mode for what is no node. clobbers: x0-x17.
.global path_or_descriptor
path_or_descriptor:
  tbz w2, #AT_EMPTY_PATH_BIT, 1f
  push x29, x30
  push x0, x1
  push x2, xzr
  sub sp, sp, #16
  mov x0, sp
  mov x2, #1
  bl copy_from_user
  mov x3, x0
  ldrb w4, [sp], #16
  pop x2, xzr
  pop x0, x1
  pop x29, x30
  cbnz x3, 3f
  cbz w4, 2f
1:
  lsr w2, w2, #AT_SYMLINK_NOFOLLOW_BIT
  and x2, x2, #1
  eor x2, x2, #1
  b path_resolve
2:
  cmn w0, #-AT_FDCWD
  b.eq 5f
  push x29, x30
  bl descriptor_get
  pop x29, x30
  cbnz x0, file_attributes
  mov x0, #-EBADF
  ret
3:
  mov x0, x3
  ret
5: // the working directory
  ldr x0, [x28, #T_PROCESS]
  ldr x0, [x0, #P_CWD]
  ret

// An open file's node. in: x0 = file. out: x0 = node; or x0 = 0, w1 = st_mode. clobbers: x1, x3-x17.
file_attributes:
  ldr x1, [x0, #F_OPS]
  address x3, console_operations
  cmp x1, x3
  b.ne 2f
  push x29, x30
  bl streams_bind                     // a pipe or a terminal? only the machine knows
  pop x29, x30
  ldr x1, [x0, #F_OPS]
2:
  ldr x1, [x1, #OP_MODE]
  cbnz x1, 1f
  ldr x0, [x0, #F_NODE]
  ret
1:
  mov x0, #0
  ret

// Fill a struct stat. in: x0 = node, or 0 with w1 = st_mode (console, pipe, eventfd, epoll), x2 = struct stat.
// clobbers: x3, x4.
stat_fill:
  mov x3, #0
1:
  str xzr, [x2, x3]
  add x3, x3, #8
  cmp x3, #STAT_STRUCT_SIZE
  b.lo 1b
  mov w3, #1
  str x3, [x2, #STAT_DEV]
  str w3, [x2, #STAT_NLINK]
  mov w4, #PAGE_SIZE
  str w4, [x2, #STAT_BLKSIZE]
  cbnz x0, 2f
  str w1, [x2, #STAT_MODE]
  str x3, [x2, #STAT_INO]
  ret
2:
  ldr x3, [x0, #N_INO]
  str x3, [x2, #STAT_INO]
  ldr w3, [x0, #N_MODE]
  str w3, [x2, #STAT_MODE]
  ldr w4, [x0, #N_LINKS]
  and w3, w3, #S_IFMT
  cmp w3, #S_IFDIR
  b.ne 3f
  add w4, w4, #1                      // its own "."
3:
  add w4, w4, #1
  str w4, [x2, #STAT_NLINK]
  ldr x3, [x0, #N_RDEV]
  str x3, [x2, #STAT_RDEV]
  ldr x3, [x0, #N_FILE_SIZE]
  str x3, [x2, #STAT_FILE_SIZE]
  add x3, x3, #(1 << BLOCK_SHIFT) - 1
  lsr x3, x3, #BLOCK_SHIFT
  str x3, [x2, #STAT_BLOCKS]
  ldr x3, [x0, #N_MTIME]
  str x3, [x2, #STAT_ATIME]
  str x3, [x2, #STAT_MTIME]
  str x3, [x2, #STAT_CTIME]
  ret

// statfs(path, buffer)
.global sys_statfs
sys_statfs:
  mov x19, x1
  mov x1, x0
  mov w0, #AT_FDCWD
  mov x2, #1
  bl path_resolve
  branch_if_error x0, syscall_return
  b 1f

// fstatfs(fd, buffer)
.global sys_fstatfs
sys_fstatfs:
  mov x19, x1
  bl descriptor_get
  cbz x0, fail_ebadf
1:
  sub sp, sp, #((STATFS_SIZE + 15) & ~15)  // SP stays aligned
  mov x0, #0
2:
  str xzr, [sp, x0]
  add x0, x0, #8
  cmp x0, #STATFS_SIZE
  b.lo 2b
  ldr x0, =RAMFS_MAGIC
  mov x1, #PAGE_SIZE
  stp x0, x1, [sp]                    // f_type, f_bsize
  mov x0, #NAME_MAX
  stp x0, x1, [sp, #STATFS_NAMELEN]   // and f_frsize
  mov x0, #ST_RDONLY_VALID
  str x0, [sp, #STATFS_FLAGS]
  mov x0, x19
  mov x1, sp
  mov x2, #STATFS_SIZE
  bl copy_to_user
  b syscall_return
.ltorg
