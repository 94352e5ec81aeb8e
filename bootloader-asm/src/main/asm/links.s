// Syscalls on names: what a link says, what may be done with a file, its extended attributes (none).
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.text
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

// faccessat(directory, path, mode)
.global sys_faccessat
sys_faccessat:
  mov w3, #0

// faccessat2(directory, path, mode, flags): root may do all but write, and execute only what has an x bit
.global sys_faccessat2
sys_faccessat2:
  mov w19, w2
  tst w2, #~ACCESS_MODES
  b.ne fail_einval
  ldr w9, =(AT_EACCESS | AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)
  bic w9, w3, w9
  cbnz w9, fail_einval
  mov w2, w3
  bl path_or_descriptor
  branch_if_error x0, syscall_return
  cbz x0, 3f
  ldr w1, [x0, #N_MODE]
  and w2, w1, #S_IFMT
  cmp w2, #S_IFCHR
  b.eq 1f
  tbnz w19, #W_OK_BIT, fail_erofs
1:
  tbz w19, #X_OK_BIT, 3f
  cmp w2, #S_IFDIR
  b.eq 3f
  mov w2, #MODE_0111
  tst w1, w2
  b.eq fail_eacces
3:
  mov x0, #0
  b syscall_return

// getxattr, lgetxattr(path, ...): the tree has no extended attributes
.global sys_getxattr, sys_lgetxattr
sys_getxattr:
  mov x2, #1
  b 1f
sys_lgetxattr:
  mov x2, #0
1:
  mov x1, x0
  mov w0, #AT_FDCWD
  bl path_resolve
  branch_if_error x0, syscall_return
2:
  b fail_eopnotsupp

// fgetxattr(fd, ...)
.global sys_fgetxattr
sys_fgetxattr:
  bl descriptor_get
  cbz x0, fail_ebadf
  b 2b

// listxattr, llistxattr(path, ...): an empty list
.global sys_listxattr, sys_llistxattr
sys_listxattr:
  mov x2, #1
  b 1f
sys_llistxattr:
  mov x2, #0
1:
  mov x1, x0
  mov w0, #AT_FDCWD
  bl path_resolve
  branch_if_error x0, syscall_return
  mov x0, #0
  b syscall_return

// execve(path, ...): the errors that come before a program could be loaded; then ENOSYS, since there is one program
.global sys_execve
sys_execve:
  mov x1, x0
  mov w0, #AT_FDCWD
  mov x2, #1
  bl path_resolve
  branch_if_error x0, syscall_return
  ldr w1, [x0, #N_MODE]
  and w2, w1, #S_IFMT
  cmp w2, #S_IFREG
  b.ne fail_eacces
  mov w2, #MODE_0111
  tst w1, w2
  b.eq fail_eacces
  b fail_enosys
.ltorg
