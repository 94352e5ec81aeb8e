// futex(2): WAIT, WAKE and their BITSET variants. Waiters hang on hash buckets keyed by the user address; there is one
// process, so private and shared futexes are the same.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.equ FUTEX_BUCKETS, 256               // a power of two

// futex_bucket REG, KEY: REG = the queue for a user address. clobbers: x17.
.macro futex_bucket reg:req, key:req
  eor \reg, \key, \key, lsr #12
  ubfx \reg, \reg, #2, #8
  address x17, futex_buckets
  add \reg, x17, \reg, lsl #4
.endm

.text
// futex(uaddr, op, val, timeout, uaddr2, val3)
.global sys_futex
sys_futex:
  tst x0, #3
  b.ne fail_einval
  and w6, w1, #FUTEX_COMMAND_MASK
  mov w7, #-1                         // FUTEX_BITSET_MATCH_ANY
  cmp w6, #FUTEX_WAKE
  b.eq 1f
  cmp w6, #FUTEX_WAIT
  b.eq futex_wait
  mov w7, w5
  cbz w5, fail_einval
  cmp w6, #FUTEX_WAIT_BITSET
  b.eq futex_wait
  cmp w6, #FUTEX_WAKE_BITSET
  b.ne fail_enosys
1:
  lsr x9, x0, #48
  cbnz x9, fail_efault
  mov w1, w2
  mov w2, w7
  bl futex_wake
  b syscall_return

// in: x0 = uaddr, w1 = op, w2 = expected value, x3 = timeout or 0, w7 = bits
futex_wait:
  mov x19, x0
  mov w20, w1
  mov w21, w2
  mov x22, x3
  mov w23, w7
  ldr x24, [x28, #T_SAVED_DEADLINE]   // dispatched again after an ignored signal: the deadline stays
  cbnz x24, 2f
  cbz x22, 2f
  mov x0, x22
  bl time_read_timespec               // x0 = seconds, x1 = ns, x2 = error
  cbnz x2, futex_bad_time
  // WAIT is relative; WAIT_BITSET is absolute, on CLOCK_MONOTONIC unless FUTEX_CLOCK_REALTIME
  and w3, w20, #FUTEX_COMMAND_MASK
  cmp w3, #FUTEX_WAIT
  b.eq 1f
  mov w2, #CLOCK_MONOTONIC
  tbz w20, #FUTEX_CLOCK_REALTIME_BIT, 3f
  mov w2, #CLOCK_REALTIME
3:
  bl time_absolute_deadline
  mov x24, x0
  b 2f
1:
  bl time_relative_deadline
  mov x24, x0
2:
  mov x0, x19
  bl load_user_word
  cbnz x1, syscall_return
  cmp w0, w21
  b.ne fail_eagain
  str x24, [x28, #T_SAVED_DEADLINE]
  str x19, [x28, #T_FUTEX_KEY]
  str x23, [x28, #T_FUTEX_BITS]
  futex_bucket x0, x19
  mov x1, x24
  mov x2, #-ETIMEDOUT
  cmp x24, #0
  mov x3, #BLOCK_EINTR
  mov x4, #BLOCK_RESTART
  csel x3, x4, x3, eq                 // only a wait without timeout restarts
  b block_current
futex_bad_time:
  mov x0, x2
  b syscall_return

// Wake waiters of an address, first come first served. in: x0 = user address, w1 = how many at most (Linux wakes one
// when asked for less), w2 = bits. out: x0 = woken. clobbers: x1-x12.
.global futex_wake
futex_wake:
  push x29, x30
  mov x4, x0
  mov w5, w1
  mov w6, w2
  mov x7, #0
  futex_bucket x8, x4
  ldr x8, [x8, #QUEUE_HEAD]
1:
  cbz x8, 3f
  ldr x9, [x8, #T_QUEUE_NEXT]
  ldr x10, [x8, #T_FUTEX_KEY]
  cmp x10, x4
  b.ne 2f
  ldr w10, [x8, #T_FUTEX_BITS]
  tst w10, w6
  b.eq 2f
  str xzr, [x8, #T_X]                 // futex(FUTEX_WAIT) returns 0
  mov x0, x8
  mov x1, #WAKE_RESULT
  bl thread_wake
  add x7, x7, #1
  cmp w7, w5
  b.ge 3f
2:
  mov x8, x9
  b 1b
3:
  mov x0, x7
  pop x29, x30
  ret

.bss
.balign 16
futex_buckets: .skip FUTEX_BUCKETS * QUEUE_SIZE
