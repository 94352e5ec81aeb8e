// /proc/self/cmdline and /proc/self/comm: the arguments, and the last part of the first of them.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.equ CHUNK, 256                       // bytes a copy

.text
// Add them to the tree. clobbers: x0-x17.
.global cmdline_add
cmdline_add:
  push x29, x30
  address x0, cmdline_path
  mov x1, #(cmdline_path_end - cmdline_path)
  ldr w2, =(S_IFREG | MODE_0444)
  bl tree_add
  cbz x0, 1f
  address x1, cmdline_operations
  str x1, [x0, #N_OPS]
1:
  address x0, comm_path
  mov x1, #(comm_path_end - comm_path)
  ldr w2, =(S_IFREG | MODE_0444)
  bl tree_add
  cbz x0, 2f
  bl find_name
2:
  pop x29, x30
  ret

// The text of /proc/self/comm. in: x0 = node. clobbers: x1-x6.
find_name:
  mov x6, x30
  address x4, comm
  str x4, [x0, #N_DATA]
  bl program_comm
  mov w3, #'\n'
  strb w3, [x4, x5]
  add x5, x5, #1
  str x5, [x0, #N_FILE_SIZE]
  ret x6

// The process is called as argv[0] behind its last slash, cut to COMM_SIZE - 1 bytes. in: x4 = buffer of zeros. out: x5 =
// length. clobbers: x1-x3.
.global program_comm
program_comm:
  load_symbol x1, program_name
  mov x2, x1
1:
  ldrb w3, [x1], #1
  cmp w3, #'/'
  csel x2, x1, x2, eq
  cbnz w3, 1b
  mov x5, #0
2:
  ldrb w3, [x2, x5]
  cbz w3, 3f
  strb w3, [x4, x5]
  add x5, x5, #1
  cmp x5, #(COMM_SIZE - 1)
  b.lo 2b
3:
  ret

// Where the arguments lie on the first stack, as the program finds (and may change) them. in: x0 = first byte, x1 = end.
// clobbers: x2.
.global cmdline_publish
cmdline_publish:
  address x2, arguments
  stp x0, x1, [x2]
  ret

// OP_PREAD of /proc/self/cmdline: the arguments, each with its NUL, out of the program's memory
cmdline_pread:
  push x29, x30
  push x19, x20
  push x21, x22
  push x23, x24
  sub sp, sp, #CHUNK
  mov x19, x1                         // buffer
  mov x20, x2                         // room
  mov x22, #0                         // bytes delivered
  address x0, arguments
  ldp x23, x24, [x0]
  sub x0, x24, x23
  cmp x3, x0
  b.hs 2f
  add x23, x23, x3
1:
  sub x2, x24, x23
  mov x0, #CHUNK
  cmp x2, x0
  csel x2, x2, x0, lo
  cmp x2, x20
  csel x21, x2, x20, lo
  cbz x21, 2f
  mov x0, sp
  mov x1, x23
  mov x2, x21
  bl copy_from_user
  cbnz x0, 2f                         // the program has unmapped its arguments
  add x0, x19, x22
  mov x1, sp
  mov x2, x21
  bl copy_to_user
  cbnz x0, 3f
  add x22, x22, x21
  add x23, x23, x21
  sub x20, x20, x21
  b 1b
2:
  mov x0, #0
3:
  cmp x22, #0
  csel x0, x22, x0, ne
  add sp, sp, #CHUNK
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret
.ltorg

.section .rodata, "a"
cmdline_path: .ascii "/proc/self/cmdline"
cmdline_path_end:
comm_path: .ascii "/proc/self/comm"
comm_path_end:
.balign 8
cmdline_operations:
  .quad proc_read, proc_write, always_ready, release_nothing, cmdline_pread, 0, 0

.bss
.balign 8
arguments: .skip 16                   // first byte and end, addresses of the program
comm: .skip COMM_SIZE
