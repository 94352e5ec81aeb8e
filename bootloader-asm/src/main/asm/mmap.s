// Syscalls on the address space. Mappings are private and anonymous; a page is never writable and executable: asking
// for both fails with EACCES (Go never does; a JIT must switch with mprotect).
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

// Fail with EACCES when PROT_WRITE and PROT_EXEC are asked for together. in: REG = PROT_*. clobbers: x9.
.macro refuse_write_and_execute reg:req
  and x9, \reg, #(PROT_WRITE | PROT_EXEC)
  cmp x9, #(PROT_WRITE | PROT_EXEC)
  b.eq fail_eacces
.endm

.text
// mmap(addr, length, prot, flags, fd, offset)
.global sys_mmap
sys_mmap:
  mov x19, x0
  mov x22, x2
  cbz x1, fail_einval
  add x20, x1, #(PAGE_SIZE - 1)
  and x20, x20, #~(PAGE_SIZE - 1)     // bytes
  cbz x20, fail_enomem                // wrapped
  mov x9, #USER_LIMIT
  cmp x20, x9
  b.hi fail_enomem
  tbz w3, #MAP_ANONYMOUS_BIT, mmap_file
  refuse_write_and_execute x22
  tbnz w3, #MAP_FIXED_BIT, 3f
  tbnz w3, #MAP_FIXED_NOREPLACE_BIT, 4f
  // a hint: taken when it is free
  and x19, x19, #~(PAGE_SIZE - 1)
  ldr x9, =USER_MINIMUM
  cmp x19, x9
  b.lo 1f
  bl mmap_range_is_legal
  cbz x0, 1f
  mov x0, x19
  add x1, x19, x20
  bl region_overlaps
  cbz x0, 5f
1:
  mov x0, x20
  bl region_find_gap
  cbz x0, fail_enomem
  mov x19, x0
  add x1, x19, x20
  and x2, x22, #PROT_MASK
  bl region_insert_before
  mov x0, x19
  b syscall_return
3: // fixed: out of range comes before unaligned (Linux get_unmapped_area)
  bl mmap_range_is_legal
  cbz x0, fail_enomem
  tst x19, #(PAGE_SIZE - 1)
  b.ne fail_einval
  ldr x9, =USER_MINIMUM
  cmp x19, x9
  b.lo fail_eperm                     // mmap_min_addr
  bl remove_range
  b 5f
4:
  bl mmap_range_is_legal
  cbz x0, fail_enomem
  tst x19, #(PAGE_SIZE - 1)
  b.ne fail_einval
  mov x0, x19
  add x1, x19, x20
  bl region_overlaps
  cbnz x0, fail_eexist
5:
  mov x0, x19
  add x1, x19, x20
  and x2, x22, #PROT_MASK
  bl region_insert
  mov x0, x19
  b syscall_return
mmap_file: // file mappings: EBADF for a bad descriptor, else ENODEV
  mov w0, w4
  bl descriptor_get
  cbz x0, fail_ebadf
  sys_fail ENODEV

// Does x19..x19+x20 lie in the program's half? out: x0 = 1 or 0. clobbers: x9.
mmap_range_is_legal:
  mov x9, #USER_LIMIT
  sub x9, x9, x20
  cmp x19, x9
  cset x0, ls
  ret

// Drop regions and pages of x19..x19+x20; x28 = thread. clobbers: x0-x14.
remove_range:
  push x29, x30
  mov x0, x19
  add x1, x19, x20
  bl region_remove
  mov x0, x19
  add x1, x19, x20
  bl unmap_pages
  pop x29, x30
  ret

// Check addr and length of munmap, mprotect, madvise: x0, x1 -> x19 = start, x20 = bytes; fails with EINVAL otherwise.
// clobbers: x0, x9.
range_arguments:
  tst x0, #(PAGE_SIZE - 1)
  b.ne fail_einval
  mov x19, x0
  add x20, x1, #(PAGE_SIZE - 1)
  and x20, x20, #~(PAGE_SIZE - 1)
  mov x9, #USER_LIMIT
  cmp x1, x9
  b.hi fail_einval
  sub x9, x9, x20
  cmp x19, x9
  b.hi fail_einval
  ret

// munmap(addr, length)
.global sys_munmap
sys_munmap:
  bl range_arguments
  cbz x20, fail_einval
  bl remove_range
  mov x0, #0
  b syscall_return

// mprotect(addr, length, prot)
.global sys_mprotect
sys_mprotect:
  mov x22, x2
  bl range_arguments
  tst x22, #~PROT_MASK
  b.ne fail_einval
  ldr x9, =USER_VVAR                  // the vDSO's pages are the nucleus's: their rights do not change
  add x10, x19, x20
  cmp x10, x9
  b.ls 2f
  ldr x9, =(USER_VDSO + PAGE_SIZE)
  cmp x19, x9
  b.lo fail_eacces
2:
  refuse_write_and_execute x22
  cbz x20, 1f
  mov x0, x19
  add x1, x19, x20
  bl region_covers
  cbz x0, fail_enomem
  mov x0, x19
  add x1, x19, x20
  bl region_remove
  mov x0, x19
  add x1, x19, x20
  mov x2, x22
  bl region_insert
  mov x0, x19
  add x1, x19, x20
  mov x2, x22
  bl protect_pages
1:
  mov x0, #0
  b syscall_return

// madvise(addr, length, advice): DONTNEED and FREE drop the pages, every other advice is only advice. Pages of the image
// stay as they are: Linux would read them from the file again, and the image has no second copy of them.
.global sys_madvise
sys_madvise:
  mov x22, x2
  bl range_arguments
  cbz x20, 1f
  mov x0, x19
  add x1, x19, x20
  bl region_covers
  cbz x0, fail_enomem
  cmp x22, #MADV_DONTNEED
  b.eq 2f
  cmp x22, #MADV_FREE
  b.ne 1f
2:
  mov x0, x19
  add x1, x19, x20
  bl discard_pages
1:
  mov x0, #0
  b syscall_return

// mincore(addr, length, vec): a byte a page, bit 0 = in memory
.global sys_mincore
sys_mincore:
  mov x22, x2
  bl range_arguments
  mov x0, x19
  add x1, x19, x20
  bl region_covers
  cbz x0, fail_enomem
  add x20, x19, x20
1:
  cmp x19, x20
  b.hs 3f
  mov x0, x19
  bl page_entry
  cbz x0, 2f
  ldr x0, [x0]
2:
  cmp x0, #0
  cset w1, ne
  strb w1, [sp, #-16]!
  mov x1, sp
  mov x0, x22
  mov x2, #1
  bl copy_to_user
  add sp, sp, #16
  cbnz x0, syscall_return
  add x22, x22, #1
  add x19, x19, #PAGE_SIZE
  b 1b
3:
  mov x0, #0
  b syscall_return
.ltorg
