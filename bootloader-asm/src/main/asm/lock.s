// The nucleus lock: whoever touches what more than one CPU can see holds it. It is taken on the way in from EL0 and
// dropped on the way back or in the idle loop, so no function below needs to know of it.
// First come is not first served, on purpose: where a host runs virtual CPUs in turns, the one next in line is often not
// running, and with a ticket lock everybody spins until it is (QEMU, 4 CPUs on 2 busy cores: 30 times the CPU time).
// LDAXR and STXR, because base Armv8.0 has no atomic instructions.
.include "macros.inc"
.include "layout.inc"

.text
// Take the lock. in: interrupts masked, this CPU does not hold it. clobbers: x9-x12.
.global nucleus_lock_acquire
nucleus_lock_acquire:
  address x9, nucleus_lock
  mov w11, #1
1: // acquire: nothing of the critical section is read before the lock is seen to be free
  ldaxr w10, [x9]
  cbnz w10, 2f
  stxr w12, w11, [x9]
  cbnz w12, 1b
  mrs x9, tpidr_el1
  str x11, [x9, #CPU_LOCK_HELD]
  ret
2: // the exclusive load makes the holder's store an event: no wake-up is lost between it and the wfe
  wfe
  b 1b

// Drop the lock. in: this CPU holds it. clobbers: x9.
.global nucleus_lock_release
nucleus_lock_release:
  mrs x9, tpidr_el1
  str xzr, [x9, #CPU_LOCK_HELD]
  address x9, nucleus_lock
  stlr wzr, [x9]                      // release: everything done under the lock is visible before it looks free
  ret

.bss
.balign 64
nucleus_lock: .skip 64                // u32: 1 = held; a cache line of its own
