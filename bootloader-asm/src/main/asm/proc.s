// The few files of /proc/self that programs ask for: auxv, exe and maps; cmdline.s has two more. cgroup and mountinfo are
// absent on purpose: a program then assumes that it has the whole machine.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ LINE_SIZE, 128                   // of /proc/self/maps without the name
.equ ADDRESS_DIGITS, 8                // at least

.text
// Add /proc/self to the tree, and its files when somebody looks. in: args_vector. clobbers: x0-x17.
.global proc_add
proc_add:
  push x29, x30
  load_symbol x0, args_vector
  ldr x0, [x0]                        // build_stack puts the program's address there
  store_symbol x0, program_name, x1
  load_symbol x0, tree_root
  address x1, name_proc
  mov x2, #(name_self - name_proc)
  bl tree_directory
  cbz x0, 1f
  address x1, name_self
  mov x2, #(name_auxv - name_self)
  bl tree_directory
  cbz x0, 1f
  address x1, self_fill
  str x1, [x0, #N_FILL]
1:
  pop x29, x30
  ret

// N_FILL of /proc/self. clobbers: x0-x17.
self_fill:
  push x29, x30
  push x19, x20
  mov x19, x0
  address x1, name_auxv
  mov x2, #(name_maps - name_auxv)
  ldr w3, =(S_IFREG | MODE_0400)
  bl tree_place
  cbz x0, 1f
  address x1, auxv
  str x1, [x0, #N_DATA]
  load_symbol x1, auxv_size
  str x1, [x0, #N_FILE_SIZE]
1:
  mov x0, x19
  address x1, name_maps
  mov x2, #(name_exe - name_maps)
  ldr w3, =(S_IFREG | MODE_0444)
  bl tree_place
  cbz x0, 2f
  address x1, maps_operations
  str x1, [x0, #N_OPS]
2:
  mov x0, x19
  address x1, name_exe
  mov x2, #(name_exe_end - name_exe)
  ldr w3, =(S_IFLNK | MODE_0777)
  bl tree_place
  cbz x0, 3f
  store_symbol x0, exe_node, x1
  bl executable_path
3:
  pop x19, x20
  pop x29, x30
  b cmdline_add

// The program counts as the file /NAME, where NAME is argv[0]; an argv[0] with a slash in front is the path itself.
// in: x0 = node of the link. clobbers: x1-x5.
executable_path:
  load_symbol x1, program_name
  mov x2, #0
1:
  ldrb w3, [x1, x2]
  add x2, x2, #1
  cbnz w3, 1b
  sub x2, x2, #1
  ldrb w3, [x1]
  cmp w3, #'/'
  b.eq 3f
  cmp x2, #NAME_MAX
  b.hi 4f
  address x4, executable
  mov w3, #'/'
  strb w3, [x4]
  mov x3, #0
2:
  cmp x3, x2
  b.hs 5f
  ldrb w5, [x1, x3]
  add x3, x3, #1
  strb w5, [x4, x3]
  b 2b
5:
  mov x1, x4
  add x2, x2, #1
3:
  str x1, [x0, #N_DATA]
  str x2, [x0, #N_FILE_SIZE]
4:
  ret

// The auxiliary vector is complete. in: x0 = its bytes. clobbers: x1.
.global proc_publish_auxv
proc_publish_auxv:
  store_symbol x0, auxv_size, x1
  ret

// OP_READ of a text that is made anew for each read
.global proc_read
proc_read:
  push x29, x30
  push x19, x20
  mov x19, x0
  ldr x3, [x0, #F_OFFSET]
  ldr x4, [x0, #F_OPS]
  ldr x4, [x4, #OP_PREAD]
  blr x4
  tbnz x0, #63, 1f
  ldr x1, [x19, #F_OFFSET]
  add x1, x1, x0
  str x1, [x19, #F_OFFSET]
1:
  pop x19, x20
  pop x29, x30
  ret

// A piece of such a text: what lies before the position is passed over, what has room goes to the program.
// in: x1 = piece in the nucleus, x2 = its bytes, x19 = buffer, x20 = room, x21 = bytes to pass over, x22 = bytes delivered.
// out: x0 = 0 or -EFAULT; x20-x22 as they are then. clobbers: x1-x9.
proc_deliver:
  cmp x21, x2
  b.lo 1f
  sub x21, x21, x2
  mov x0, #0
  ret
1:
  push x24, x30
  add x1, x1, x21
  sub x2, x2, x21
  mov x21, #0
  cmp x2, x20
  csel x24, x2, x20, lo
  add x0, x19, x22
  mov x2, x24
  bl copy_to_user
  cbnz x0, 2f
  add x22, x22, x24
  sub x20, x20, x24
2:
  pop x24, x30
  ret

// OP_PREAD of /proc/self/maps: a line a region
maps_pread:
  push x29, x30
  push x19, x20
  push x21, x22
  push x23, x24
  sub sp, sp, #(LINE_SIZE + NAME_MAX + 1)
  mov x19, x1                         // buffer
  mov x20, x2                         // room
  mov x21, x3                         // bytes to pass over
  mov x22, #0                         // bytes delivered
  ldr x23, [x28, #T_PROCESS]
  ldr x23, [x23, #P_REGIONS]
1:
  cbz x23, 5f
  cbz x20, 5f
  mov x0, x23
  mov x1, sp
  bl maps_line
  sub x2, x0, x1                      // length
  ldr x23, [x23, #R_NEXT]
  bl proc_deliver
  cbz x0, 1b
  cbz x22, 6f
5:
  mov x0, x22
6:
  add sp, sp, #(LINE_SIZE + NAME_MAX + 1)
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// A region's line as proc(5) has it: START-END PERMISSIONS OFFSET DEVICE INODE NAME. The regions of the program's file
// carry its name, with offset 0. in: x0 = region, x1 = buffer. out: x0 = end of the line, x1 as before. clobbers: x2-x15.
maps_line:
  mov x15, x30
  mov x13, x0
  mov x14, x1
  ldr x0, [x13, #R_START]
  bl hexadecimal
  mov w2, #'-'
  strb w2, [x1], #1
  ldr x0, [x13, #R_END]
  bl hexadecimal
  ldr x0, [x13, #R_PROT]
  mov w2, #' '
  strb w2, [x1], #1
  mov w3, #'-'
  mov w2, #'r'
  tst x0, #PROT_READ
  csel w2, w2, w3, ne
  strb w2, [x1], #1
  mov w2, #'w'
  tst x0, #PROT_WRITE
  csel w2, w2, w3, ne
  strb w2, [x1], #1
  mov w2, #'x'
  tst x0, #PROT_EXEC
  csel w2, w2, w3, ne
  strb w2, [x1], #1
  address x2, maps_rest
  bl append
  ldr x0, [x13, #R_START]
  bl is_program_file
  cbz x0, 1f
  mov w2, #' '
  strb w2, [x1], #1
  load_symbol x2, exe_node
  cbz x2, 1f
  ldr x3, [x2, #N_FILE_SIZE]
  ldr x2, [x2, #N_DATA]
  cmp x3, #NAME_MAX
  b.hi 1f
  bl append_bytes
1:
  mov w2, #'\n'
  strb w2, [x1], #1
  mov x0, x1
  mov x1, x14
  mov x30, x15
  ret

// Append a NUL-terminated string. in: x1 = buffer, x2 = string. out: x1 behind it. clobbers: x2, x3.
append:
  ldrb w3, [x2], #1
  cbz w3, 1f
  strb w3, [x1], #1
  b append
1:
  ret

// Append bytes. in: x1 = buffer, x2 = bytes, x3 = their number. out: x1 behind them. clobbers: x2-x4.
append_bytes:
  cbz x3, 1f
  ldrb w4, [x2], #1
  strb w4, [x1], #1
  sub x3, x3, #1
  b append_bytes
1:
  ret

// Append a number. in: x0, x1 = buffer. out: x1 behind it. clobbers: x2-x4.
hexadecimal:
  clz x2, x0
  mov x3, #64
  sub x2, x3, x2
  add x2, x2, #3
  lsr x2, x2, #2                      // digits
  cmp x2, #ADDRESS_DIGITS
  mov x3, #ADDRESS_DIGITS
  csel x2, x2, x3, hs
  lsl x2, x2, #2
1:
  sub x2, x2, #4
  lsr x3, x0, x2
  and w3, w3, #15
  add w4, w3, #('a' - 10)
  add w3, w3, #'0'
  cmp w3, #'9'
  csel w3, w3, w4, ls
  strb w3, [x1], #1
  cbnz x2, 1b
  ret

// Does an address come from the program's file? in: x0 = address. out: x0 = 1 or 0. clobbers: x2-x12.
is_program_file:
  push x29, x30
  push x1, x13
  push x14, x15
  mov x12, x0
  mov x11, #0
1:
  mov w0, #RECORD_SEGMENT
  mov x1, x11
  bl record_next
  mov x11, x0
  cbz x0, 2f
  ldr x2, [x0, #RECORD_VA]
  ldr x3, [x0, #RECORD_FILE_SIZE]
  sub x2, x12, x2
  cmp x2, x3
  b.hs 1b
  mov x0, #1
2:
  pop x14, x15
  pop x1, x13
  pop x29, x30
  ret

// OP_WRITE never runs: these files open for reading only.
.global proc_write
proc_write:
  mov x0, #-EROFS
  ret
.ltorg

.section .rodata, "a"
name_proc: .ascii "proc"
name_self: .ascii "self"
name_auxv: .ascii "auxv"
name_maps: .ascii "maps"
name_exe: .ascii "exe"
name_exe_end:
maps_rest: .asciz "p 00000000 00:00 0"
.balign 8
maps_operations:
  .quad proc_read, proc_write, always_ready, release_nothing, maps_pread, 0, 0

.bss
.balign 8
auxv_size: .skip 8                    // bytes
.global program_name
program_name: .skip 8                 // argv[0], in the nucleus
exe_node: .skip 8
executable: .skip NAME_MAX + 2
