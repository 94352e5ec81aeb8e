// Devices in the tree: /dev/null, zero, random, urandom; stdin, stdout and stderr, which are other names of descriptors.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ CHUNK, 256
.equ NAME_DEV_LENGTH, 3

// device_row NAME, LENGTH, OPERATIONS, MINOR: a character device of major 1 (Linux Documentation/admin-
// guide/devices.txt).
.macro device_row name:req, length:req, operations:req, minor:req
  .quad \name, \length, \operations, 1 << 8 | \minor
.endm

// descriptor_row NAME, LENGTH, FD: opening it gives another descriptor for the file that FD names.
.macro descriptor_row name:req, length:req, fd:req
  .quad \name, \length, descriptor_operations, \fd
.endm

.text
// Add /dev to the tree, and its files when somebody looks. clobbers: x0-x17.
.global devices_add
devices_add:
  push x29, x30
  load_symbol x0, tree_root
  address x1, name_dev
  mov x2, #NAME_DEV_LENGTH
  bl tree_directory
  cbz x0, 1f
  address x1, devices_fill
  str x1, [x0, #N_FILL]
1:
  pop x29, x30
  ret

// N_FILL of /dev. clobbers: x0-x17.
devices_fill:
  push x29, x30
  push x19, x20
  mov x20, x0
  address x19, device_rows
1:
  ldp x1, x2, [x19]
  cbz x1, 2f
  mov x0, x20
  ldr w3, =(S_IFCHR | MODE_0666)
  bl tree_place
  ldp x1, x2, [x19, #16]
  add x19, x19, #32
  cbz x0, 1b                          // the archive has something else there
  str x1, [x0, #N_OPS]
  str x2, [x0, #N_RDEV]
  b 1b
2:
  pop x19, x20
  pop x29, x30
  ret

// OP_READ and OP_PREAD of /dev/null: end of file. OP_WRITE of all devices: swallow.
null_read:
  mov x0, #0
  ret
device_write:
  mov x0, x2
  ret

// OP_READ and OP_PREAD of /dev/zero
zero_read:
  push x29, x30
  push x19, x20
  push x21, x22
  mov x19, x1
  mov x20, x2
  mov x21, #0
1:
  sub x2, x20, x21
  mov x0, #CHUNK
  cmp x2, x0
  csel x22, x2, x0, lo
  cbz x22, 3f
  add x0, x19, x21
  address x1, zeroes
  mov x2, x22
  bl copy_to_user
  cbnz x0, 4f
  add x21, x21, x22
  b 1b
3:
  mov x0, #0
4:
  cmp x21, #0
  csel x0, x21, x0, ne
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// OP_READ and OP_PREAD of /dev/random and /dev/urandom
random_read:
  mov x0, x1
  mov x1, x2
  b random_to_user

// OP_POLL: always ready
.global always_ready
always_ready:
  mov x0, #(EPOLLIN | EPOLLOUT | EPOLLRDNORM | EPOLLWRNORM)
  ret

// OP_RELEASE: nothing to do
.global release_nothing
release_nothing:
  ret
.ltorg

.section .rodata, "a"
.balign 8
device_rows:
  device_row name_null, 4, null_operations, 3
  device_row name_zero, 4, zero_operations, 5
  device_row name_random, 6, random_operations, 8
  device_row name_urandom, 7, random_operations, 9
  descriptor_row name_stdin, 5, 0
  descriptor_row name_stdout, 6, 1
  descriptor_row name_stderr, 6, 2
  .quad 0, 0
null_operations:
  .quad null_read, device_write, always_ready, release_nothing, null_read, 0, 0
zero_operations:
  .quad zero_read, device_write, always_ready, release_nothing, zero_read, 0, 0
random_operations:
  .quad random_read, device_write, always_ready, release_nothing, random_read, 0, 1
// Only marks such a node: nothing is ever opened with it.
.global descriptor_operations
descriptor_operations:
  .quad null_read, device_write, always_ready, release_nothing, null_read, 0, 0
name_dev: .ascii "dev"
name_null: .ascii "null"
name_zero: .ascii "zero"
name_random: .ascii "random"
name_urandom: .ascii "urandom"
name_stdin: .ascii "stdin"
name_stdout: .ascii "stdout"
name_stderr: .ascii "stderr"

.bss
.balign 8
zeroes: .skip CHUNK                   // never written
