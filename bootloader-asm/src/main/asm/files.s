// Files and directories of the read-only tree: opening, reading, listing, changing to.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ OPEN_TRANSIENT, 1 << O_CREAT_BIT | 1 << O_EXCL_BIT | 1 << O_TRUNC_BIT | O_CLOEXEC  // not kept in F_FLAGS

.text
// openat(directory, path, flags, mode)
.global sys_openat
sys_openat:
  mov w19, w2
  mov x2, #1
  tbz w19, #O_NOFOLLOW_BIT, 1f
  mov x2, #0
1:
  bl path_resolve
  mov x20, x0
  branch_if_error x0, 6f
  tbz w19, #O_CREAT_BIT, 3f
  tbnz w19, #O_EXCL_BIT, fail_eexist
3:
  ldr w21, [x20, #N_MODE]
  and w21, w21, #S_IFMT
  cmp w21, #S_IFLNK
  b.eq fail_eloop                     // only with O_NOFOLLOW
  cmp w21, #S_IFDIR
  b.eq 4f
  tbnz w19, #O_DIRECTORY_BIT, fail_enotdir
  cmp w21, #S_IFREG
  b.ne 5f
  tst w19, #O_ACCMODE
  b.ne fail_erofs
  tbnz w19, #O_TRUNC_BIT, fail_erofs
  b 5f
4:
  tst w19, #O_ACCMODE
  b.ne fail_eisdir
  tbnz w19, #O_CREAT_BIT, fail_eisdir
5:
  ldr x0, [x20, #N_OPS]
  address x1, descriptor_operations
  cmp x0, x1
  b.eq 7f
  ldr w1, =OPEN_TRANSIENT
  bic w1, w19, w1
  orr w1, w1, #O_LARGEFILE
  bl file_alloc
  str x20, [x0, #F_NODE]
  ubfx x1, x19, #O_CLOEXEC_BIT, #1
  bl descriptor_install
  b syscall_return
6:
  cmn x0, #ENOENT
  b.ne syscall_return
  tbnz w19, #O_CREAT_BIT, fail_erofs
  b syscall_return
7: // /dev/stdin and its like
  ldr w0, [x20, #N_RDEV]
  bl descriptor_get
  cbz x0, fail_enxio
  ubfx x1, x19, #O_CLOEXEC_BIT, #1
  bl descriptor_install
  b syscall_return

fail_enxio:
  sys_fail ENXIO
// Failures that more than one unit has.
.global fail_erofs, fail_enotdir, fail_eisdir
fail_erofs:
  sys_fail EROFS
fail_eloop:
  sys_fail ELOOP
fail_enotdir:
  sys_fail ENOTDIR
fail_eisdir:
  sys_fail EISDIR

// Bytes in an open file. in: x0 = file. out: x0 = bytes, 0 for what is no regular file. clobbers: x1.
.global file_size
file_size:
  ldr x1, [x0, #F_OPS]
  ldr x1, [x1, #OP_MODE]
  cbnz x1, 1f
  ldr x0, [x0, #F_NODE]
  ldr x0, [x0, #N_FILE_SIZE]
  ret
1:
  mov x0, #0
  ret

// OP_READ of a regular file
regular_read:
  push x29, x30
  push x19, x20
  mov x19, x0
  ldr x3, [x0, #F_OFFSET]
  bl regular_pread
  tbnz x0, #63, 1f
  ldr x1, [x19, #F_OFFSET]
  add x1, x1, x0
  str x1, [x19, #F_OFFSET]
1:
  pop x19, x20
  pop x29, x30
  ret

// OP_PREAD of a regular file
regular_pread:
  push x29, x30
  push x19, x20
  ldr x4, [x0, #F_NODE]
  ldr x5, [x4, #N_FILE_SIZE]
  subs x5, x5, x3
  csel x5, x5, xzr, hi
  cmp x2, x5
  csel x19, x2, x5, lo
  mov x0, x1
  ldr x1, [x4, #N_DATA]
  add x1, x1, x3
  mov x2, x19
  bl copy_to_user
  cmp x0, #0
  csel x0, x19, x0, eq
  pop x19, x20
  pop x29, x30
  ret

// OP_WRITE of the tree never runs: nothing of it opens for writing.
regular_write:
  mov x0, #-EROFS
  ret

// OP_READ, OP_PREAD of a directory
directory_read:
  mov x0, #-EISDIR
  ret

// getdents64(fd, buffer, bytes). F_OFFSET counts entries; F_READY_TAIL says for which count F_READY is the next child.
.global sys_getdents64
sys_getdents64:
  mov x19, x1
  mov w20, w2
  bl descriptor_get
  cbz x0, fail_ebadf
  mov x21, x0
  ldr x1, [x0, #F_OPS]
  address x2, directory_operations
  cmp x1, x2
  b.ne fail_enotdir
  sub sp, sp, #288                    // one record
  mov x22, #0                         // bytes delivered
1:
  bl next_entry                       // x23 = node, x24, x25 = name
  cbz x23, 5f
  add x26, x25, #(DIRENT_NAME + 1 + 7)
  and x26, x26, #~7                   // record length
  add x0, x22, x26
  cmp x0, x20
  b.hi 4f
  ldr x0, [x23, #N_INO]
  ldr x1, [x21, #F_OFFSET]
  add x1, x1, #1
  stp x0, x1, [sp]                    // d_ino, d_off
  strh w26, [sp, #DIRENT_RECLEN]
  ldr w0, [x23, #N_MODE]
  ubfx w0, w0, #12, #4                // DT_* is the file type of the mode
  strb w0, [sp, #DIRENT_TYPE]
  add x0, sp, #DIRENT_NAME
  mov x1, #0
2:
  cmp x1, x25
  b.hs 3f
  ldrb w2, [x24, x1]
  strb w2, [x0, x1]
  add x1, x1, #1
  b 2b
3:
  strb wzr, [x0, x1]
  add x0, x19, x22
  mov x1, sp
  mov x2, x26
  bl copy_to_user
  cbnz x0, 6f
  add x22, x22, x26
  ldr x0, [x21, #F_OFFSET]            // the entry is delivered
  add x0, x0, #1
  str x0, [x21, #F_OFFSET]
  str x0, [x21, #F_READY_TAIL]
  ldr x1, [x21, #F_NODE]
  ldr x1, [x1, #N_CHILDREN]
  ldr x2, [x23, #N_SIBLING]
  cmp x0, #2
  csel x1, x1, x2, ls
  str x1, [x21, #F_READY]
  b 1b
4:
  cbz x22, fail_einval                // not even one record fits
5:
  mov x0, x22
  b syscall_return
6:
  cbz x22, syscall_return
  b 5b

// The entry at the directory's position. in: x21 = file. out: x23 = node or 0 at the end, x24 = name, x25 = its length.
// clobbers: x0-x2.
next_entry:
  ldr x0, [x21, #F_OFFSET]
  ldr x23, [x21, #F_NODE]
  address x24, dots
  mov x25, #1
  cbz x0, 4f                          // "."
  mov x25, #2
  cmp x0, #1
  b.eq 3f
  ldr x1, [x21, #F_READY_TAIL]
  cmp x0, x1
  b.eq 2f
  ldr x23, [x23, #N_CHILDREN]         // after a seek: count from the first child
  sub x0, x0, #2
1:
  cbz x0, 5f
  cbz x23, 4f
  ldr x23, [x23, #N_SIBLING]
  sub x0, x0, #1
  b 1b
2:
  ldr x23, [x21, #F_READY]
  b 5f
3:
  ldr x23, [x23, #N_PARENT]
4:
  ret
5:
  cbz x23, 4b
  ldr x24, [x23, #N_NAME]
  ldr x25, [x23, #N_NAME_LENGTH]
  ret

// chdir(path)
.global sys_chdir
sys_chdir:
  mov x1, x0
  mov w0, #AT_FDCWD
  mov x2, #1
  bl path_resolve
  branch_if_error x0, syscall_return
change_directory:
  ldr w1, [x0, #N_MODE]
  and w1, w1, #S_IFMT
  cmp w1, #S_IFDIR
  b.ne fail_enotdir
  ldr x1, [x28, #T_PROCESS]
  str x0, [x1, #P_CWD]
  mov x0, #0
  b syscall_return

// fchdir(fd)
.global sys_fchdir
sys_fchdir:
  bl descriptor_get
  cbz x0, fail_ebadf
  ldr x1, [x0, #F_OPS]
  ldr x1, [x1, #OP_MODE]
  cbnz x1, fail_enotdir
  ldr x0, [x0, #F_NODE]
  b change_directory

.ltorg

.section .rodata, "a"
dots: .ascii ".."
.balign 8
.global regular_operations, directory_operations
regular_operations:
  .quad regular_read, regular_write, always_ready, release_nothing, regular_pread, 0, 0
directory_operations:
  .quad directory_read, regular_write, always_ready, release_nothing, directory_read, 0, 0
