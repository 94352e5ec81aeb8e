// Reading and writing through descriptors: checks that all kinds of file share; the kinds do the work (OP_*).
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

// transfer_length REG: cut a byte count as Linux does (fs/read_write.c, MAX_RW_COUNT). clobbers: x9.
.macro transfer_length reg:req
  ldr x9, =MAX_RW_COUNT
  cmp \reg, x9
  csel \reg, \reg, x9, lo
.endm

.text
// read(fd, buffer, count)
.global sys_read
sys_read:
  mov x19, x1
  mov x20, x2
  bl readable_file
  transfer_length x20
  mov x1, x19
  mov x2, x20
  ldr x9, [x0, #F_OPS]
  ldr x9, [x9, #OP_READ]
  blr x9
  b syscall_return

// write(fd, buffer, count)
.global sys_write
sys_write:
  mov x19, x1
  mov x20, x2
  bl writable_file
  transfer_length x20
  mov x1, x19
  mov x2, x20
  ldr x9, [x0, #F_OPS]
  ldr x9, [x9, #OP_WRITE]
  blr x9
  b syscall_return

// The file of a descriptor, open for reading. in: w0 = fd. out: x0 = file; fails with EBADF. clobbers: x1, x2, x9.
readable_file:
  push x29, x30
  bl descriptor_get
  pop x29, x30
  cbz x0, fail_ebadf
  ldr x1, [x0, #F_FLAGS]
  and x1, x1, #O_ACCMODE
  cmp x1, #O_WRONLY
  b.eq fail_ebadf
  ret

// The same for writing.
writable_file:
  push x29, x30
  bl descriptor_get
  pop x29, x30
  cbz x0, fail_ebadf
  ldr x1, [x0, #F_FLAGS]
  tst x1, #O_ACCMODE                  // O_RDONLY is 0
  b.eq fail_ebadf
  ret

// A file has nothing to read or no room now: the call is dispatched again when its queue is woken. in: x0 = file,
// x1 = F_QUEUE or F_QUEUE2, x28. out: returns only with x0 = -EAGAIN, when the call must not block.
.global file_wait
file_wait:
  ldr x2, [x0, #F_FLAGS]
  tbnz x2, #O_NONBLOCK_BIT, 1f
  ldr x2, [x28, #T_NO_BLOCK]
  cbnz x2, 1f
  add x0, x0, x1
  mov x1, #0
  mov x3, #BLOCK_RESTART
  b block_current
1:
  mov x0, #-EAGAIN
  ret

// pread64(fd, buffer, count, position)
.global sys_pread64
sys_pread64:
  mov x19, x1
  mov x20, x2
  mov x21, x3
  tbnz x3, #63, fail_einval
  bl readable_file
  transfer_length x20
  mov x1, x19
  mov x2, x20
  mov x3, x21
  ldr x9, [x0, #F_OPS]
  ldr x9, [x9, #OP_PREAD]
  cbz x9, fail_espipe
  blr x9
  b syscall_return

// pwrite64(fd, buffer, count, position): only devices can be written, and they have no positions
.global sys_pwrite64
sys_pwrite64:
  mov x19, x1
  mov x20, x2
  tbnz x3, #63, fail_einval
  bl writable_file
  transfer_length x20
  mov x1, x19
  mov x2, x20
  ldr x9, [x0, #F_OPS]
  ldr x10, [x9, #OP_PREAD]
  cbz x10, fail_espipe
  ldr x9, [x9, #OP_WRITE]
  blr x9
  b syscall_return

// preadv(fd, vectors, count, position)
.global sys_preadv
sys_preadv:
  tbnz x3, #63, fail_einval
  mov w5, #0
  // falls through

// preadv2(fd, vectors, count, position, 0, flags): position -1 is the file's own, as in readv
.global sys_preadv2
sys_preadv2:
  bl vector_arguments
  bl readable_file
  bl check_transfer_flags
  ldr x9, [x0, #F_OPS]
  ldr x21, [x9, #OP_READ]
  tbnz x22, #63, transfer_vectors
  ldr x21, [x9, #OP_PREAD]
  cbz x21, fail_espipe
  b transfer_vectors

// pwritev(fd, vectors, count, position): only devices can be written, and they have no positions
.global sys_pwritev
sys_pwritev:
  tbnz x3, #63, fail_einval
  mov w5, #0
  // falls through

// pwritev2(fd, vectors, count, position, 0, flags)
.global sys_pwritev2
sys_pwritev2:
  bl vector_arguments
  bl writable_file
  bl check_transfer_flags
  ldr x9, [x0, #F_OPS]
  ldr x21, [x9, #OP_WRITE]
  tbnz x22, #63, transfer_vectors
  ldr x10, [x9, #OP_PREAD]
  cbz x10, fail_espipe
  b transfer_vectors

// Keep what preadv2 and pwritev2 have in common. in: x1-x5 as theirs. out: x19 = vectors, x20 = count, x22 = position, w24 =
// flags; fails with EINVAL when the position is below -1. x0 unchanged. clobbers: flags.
vector_arguments:
  mov x19, x1
  mov x20, x2
  mov x22, x3
  mov w24, w5
  cmn x3, #1
  ccmp x3, #0, #0, ne                 // -1: N clear
  b.lt fail_einval
  ret

// Fail with EOPNOTSUPP for RWF_NOWAIT, which Linux has for a few kinds of file, and for unknown flags; the others change
// nothing here. in: w24 = flags. clobbers: x9, flags.
check_transfer_flags:
  mov w9, #RWF_WITHOUT_EFFECT
  bics w9, w24, w9
  b.ne fail_eopnotsupp
  ret

// readv(fd, vectors, count)
.global sys_readv
sys_readv:
  mov x19, x1
  mov x20, x2
  bl readable_file
  ldr x21, [x0, #F_OPS]
  ldr x21, [x21, #OP_READ]
  b transfer_vectors

// writev(fd, vectors, count)
.global sys_writev
sys_writev:
  mov x19, x1
  mov x20, x2
  bl writable_file
  ldr x21, [x0, #F_OPS]
  ldr x21, [x21, #OP_WRITE]

// in: x0 = file, x19 = struct iovec[], x20 = their number, x21 = operation, x22 = position if the operation takes one.
// A transfer that has moved something never blocks: it returns what it moved.
transfer_vectors:
  mov x23, x0
  mov x24, #0                         // bytes moved
  cmp x20, #IOV_MAX
  b.hi fail_einval
  sub sp, sp, #16
1:
  cbz x20, 5f
  mov x0, sp
  mov x1, x19
  mov x2, #16
  bl copy_from_user
  cbnz x0, 4f
  ldp x25, x26, [sp]
  add x19, x19, #16
  sub x20, x20, #1
  cbz x26, 1b
  tbnz x26, #63, 3f
  transfer_length x26
  cmp x24, #0
  cset x0, ne
  str x0, [x28, #T_NO_BLOCK]
  mov x0, x23
  mov x1, x25
  mov x2, x26
  mov x3, x22
  blr x21
  tbnz x0, #63, 4f
  add x24, x24, x0
  add x22, x22, x0
  cmp x0, x26
  b.eq 1b
  b 5f
3:
  mov x0, #-EINVAL
4:
  cbz x24, syscall_return
5:
  mov x0, x24
  b syscall_return

// lseek(fd, offset, whence)
.global sys_lseek
sys_lseek:
  mov x19, x1
  mov w20, w2
  bl descriptor_get
  cbz x0, fail_ebadf
  ldr x1, [x0, #F_OPS]
  ldr x1, [x1, #OP_PREAD]
  cbz x1, fail_espipe
  mov x2, #0
  cmp w20, #SEEK_SET
  b.eq 1f
  ldr x2, [x0, #F_OFFSET]
  cmp w20, #SEEK_CUR
  b.eq 1f
  cmp w20, #SEEK_END
  b.ne fail_einval
  mov x21, x0
  bl file_size
  mov x2, x0
  mov x0, x21
1:
  adds x2, x2, x19
  b.mi fail_einval
  str x2, [x0, #F_OFFSET]
  mov x0, x2
  b syscall_return

// fsync, fdatasync, flock, fadvise64 (fd, ...): a read-only tree has nothing to write back
.global sys_descriptor_ok
sys_descriptor_ok:
  bl descriptor_get
  cbz x0, fail_ebadf
  mov x0, #0
  b syscall_return
.ltorg
