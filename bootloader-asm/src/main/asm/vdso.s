// The vDSO: one page with a small ELF shared object, mapped into the program, so that reading the clock is no syscall.
// Consumer: Go's runtime/vdso_linux.go (looks up __kernel_clock_gettime, version LINUX_2.6.39, through DT_HASH).
// The page before it (USER_VVAR) holds the wall clock's offset. Source of the formats: System V gABI, chapters 4 and 5.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ DT_NULL, 0
.equ DT_HASH, 4
.equ DT_STRTAB, 5
.equ DT_SYMTAB, 6
.equ DT_STRSZ, 10
.equ DT_SYMENT, 11
.equ DT_SONAME, 14
.equ DT_VERSYM, 0x6ffffff0
.equ DT_VERDEF, 0x6ffffffc
.equ DT_VERDEFNUM, 0x6ffffffd
.equ SYMBOL_GLOBAL_FUNCTION, 0x12     // STB_GLOBAL << 4 | STT_FUNC
.equ VER_FLG_BASE, 1
.equ HASH_LINUX_2_6_39, 0x75fcb89     // ELF hash of the version names
.equ HASH_SONAME, 0x73bd1a1           // of "linux-vdso.so.1"; checked by nobody

.text
// Map the vDSO and its data page into x28's process. clobbers: x0-x17.
.global map_vdso
map_vdso:
  push x29, x30
  ldr x0, =USER_VVAR
  ldr x1, =USER_VDSO
  mov x2, #PROT_READ
  bl region_insert
  ldr x0, =USER_VDSO
  ldr x1, =(USER_VDSO + PAGE_SIZE)
  mov x2, #(PROT_READ | PROT_EXEC)
  bl region_insert
  ldr x0, =USER_VVAR
  load_symbol x1, time_vvar_physical
  mov x2, #1
  mov x3, #PROT_READ
  bl map_pages
  address x0, vdso
  bl nucleus_physical
  mov x1, x0
  ldr x0, =USER_VDSO
  mov x2, #1
  mov x3, #(PROT_READ | PROT_EXEC)
  bl map_pages
  pop x29, x30
  ret
.ltorg

.section .rodata, "a"
.balign 4096
vdso:
  .byte 0x7f
  .ascii "ELF"
  .byte 2, 1, 1, 0                    // 64-bit, little endian, version 1, System V
  .quad 0
  .hword 3, 183                       // ET_DYN, EM_AARCH64
  .word 1
  .quad 0                             // no entry point
  .quad vdso_program_headers - vdso
  .quad 0                             // no section headers
  .word 0
  .hword 64, 56, 2, 64, 0, 0          // sizes of ELF header and program header, their number
vdso_program_headers:
  .word 1, 5                          // PT_LOAD, R X
  .quad 0, 0, 0, vdso_end - vdso, vdso_end - vdso, 4096
  .word 2, 4                          // PT_DYNAMIC, R
  .quad vdso_dynamic - vdso, vdso_dynamic - vdso, vdso_dynamic - vdso
  .quad vdso_dynamic_end - vdso_dynamic, vdso_dynamic_end - vdso_dynamic, 8
vdso_dynamic:
  .quad DT_SONAME, vdso_soname - vdso_strings
  .quad DT_HASH, vdso_hash - vdso
  .quad DT_STRTAB, vdso_strings - vdso
  .quad DT_SYMTAB, vdso_symbols - vdso
  .quad DT_STRSZ, vdso_strings_end - vdso_strings
  .quad DT_SYMENT, 24
  .quad DT_VERSYM, vdso_versions - vdso
  .quad DT_VERDEF, vdso_version_definitions - vdso
  .quad DT_VERDEFNUM, 2
  .quad DT_NULL, 0
vdso_dynamic_end:
vdso_hash: // one bucket: no hash values to get wrong
  .word 1, 3                          // buckets, symbols
  .word 1                             // the chain begins with symbol 1
  .word 0, 2, 0                       // 1 -> 2 -> end
.balign 8
vdso_symbols:
  .quad 0, 0, 0
  .word vdso_name_clock_gettime - vdso_strings
  .byte SYMBOL_GLOBAL_FUNCTION, 0
  .hword 1                            // any defined section
  .quad vdso_clock_gettime - vdso, vdso_clock_gettime_end - vdso_clock_gettime
  .word vdso_name_rt_sigreturn - vdso_strings
  .byte SYMBOL_GLOBAL_FUNCTION, 0
  .hword 1
  .quad vdso_rt_sigreturn - vdso, vdso_rt_sigreturn_end - vdso_rt_sigreturn
vdso_versions:
  .hword 0, 2, 2                      // index of the version of each symbol
.balign 4
vdso_version_definitions:
  .hword 1, VER_FLG_BASE, 1, 1        // version, flags, index, number of names
  .word HASH_SONAME, 20, 28           // hash, offset of the names, offset of the next definition
  .word vdso_soname - vdso_strings, 0
  .hword 1, 0, 2, 1
  .word HASH_LINUX_2_6_39, 20, 0
  .word vdso_name_version - vdso_strings, 0
vdso_strings:
  .byte 0
vdso_soname: .asciz "linux-vdso.so.1"
vdso_name_version: .asciz "LINUX_2.6.39"
vdso_name_clock_gettime: .asciz "__kernel_clock_gettime"
vdso_name_rt_sigreturn: .asciz "__kernel_rt_sigreturn"
vdso_strings_end:

// int __kernel_clock_gettime(clockid_t clock, struct timespec *time): runs at EL0. clobbers: x0-x6, as AAPCS64 allows.
.balign 16
vdso_clock_gettime:
  cmp w0, #CLOCK_MONOTONIC
  b.hi 2f                             // the other clocks are the nucleus's
  isb
  mrs x2, cntvct_el0
  mrs x3, cntfrq_el0
  udiv x4, x2, x3
  msub x5, x4, x3, x2
  mov w6, #(NANOSECONDS & 0xffff)
  movk w6, #(NANOSECONDS >> 16), lsl #16
  mul x5, x5, x6
  udiv x5, x5, x3
  cbnz w0, 1f
  adr x6, vdso - PAGE_SIZE
  ldr x6, [x6]
  add x4, x4, x6
1:
  stp x4, x5, [x1]
  mov w0, #0
  ret
2:
  mov x8, #113                        // clock_gettime
  svc #0
  ret
vdso_clock_gettime_end:

// Where a signal handler returns to (arm64 has no SA_RESTORER). At VDSO_SIGRETURN_OFFSET. Unwinders know the two words.
.org vdso + VDSO_SIGRETURN_OFFSET
vdso_rt_sigreturn:
  mov x8, #139                        // rt_sigreturn
  svc #0
vdso_rt_sigreturn_end:
vdso_end:
// What is left of the page holds what anybody may read.
.global syscall_names
syscall_names:
.include "syscall_names.inc"
.balign 4096
