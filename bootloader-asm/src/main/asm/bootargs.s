// The program's arguments and environment: baked into the image, overridden by /chosen/bootargs (docs/contracts.md,
// section 2, "Boot arguments").
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.text
// Collect arguments and environment. out: args_vector, args_count, env_vector, env_count: arrays of addresses of
// NUL-terminated strings in the nucleus, each with room for a final 0. clobbers: x0-x17.
.global bootargs_collect
bootargs_collect:
  push x29, x30
  push x19, x20
  push x21, x22
  load_symbol x22, machine_bootargs_size
  mov w0, #RECORD_ARGV
  address x1, args_vector
  bl collect_record
  cbnz x0, 1f
  address x1, default_program_name
  load_symbol x2, args_vector
  str x1, [x2]
  mov x0, #1
1:
  store_symbol x0, args_count, x1
  mov w0, #RECORD_ENVP
  address x1, env_vector
  bl collect_record
  store_symbol x0, env_count, x1
  cbz x22, 9f
  // a scratch copy of the boot arguments for the words, one byte longer for the last NUL
  add x0, x22, #PAGE_SIZE
  lsr x0, x0, #PAGE_SHIFT
  bl pages_alloc_contiguous
  cbz x0, out_of_memory
  physical_to_linear x0
  mov x20, x0                         // where the next word goes
  load_symbol x19, machine_bootargs   // what is left to read
  add x22, x19, x22
2: // NAME=VALUE words
  bl next_word
  cbz x0, 9f
  mov x21, x0
  bl name_length
  cbz x0, 3f
  mov x1, x0
  mov x0, x21
  bl set_environment
  mov x0, x21
  address x1, word_raw_console
  bl string_equal
  cbz x0, 2b
  bl terminal_make_raw
  b 2b
3: // the others replace argv[1..]; one "--" may stand in front
  mov x0, #1
  store_symbol x0, args_count, x1
  mov x0, x21
  address x1, word_end_of_environment
  bl string_equal
  cbz x0, 4f
  bl next_word
  cbz x0, 9f
  mov x21, x0
4:
  address x1, args_count
  ldr x2, [x1]
  load_symbol x3, args_vector
  str x21, [x3, x2, lsl #3]
  add x2, x2, #1
  str x2, [x1]
  bl next_word
  mov x21, x0
  cbnz x0, 4b
9:
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// Build an array of the strings of a record, large enough to add every word of the boot arguments.
// in: w0 = record type, x1 = variable for the array's address, x22 = bytes of boot arguments. out: x0 = strings.
// clobbers: x1-x17.
collect_record:
  push x29, x30
  push x19, x20
  push x21, x1
  mov x1, #0
  bl record_next
  mov x19, x0
  mov x20, #0
  cbz x0, 1f
  ldr x20, [x0, #RECORD_VA]           // strings in the record
1:
  add x0, x20, x22, lsr #1            // a word and its blank take two bytes at least
  add x0, x0, #4
  lsl x0, x0, #3
  round_up_page x0
  lsr x0, x0, #PAGE_SHIFT
  bl pages_alloc_contiguous
  cbz x0, out_of_memory
  physical_to_linear x0
  ldr x1, [sp, #8]
  str x0, [x1]
  cbz x19, 4f
  mov x21, x0
  mov x0, x19
  bl record_data
  add x1, x0, x1                      // end of the strings
  mov x2, #0
2:
  cmp x2, x20
  b.hs 4f
  cmp x0, x1
  b.hs 5f                             // fewer strings than announced
  str x0, [x21, x2, lsl #3]
  add x2, x2, #1
3:
  ldrb w3, [x0], #1
  cbnz w3, 3b
  b 2b
4:
  mov x2, x20
5:
  mov x0, x2
  pop x21, x1
  pop x19, x20
  pop x29, x30
  ret

// Take the next word. in: x19 = rest of the boot arguments, x22 = their end, x20 = where to write. out: x0 = word or 0;
// x19, x20 advanced. clobbers: x1-x3.
next_word:
1:
  cmp x19, x22
  b.hs 8f
  ldrb w1, [x19]
  cbz w1, 8f
  cmp w1, #' '
  b.ne 2f
  add x19, x19, #1
  b 1b
2:
  mov x0, x20
  mov w3, #0                          // inside quotes
3:
  cmp x19, x22
  b.hs 7f
  ldrb w1, [x19], #1
  cbz w1, 6f
  cmp w1, #'"'
  b.eq 5f
  cmp w1, #'\\'
  b.eq 9f
  cmp w1, #' '
  b.ne 4f
  cbz w3, 7f
4:
  strb w1, [x20], #1
  b 3b
5:
  eor w3, w3, #1
  b 3b
9: // a backslash escapes a quote, a backslash or a blank
  cmp x19, x22
  b.hs 4b
  ldrb w2, [x19]
  cmp w2, #'"'
  b.eq 10f
  cmp w2, #'\\'
  b.eq 10f
  cmp w2, #' '
  b.ne 4b
10:
  mov w1, w2
  add x19, x19, #1
  b 4b
6:
  mov x19, x22
7:
  strb wzr, [x20], #1
  ret
8:
  mov x0, #0
  ret

// Length of NAME in a word NAME=VALUE. in: x0 = word. out: x0 = bytes in front of the first '=', 0 when there is none.
// clobbers: x1, x2.
name_length:
  mov x1, x0
1:
  ldrb w2, [x1], #1
  cbz w2, 2f
  cmp w2, #'='
  b.ne 1b
  sub x1, x1, #1
  sub x0, x1, x0
  ret
2:
  mov x0, #0
  ret

// Set or add an environment variable. in: x0 = NAME=VALUE, x1 = length of NAME. clobbers: x2-x8.
set_environment:
  load_symbol x2, env_vector
  address x3, env_count
  ldr x4, [x3]
  add x1, x1, #1                      // with the '='
1:
  cbz x4, 4f
  sub x4, x4, #1
  ldr x5, [x2, x4, lsl #3]
  mov x6, #0
2:
  ldrb w7, [x5, x6]
  ldrb w8, [x0, x6]
  cmp w7, w8
  b.ne 1b
  add x6, x6, #1
  cmp x6, x1
  b.lo 2b
  str x0, [x2, x4, lsl #3]
  ret
4:
  ldr x4, [x3]
  str x0, [x2, x4, lsl #3]
  add x4, x4, #1
  str x4, [x3]
  ret
.ltorg

.section .rodata, "a"
default_program_name: .asciz "program"
word_end_of_environment: .asciz "--"
word_raw_console: .asciz "console=raw"

.bss
.balign 8
.global args_vector, args_count, env_vector, env_count
args_vector: .skip 8
args_count: .skip 8
env_vector: .skip 8
env_count: .skip 8
