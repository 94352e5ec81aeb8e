// From path names to nodes, as path_resolution(7) says.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ MAX_LINKS, 40                    // linux/namei.h, MAXSYMLINKS
.equ PWD_WORD, 0x3d445750             // "PWD="

.text
// Find the node of a path of the program. in: w0 = directory descriptor or AT_FDCWD, x1 = path (user address),
// x2 = 1 to follow a symbolic link at the end, 0 not to. out: x0 = node or -errno. clobbers: x1-x17.
.global path_resolve
path_resolve:
  push x29, x30
  push x19, x20
  push x21, x22
  push x23, x24
  push x25, x26
  mov w19, w0
  mov x25, x2
  mov x26, #0                         // links followed
  address x0, path_buffers
  mov x2, #PATH_MAX
  bl copy_string_from_user
  tbnz x0, #63, 9f
  cbz x0, 8f                          // ENOENT
  address x20, path_buffers           // position
  add x21, x20, x0                    // end
  bl start_node
  branch_if_error x0, 9f
  mov x22, x0                         // node reached
1:
  ldr w0, [x22, #N_MODE]
  and w0, w0, #S_IFMT
  cmp w0, #S_IFDIR
  b.ne 3f
  mov x0, x20
  mov x1, x21
  bl path_component
  mov x20, x0
  cbz x2, 6f
  cmp x2, #NAME_MAX
  b.hi 7f
  ldrb w3, [x1]
  cmp w3, #'.'
  b.ne 2f
  cmp x2, #1
  b.eq 1b
  ldrb w3, [x1, #1]
  cmp w3, #'.'
  ccmp x2, #2, #0, eq
  b.ne 2f
  ldr x22, [x22, #N_PARENT]
  b 1b
2:
  mov x0, x22
  bl tree_child
  cbz x0, 8f
  mov x23, x22                        // where a relative link starts
  mov x22, x0
  ldr x1, [x0, #N_FILL]
  cbz x1, 1b
  str xzr, [x0, #N_FILL]
  blr x1
  b 1b
3: // not a directory: a link, or the end
  cmp w0, #S_IFLNK
  b.eq 4f
  cmp x20, x21                        // nothing may follow, not even a slash
  b.lo 5f
  ldrb w0, [x20, #-1]
  cmp w0, #'/'
  b.ne 6f
5:
  mov x0, #-ENOTDIR
  b 9f
4:
  cmp x20, x21
  b.lo 41f
  ldrb w0, [x20, #-1]
  cmp w0, #'/'
  b.eq 41f
  cbz x25, 6f
41:
  bl expand_link
  cbnz x0, 9f
  b 1b
6:
  mov x0, x22
  b 9f
7:
  mov x0, #-ENAMETOOLONG
  b 9f
8:
  mov x0, #-ENOENT
9:
  pop x25, x26
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// Where a path starts. in: w19 = directory descriptor, x20 = path, x28. out: x0 = node or -errno. clobbers: x1-x9.
start_node:
  ldrb w1, [x20]
  load_symbol x0, tree_root
  cmp w1, #'/'
  b.eq 2f
  ldr x0, [x28, #T_PROCESS]
  ldr x0, [x0, #P_CWD]
  cmn w19, #-AT_FDCWD
  b.eq 2f
  mov w0, w19
  mov x8, x30
  bl descriptor_get
  mov x30, x8
  cbz x0, 3f
  ldr x1, [x0, #F_OPS]
  ldr x2, [x1, #OP_MODE]
  cbnz x2, 4f
  ldr x0, [x0, #F_NODE]
  ldr w1, [x0, #N_MODE]
  and w1, w1, #S_IFMT
  cmp w1, #S_IFDIR
  b.ne 4f
2:
  ret
3:
  mov x0, #-EBADF
  ret
4:
  mov x0, #-ENOTDIR
  ret

// Replace the link at x22 by its target in front of what is left of the path. in: x20, x21 = rest, x22 = link,
// x23 = directory it stands in, x26 = links so far. out: x0 = 0 or -errno; x20, x21, x22, x26 updated. clobbers: x1-x7.
expand_link:
  add x26, x26, #1
  mov x0, #-ELOOP
  cmp x26, #MAX_LINKS
  b.hi 9f
  ldr x1, [x22, #N_DATA]
  ldr x2, [x22, #N_FILE_SIZE]
  mov x0, #-ENOENT
  cbz x2, 9f
  sub x3, x21, x20
  add x4, x2, x3
  mov x0, #-ENAMETOOLONG
  cmp x4, #(PATH_MAX - 2)
  b.hi 9f
  // the other of the two buffers
  address x5, path_buffers
  add x6, x5, #PATH_MAX
  cmp x20, x6
  csel x5, x6, x5, lo
  mov x6, x5
1:
  ldrb w7, [x1], #1
  strb w7, [x6], #1
  subs x2, x2, #1
  b.ne 1b
  cbz x3, 3f
  mov w7, #'/'
  strb w7, [x6], #1
2:
  ldrb w7, [x20], #1
  strb w7, [x6], #1
  subs x3, x3, #1
  b.ne 2b
3:
  mov x20, x5
  mov x21, x6
  ldrb w7, [x5]
  load_symbol x0, tree_root
  cmp w7, #'/'
  csel x22, x0, x23, eq
  mov x0, #0
9:
  ret

// The path of a directory. in: x0 = node, x1 = buffer, x2 = its size. out: x0 = start of the text (it ends with the
// buffer, NUL included), or 0 when it does not fit. clobbers: x1-x9.
path_of:
  add x3, x1, x2
  strb wzr, [x3, #-1]!
  load_symbol x4, tree_root
  cmp x0, x4
  b.eq 3f
1:
  cmp x0, x4
  b.eq 4f
  ldr x5, [x0, #N_NAME]
  ldr x6, [x0, #N_NAME_LENGTH]
  sub x7, x3, x1
  cmp x7, x6
  b.ls 5f
2:
  sub x6, x6, #1
  ldrb w8, [x5, x6]
  strb w8, [x3, #-1]!
  cbnz x6, 2b
  mov w8, #'/'
  strb w8, [x3, #-1]!
  ldr x0, [x0, #N_PARENT]
  b 1b
3:
  mov w8, #'/'
  strb w8, [x3, #-1]!
4:
  mov x0, x3
  ret
5:
  mov x0, #0
  ret

// Start in the directory that the environment's PWD names; without one, or when it names none, at the root.
// in: x28 = first thread, its stack built (env_vector holds addresses of the program). clobbers: x0-x17.
.global path_enter_pwd
path_enter_pwd:
  push x29, x30
  push x19, x20
  load_symbol x19, env_vector
  load_symbol x20, env_count
1:
  cbz x20, 9f
  sub x20, x20, #1
  ldr x0, [x19], #8
  bl load_user_word
  cbnz x1, 1b
  ldr w1, =PWD_WORD
  cmp w0, w1
  b.ne 1b
  ldr x1, [x19, #-8]
  add x1, x1, #4
  mov w0, #AT_FDCWD
  mov x2, #1
  bl path_resolve
  branch_if_error x0, 9f
  ldr w1, [x0, #N_MODE]
  and w1, w1, #S_IFMT
  cmp w1, #S_IFDIR
  b.ne 9f
  ldr x1, [x28, #T_PROCESS]
  str x0, [x1, #P_CWD]
9:
  pop x19, x20
  pop x29, x30
  ret

// getcwd(buffer, size)
.global sys_getcwd
sys_getcwd:
  mov x19, x0
  mov x20, x1
  ldr x0, [x28, #T_PROCESS]
  ldr x0, [x0, #P_CWD]
  address x1, path_buffers
  mov x2, #PATH_MAX
  bl path_of
  cbz x0, 1f
  mov x1, x0
  address x2, path_buffers
  add x2, x2, #PATH_MAX
  sub x2, x2, x0
  cmp x20, x2
  b.lo 2f
  mov x20, x2
  mov x0, x19
  bl copy_to_user
  cbnz x0, syscall_return
  mov x0, x20
  b syscall_return
1:
  sys_fail ENAMETOOLONG
2:
  sys_fail ERANGE
.ltorg
