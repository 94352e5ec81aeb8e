// Syscalls that move bytes between two descriptors within the kernel. Programs try them first and fall back on read and
// write when they fail as they do on files that cannot do it; so here no file can.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.text
// copy_file_range(in, in_position, out, out_position, length, flags): fs/read_write.c, generic_file_rw_checks. Nothing that
// can be written is a regular file.
.global sys_copy_file_range
sys_copy_file_range:
  mov w20, w2
  mov w21, w5
  bl descriptor_get
  cbz x0, fail_ebadf
  mov x19, x0
  mov w0, w20
  bl descriptor_peek
  cbz x0, fail_ebadf
  mov x20, x0
  cbnz w21, fail_einval
  bl file_type
  mov w22, w0
  mov x0, x19
  bl file_type
  mov w1, #S_IFDIR
  cmp w0, w1
  ccmp w22, w1, #4, ne
  b.eq fail_eisdir
  mov w1, #S_IFREG
  cmp w0, w1
  ccmp w22, w1, #0, eq
  b.ne fail_einval
  b fail_ebadf                        // two regular files: the second is not open for writing

// S_IFMT bits of an open file's mode. in: x0 = file. out: w0. clobbers: x1.
file_type:
  ldr x1, [x0, #F_OPS]
  ldr x1, [x1, #OP_MODE]
  cbnz x1, 1f
  ldr x1, [x0, #F_NODE]
  ldr w1, [x1, #N_MODE]
1:
  and w0, w1, #S_IFMT
  ret

// sendfile(out, in, position, count), tee(in, out, length, flags)
.global sys_sendfile, sys_tee
sys_sendfile:
sys_tee:
  mov w2, w1

// splice(in, in_position, out, ...)
.global sys_splice
sys_splice:
  mov w19, w2
  bl descriptor_get
  cbz x0, fail_ebadf
  mov w0, w19
  bl descriptor_peek
  cbz x0, fail_ebadf
  b fail_einval

// vmsplice(fd, vectors, count, flags)
.global sys_vmsplice
sys_vmsplice:
  bl descriptor_get
  cbz x0, fail_ebadf
  b fail_einval
