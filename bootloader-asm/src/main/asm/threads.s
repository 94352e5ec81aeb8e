// Threads: creation, identifiers, end.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.equ TID_LIMIT, TABLE_ENTRIES * TABLE_ENTRIES  // two levels of pages

.text
// Make the first level of the identifier table. clobbers: x0-x4.
.global threads_init
threads_init:
  mov x5, x30
  bl page_alloc
  physical_to_linear x0
  store_symbol x0, tid_table, x1
  mov x30, x5
  ret

// Create a thread with a new identifier, all registers zero. in: x0 = process. out: x0 = thread, or 0 when every
// identifier is taken. clobbers: x1-x11.
.global thread_alloc
thread_alloc:
  push x29, x30
  mov x10, x0
  address x0, thread_slab
  mov x1, #T_SIZE
  bl slab_alloc
  mov x11, x0
  // identifiers rise, and start again at 2 after the last
  ldr x8, =TID_LIMIT
  load_symbol x9, last_tid
1:
  subs x8, x8, #1
  b.eq 4f
  add x9, x9, #1
  ldr x0, =TID_LIMIT
  cmp x9, x0
  mov x0, #2
  csel x9, x9, x0, lo
  load_symbol x7, tid_table
  lsr x0, x9, #9
  add x7, x7, x0, lsl #3
  ldr x0, [x7]
  cbnz x0, 2f
  bl page_alloc
  physical_to_linear x0
  str x0, [x7]
2:
  and x1, x9, #(TABLE_ENTRIES - 1)
  ldr x2, [x0, x1, lsl #3]
  cbnz x2, 1b
  str x11, [x0, x1, lsl #3]
  store_symbol x9, last_tid, x0
  str x9, [x11, #T_TID]
  str x10, [x11, #T_PROCESS]
  mov x0, #SS_DISABLE
  str x0, [x11, #T_ALTSTACK_FLAGS]
  ldr x0, [x10, #P_THREADS]
  str x0, [x11, #T_THREAD_NEXT]
  cbz x0, 3f
  str x11, [x0, #T_THREAD_PREV]
3:
  str x11, [x10, #P_THREADS]
  ldr x0, [x10, #P_THREAD_COUNT]
  add x0, x0, #1
  str x0, [x10, #P_THREAD_COUNT]
  store_symbol x10, first_process, x1
  mov x0, x11
  pop x29, x30
  ret
4:
  address x0, thread_slab
  mov x1, x11
  bl slab_free
  mov x0, #0
  pop x29, x30
  ret

// Find a thread by its identifier. in: x0 = tid. out: x0 = thread or 0. clobbers: x1, x2.
.global thread_find
thread_find:
  ldr x1, =TID_LIMIT
  cmp x0, x1
  b.hs 1f
  load_symbol x1, tid_table
  lsr x2, x0, #9
  ldr x1, [x1, x2, lsl #3]
  cbz x1, 1f
  and x0, x0, #(TABLE_ENTRIES - 1)
  ldr x0, [x1, x0, lsl #3]
  ret
1:
  mov x0, #0
  ret

// clone(flags, stack, parent_tid, tls, child_tid): threads only
.global sys_clone
sys_clone:
  mov x19, x0
  mov x20, x1
  mov x21, x2
  mov x22, x3
  mov x23, x4
  ldr x9, =CLONE_THREAD_FLAGS
  and x10, x0, x9
  cmp x10, x9
  b.ne fail_enosys                    // a new process: not without fork
  ldr x0, [x28, #T_PROCESS]
  bl thread_alloc
  cbz x0, fail_eagain
  mov x24, x0
  bl fp_store                         // the child is a copy of the parent: FP state, from the registers where it is,
  .irp offset, 0, 32, 64, 96, 128, 160, 192, 224
  ldp x2, x3, [x28, #\offset]         // x0 ... pstate
  ldp x4, x5, [x28, #(\offset + 16)]
  stp x2, x3, [x24, #\offset]
  stp x4, x5, [x24, #(\offset + 16)]
  .endr
  ldp x2, x3, [x28, #T_PC]            // and pstate
  stp x2, x3, [x24, #T_PC]
  add x1, x28, #T_NAME
  ldp x2, x3, [x1]
  add x1, x24, #T_NAME
  stp x2, x3, [x1]
  str xzr, [x24, #T_X]                // clone returns 0 in the child
  cbz x20, 3f
  str x20, [x24, #T_SP]
3:
  tbz x19, #CLONE_SETTLS_BIT, 4f
  str x22, [x24, #T_TPIDR]
4:
  ldr x0, [x28, #T_SIGMASK]
  str x0, [x24, #T_SIGMASK]
  ldr x25, [x24, #T_TID]
  tbz x19, #CLONE_CHILD_CLEARTID_BIT, 5f
  str x23, [x24, #T_CLEAR_TID]
5:
  tbz x19, #CLONE_PARENT_SETTID_BIT, 6f
  mov x0, x21
  mov w1, w25
  bl store_user_word                  // Linux ignores a fault here, too
6:
  tbz x19, #CLONE_CHILD_SETTID_BIT, 7f
  mov x0, x23
  mov w1, w25
  bl store_user_word
7:
  mov x0, x24
  bl thread_make_runnable
  mov x0, x25
  b syscall_return

// exit(status): the end of one thread; the program ends with the last one.
.global sys_exit
sys_exit:
  mov x19, x0
  ldr x20, [x28, #T_PROCESS]
  ldr x0, [x20, #P_THREAD_COUNT]
  subs x0, x0, #1
  str x0, [x20, #P_THREAD_COUNT]
  b.eq 4f
  ldr x21, [x28, #T_CLEAR_TID]
  cbz x21, 1f
  mov x0, x21
  mov w1, #0
  bl store_user_word
  mov x0, x21
  mov x1, #1
  mov w2, #-1
  bl futex_wake
1:
  ldr x0, [x28, #T_THREAD_NEXT]
  ldr x1, [x28, #T_THREAD_PREV]
  cbz x0, 2f
  str x1, [x0, #T_THREAD_PREV]
2:
  cbz x1, 3f
  str x0, [x1, #T_THREAD_NEXT]
  b 5f
3:
  str x0, [x20, #P_THREADS]
5:
  ldr x0, [x28, #T_TID]
  load_symbol x1, tid_table
  lsr x2, x0, #9
  ldr x1, [x1, x2, lsl #3]
  and x0, x0, #(TABLE_ENTRIES - 1)
  str xzr, [x1, x0, lsl #3]
  bl cpu_time_charge
  mov x0, #STATE_DEAD
  str x0, [x28, #T_STATE]
  bl fp_release
  address x0, thread_slab
  mov x1, x28
  bl slab_free
  mov x28, #0
  b schedule
4:
  mov x0, x19

// exit_group(status): the end of the program. Does not return.
.global sys_exit_group
sys_exit_group:
  and x0, x0, #0xff
  b power_off_with_status

// set_tid_address(address)
.global sys_set_tid_address
sys_set_tid_address:
  str x0, [x28, #T_CLEAR_TID]
  ldr x0, [x28, #T_TID]
  b syscall_return
.ltorg

.bss
.balign 8
thread_slab: .skip 8
last_tid: .skip 8                     // the first thread gets 1, the process's identifier
tid_table: .skip 8
