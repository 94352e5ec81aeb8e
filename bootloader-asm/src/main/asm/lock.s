// The nucleus lock: whoever touches what more than one CPU can see holds it. It is taken on the way in from EL0 and
// dropped on the way back or in the idle loop, so no function below needs to know of it.
// First come is not first served, on purpose: where a host runs virtual CPUs in turns, the one next in line is often not
// running, and with a ticket lock everybody spins until it is (QEMU, 4 CPUs on 2 busy cores: 30 times the CPU time).
.include "macros.inc"
.include "layout.inc"
.include "lock.inc"

.text
// Take the lock. in: interrupts masked, this CPU does not hold it. clobbers: x9-x12.
.global nucleus_lock_acquire
nucleus_lock_acquire:
  mrs x9, tpidr_el1
  take_lock x9
  ret

// Drop the lock. in: this CPU holds it. clobbers: x9, x10.
.global nucleus_lock_release
nucleus_lock_release:
  mrs x9, tpidr_el1
  drop_lock x9, x10
  ret

.bss
.balign 64
.global nucleus_lock
nucleus_lock: .skip 64                // u32: 1 = held; a cache line of its own
