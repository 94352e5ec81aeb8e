// epoll_pwait: harvesting an epoll's ready list.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"

.text
// epoll_pwait(epfd, events, max, timeout in ms, sigmask, sigsetsize)
.global sys_epoll_pwait
sys_epoll_pwait:
  cmp w2, #0
  b.le fail_einval
  mov x19, x1
  mov w20, w2
  mov w21, w3
  bl descriptor_get                   // keeps x4, x5
  cbz x0, fail_ebadf
  mov x22, x0
  ldr x1, [x0, #F_OPS]
  address x2, epoll_operations
  cmp x1, x2
  b.ne fail_einval
  cbz x4, 0f
  mov x0, x4
  mov x1, x5
  bl signal_mask_for_call
  cbnz x0, syscall_return
0:
  mov x23, #0                         // events delivered
  mov x26, #0                         // items to put back: level triggered, in order
  mov x27, #0                         // and the last of them
  sub sp, sp, #EPOLL_EVENT_SIZE
1:
  ldr x24, [x22, #F_READY]
  cbz x24, 5f
  cmp x23, x20
  b.hs 5f
  mov x0, x24
  bl take_ready
  ldr x0, [x24, #I_FILE]
  ldr x1, [x0, #F_OPS]
  ldr x1, [x1, #OP_POLL]
  blr x1
  ldr x25, [x24, #I_EVENTS]
  and x0, x0, #EVENTS_MASK
  ands x0, x0, x25
  b.eq 1b                             // no longer: forget it
  str w0, [sp]
  str wzr, [sp, #4]
  ldr x0, [x24, #I_DATA]
  str x0, [sp, #EPOLL_EVENT_DATA]
  mov x0, x19
  mov x1, sp
  mov x2, #EPOLL_EVENT_SIZE
  bl copy_to_user
  cbnz x0, 4f
  add x19, x19, #EPOLL_EVENT_SIZE
  add x23, x23, #1
  tbz x25, #EPOLLONESHOT_BIT, 2f
  str xzr, [x24, #I_EVENTS]
  b 1b
2:
  tbnz x25, #EPOLLET_BIT, 1b
  bl keep_for_later
  b 1b
4: // the event stays for a caller with a better buffer
  bl keep_for_later
  mov x24, x0
  cbnz x23, 5f
  bl put_back
  mov x0, #-EFAULT
  b syscall_return_with_mask
5:
  bl put_back
  mov x0, x23
  cbnz x0, syscall_return_with_mask
  cbz w21, syscall_return_with_mask
  ldr x1, [x28, #T_SAVED_DEADLINE]
  cbnz x1, 6f
  tbnz w21, #31, 6f                   // no timeout
  mov w0, w21
  mov x2, #1000
  udiv x3, x0, x2
  msub x1, x3, x2, x0
  ldr x2, =(NANOSECONDS / 1000)
  mul x1, x1, x2
  mov x0, x3
  bl time_relative_deadline
  mov x1, x0
  str x1, [x28, #T_SAVED_DEADLINE]
6:
  add x0, x22, #F_QUEUE
  mov x2, #0
  mov x3, #BLOCK_EINTR
  b block_current

// Take the first item off the ready list. in: x22 = epoll, x24 = its first ready item. clobbers: x1.
take_ready:
  str xzr, [x24, #I_READY]
  ldr x1, [x24, #I_READY_NEXT]
  str x1, [x22, #F_READY]
  cbnz x1, 1f
  str xzr, [x22, #F_READY_TAIL]
1:
  ret

// Chain an item for put_back. in: x24 = item, x26, x27 = chain. clobbers: flags.
keep_for_later:
  str xzr, [x24, #I_READY_NEXT]
  cbz x26, 1f
  str x24, [x27, #I_READY_NEXT]
  mov x27, x24
  ret
1:
  mov x26, x24
  mov x27, x24
  ret

// Put the chain at the end of the ready list. in: x22 = epoll, x26 = chain. clobbers: x0-x3.
put_back:
  cbz x26, 2f
  ldr x1, [x26, #I_READY_NEXT]
  mov x0, #1
  str x0, [x26, #I_READY]
  str xzr, [x26, #I_READY_NEXT]
  ldr x2, [x22, #F_READY_TAIL]
  str x26, [x22, #F_READY_TAIL]
  cbz x2, 1f
  str x26, [x2, #I_READY_NEXT]
  mov x26, x1
  b put_back
1:
  str x26, [x22, #F_READY]
  mov x26, x1
  b put_back
2:
  ret
.ltorg
