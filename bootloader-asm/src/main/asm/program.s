// Loading the program: its process, its segments in place, its first thread and the stack that Linux would give it
// (x86-64 and arm64 agree: argc, argv, envp, auxv; Linux fs/binfmt_elf.c, create_elf_tables).
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ AUXV_MAX, 24                     // pairs

.text
// Load the program of the image. out: x28 = its first thread, runnable. clobbers: everything.
.global program_load
program_load:
  push x29, x30
  bl bootargs_collect
  bl proc_add
  mov w0, #RECORD_ENTRY
  mov x1, #0
  bl record_next
  cbz x0, 9f
  ldr x19, [x0, #RECORD_VA]
  bl process_create
  mov x20, x0
  bl thread_alloc                     // x0 = process
  mov x28, x0
  str x19, [x28, #T_PC]
  mov x0, x20
  bl address_space_switch
  bl load_segments
  bl map_vdso
  ldr x1, =USER_STACK_TOP
  ldr x0, =(USER_STACK_TOP - USER_STACK_SIZE)
  mov x2, #(PROT_READ | PROT_WRITE)
  bl region_insert
  bl build_stack
  bl path_enter_pwd
  mov x0, x20
  bl descriptors_init
  mov x0, x28
  bl thread_make_runnable
  pop x29, x30
  ret
9:
  address x0, message_no_entry
  b panic

// Process: one page. out: x0 = process. clobbers: x1-x7.
process_create:
  push x29, x30
  bl page_alloc
  physical_to_linear x0
  push x0, x19
  bl page_alloc
  mov x1, #USER_ASID
  orr x1, x0, x1, lsl #48
  pop x0, x19
  str x1, [x0, #P_TTBR]
  mov x1, #1
  str x1, [x0, #P_PID]
  mov x1, #0x12                       // 0022
  str x1, [x0, #P_UMASK]
  load_symbol x1, tree_root
  str x1, [x0, #P_CWD]
  bl limits_init
  pop x29, x30
  ret

// Map every SEGMENT record; x28 = thread. clobbers: x0-x17.
load_segments:
  push x29, x30
  push x19, x20
  push x21, x22
  mov x19, #0
1:
  mov w0, #RECORD_SEGMENT
  mov x1, x19
  bl record_next
  mov x19, x0
  cbz x0, 9f
  ldr w0, [x19, #RECORD_FLAGS]
  bl segment_protection
  mov x20, x0
  ldp x0, x1, [x19, #RECORD_VA]       // va, memSize
  cbz x1, 1b
  add x1, x0, x1
  round_up_page x1
  tst x0, #(PAGE_SIZE - 1)
  b.ne 8f
  cbz x0, 8f                          // page 0 stays unmapped: nil dereferences must fault
  and w2, w20, #(PROT_WRITE | PROT_EXEC)
  cmp w2, #(PROT_WRITE | PROT_EXEC)
  b.eq 8f
  ldr x2, =USER_MMAP_BASE             // segments stay below the nucleus's own choices
  cmp x1, x2
  b.hi 8f
  push x0, x1
  bl region_overlaps
  mov x2, x0
  pop x0, x1
  cbnz x2, 8f
  mov x2, x20
  bl region_insert
  ldp x21, x22, [x19, #RECORD_OFFSET] // offset, fileSize
  cbz x22, 1b
  load_symbol x0, image_physical
  add x21, x21, x0
  tst x21, #(PAGE_SIZE - 1)
  b.ne 8f
  ldr x0, [x19, #RECORD_MEM_SIZE]
  cmp x0, x22
  b.ls 3f
  // the last page's bytes behind fileSize are the program's zeros
  add x0, x21, x22
  physical_to_linear x0
2:
  tst x0, #63
  b.eq 21f
  strb wzr, [x0], #1
  b 2b
21:
  tst x0, #(PAGE_SIZE - 1)
  b.eq 3f
  stp xzr, xzr, [x0], #16
  stp xzr, xzr, [x0], #16
  stp xzr, xzr, [x0], #16
  stp xzr, xzr, [x0], #16
  b 21b
3:
  ldr x0, [x19, #RECORD_VA]
  mov x1, x21
  add x2, x22, #(PAGE_SIZE - 1)
  lsr x2, x2, #PAGE_SHIFT
  mov x3, x20
  bl map_pages
  b 1b
8:
  address x0, message_segment
  b panic
9:
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// ELF p_flags to PROT_*. in: w0 = PF_*. out: x0 = PROT_*. clobbers: x1.
segment_protection:
  ubfx w1, w0, #2, #1                 // PF_R = 4 -> PROT_READ = 1
  bfi w1, w0, #2, #1                  // PF_X = 1 -> PROT_EXEC = 4
  and w0, w0, #PF_W                   // PF_W = PROT_WRITE = 2
  orr w0, w0, w1
  ret

// Build the first stack; x28 = thread. clobbers: x0-x17.
build_stack:
  push x29, x30
  push x19, x20
  push x21, x22
  ldr x19, =(USER_STACK_TOP - 16)     // the stack grows down from here
  address x20, auxv
  address x0, platform_name
  bl push_string
  push x0, xzr
  address x0, auxv_random
  mov x1, #16
  bl random_bytes
  sub x19, x19, #16
  mov x0, x19
  address x1, auxv_random
  mov x2, #16
  bl copy_to_user
  mov x21, x19                        // AT_RANDOM
  load_symbol x0, env_vector
  load_symbol x1, env_count
  bl push_strings
  mov x22, x19                        // the end of the arguments
  load_symbol x0, args_vector
  load_symbol x1, args_count
  bl push_strings
  mov x0, x19
  mov x1, x22
  bl cmdline_publish
  mov x22, x19                        // AT_EXECFN: argv[0], the lowest
  pop x3, xzr
  mov x2, #AT_PLATFORM
  stp x2, x3, [x20], #16
  mov x2, #AT_RANDOM
  stp x2, x21, [x20], #16
  mov x2, #AT_EXECFN
  stp x2, x22, [x20], #16
  mov x2, #AT_PAGESZ
  mov x3, #PAGE_SIZE
  stp x2, x3, [x20], #16
  mov x2, #AT_ENTRY
  ldr x3, [x28, #T_PC]
  stp x2, x3, [x20], #16
  mov x2, #AT_SYSINFO_EHDR
  ldr x3, =USER_VDSO
  stp x2, x3, [x20], #16
  bl hwcap
  mov x2, #AT_HWCAP
  stp x2, x0, [x20], #16
  mov x2, #AT_CLKTCK
  mov x3, #100                        // USER_HZ
  stp x2, x3, [x20], #16
  mov x2, #AT_MINSIGSTKSZ
  mov x3, #FRAME_SIZE
  stp x2, x3, [x20], #16
  mov x2, #AT_UID                     // uid, euid, gid, egid and secure mode: 0
  stp x2, xzr, [x20], #16
  mov x2, #AT_EUID
  stp x2, xzr, [x20], #16
  mov x2, #AT_GID
  stp x2, xzr, [x20], #16
  mov x2, #AT_EGID
  stp x2, xzr, [x20], #16
  mov x2, #AT_SECURE
  stp x2, xzr, [x20], #16
  stp xzr, xzr, [x20], #16            // AT_NULL
  address x0, auxv
  sub x20, x20, x0
  mov x0, x20
  bl proc_publish_auxv
  // argc, argv, 0, envp, 0, auxv
  load_symbol x21, args_count
  load_symbol x22, env_count
  add x0, x21, x22
  add x0, x0, #3
  add x0, x20, x0, lsl #3
  sub x19, x19, x0
  and x19, x19, #~15
  str x19, [x28, #T_SP]
  address x1, args_count
  mov x2, #8
  bl push_up
  load_symbol x1, args_vector
  add x2, x21, #1
  lsl x2, x2, #3
  bl push_up
  load_symbol x1, env_vector
  add x2, x22, #1
  lsl x2, x2, #3
  bl push_up
  address x1, auxv
  mov x2, x20
  bl push_up
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// Copy to the stack, upwards. in: x1 = nucleus address, x2 = bytes, x19 = user address. out: x19 behind the copy.
// clobbers: x0-x17. Panics when the stack has no room.
push_up:
  mov x0, x19
  add x19, x19, x2
stack_copy:
  mov x17, x30
  push x17, xzr
  bl copy_to_user
  pop x30, xzr
  cbnz x0, 1f
  ret
1:
  address x0, message_stack
  b panic

// Push a string, downwards. in: x0 = string, x19 = user address. out: x19 lower, x0 = x19. clobbers: x1-x17.
push_string:
  mov x1, x0
  mov x2, #0
1:
  ldrb w3, [x0, x2]
  add x2, x2, #1
  cbnz w3, 1b
  sub x19, x19, x2
  ldr x3, =(USER_STACK_TOP - USER_STACK_SIZE / 2)
  cmp x19, x3
  b.lo 2f
  mov x0, x19
  push x29, x30
  bl stack_copy
  pop x29, x30
  mov x0, x19
  ret
2:
  address x0, message_stack
  b panic

// Push strings, the first one lowest as Linux does, and replace their addresses by the program's. in: x0 = array,
// x1 = count, x19. out: x19. clobbers: x0-x17.
push_strings:
  push x29, x30
  push x20, x21
  mov x20, x0
  mov x21, x1
1:
  cbz x21, 2f
  sub x21, x21, #1
  ldr x0, [x20, x21, lsl #3]
  bl push_string
  str x0, [x20, x21, lsl #3]
  b 1b
2:
  pop x20, x21
  pop x29, x30
  ret
.ltorg

.section .rodata, "a"
platform_name: .asciz "aarch64"
message_no_entry: .asciz "the image holds no program (no ENTRY record); build it with ingot image"
message_segment: .asciz "a SEGMENT record is misaligned, writable and executable, at 0, too high or over another"
message_stack: .asciz "arguments and environment do not fit half of the 8 MiB stack"

.bss
.balign 16
.global auxv
auxv: .skip AUXV_MAX * 16

.balign 16
auxv_random: .skip 16
