// Syscalls that would change the tree: EROFS, after the errors that Linux finds first.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.text
// Changes to something that must exist: unlinkat, linkat, renameat, fchmodat, fchownat, utimensat (directory, path,
// ...)
.global sys_readonly_existing
sys_readonly_existing:
  cbz x1, sys_readonly_descriptor     // utimensat without path: the descriptor
  mov x2, #0
  bl path_resolve
  branch_if_error x0, syscall_return
  b fail_erofs

// Changes that make something new: mkdirat, mknodat (directory, path, ...)
.global sys_readonly_create
sys_readonly_create:
  mov x2, #0
  bl path_resolve
  branch_if_error x0, 1f
  b fail_eexist
1:
  cmn x0, #ENOENT
  b.ne syscall_return
  b fail_erofs

// symlinkat(target, directory, path)
.global sys_readonly_symlink
sys_readonly_symlink:
  mov w0, w1
  mov x1, x2
  b sys_readonly_create

// truncate(path, length)
.global sys_readonly_truncate
sys_readonly_truncate:
  mov x1, x0
  mov w0, #AT_FDCWD
  b sys_readonly_existing

// ftruncate, fchmod, fchown (fd, ...)
.global sys_readonly_descriptor
sys_readonly_descriptor:
  bl descriptor_get
  cbz x0, fail_ebadf
  b fail_erofs

// setxattr, removexattr (path, ...), and of a link itself
.global sys_xattr_change, sys_lxattr_change
sys_xattr_change:
  mov x2, #1
  b 1f
sys_lxattr_change:
  mov x2, #0
1:
  mov x1, x0
  mov w0, #AT_FDCWD
  bl path_resolve
  branch_if_error x0, syscall_return
  b fail_erofs
