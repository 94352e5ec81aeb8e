// The other CPUs: PSCI CPU_ON for every CPU of the device tree (up to MAX_CPUS), and the word between CPUs.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.equ START_SECONDS, 10                // a CPU that PSCI started and that is not there by then never comes
.equ STACK_PAGE, PTE_PAGE | PTE_ATTR_NORMAL | PTE_SH_INNER | PTE_AF | PTE_UXN | PTE_PXN

.text
// Start the other CPUs; they join at the scheduler when this one drops the lock. in: this CPU holds the lock.
// clobbers: x0-x17.
.global cpus_start
cpus_start:
  push x29, x30
  push x19, x20
  push x21, x22
  push x23, x24
  mov x0, #1
  store_symbol x0, online_cpus, x1
  mrs x22, mpidr_el1
  ldr x0, =MPIDR_AFFINITY
  and x22, x22, x0
  address x19, machine_cpus
  load_symbol x20, machine_cpu_count
  mov x21, #1                         // index of the next CPU
  cmp x20, #1
  b.ls 9f
  bl identity_map_open
1:
  cbz x20, 4f
  sub x20, x20, #1
  ldr x23, [x19], #8
  cmp x23, x22
  b.eq 1b
  cmp x21, #MAX_CPUS
  b.hs 4f
  mov x0, x21
  bl cpu_prepare
  mov x3, x0
  address x0, secondary_boot
  push x3, xzr
  bl nucleus_physical
  pop x3, xzr
  mov x2, x0
  mov x1, x23
  ldr x0, =PSCI_CPU_ON_64
  bl psci_call
  cbnz x0, 3f
  add x21, x21, #1
  b 1b
3:
  neg x24, x0
  message "[nucleus] CPU "
  mov x0, x23
  bl print_hexadecimal
  message " does not start: PSCI error -"
  mov x0, x24
  bl print_decimal
  message "\n"
  b 1b
4: // wait until they need the identity map no more
  load_symbol x24, time_frequency
  mov x0, #START_SECONDS
  mul x24, x24, x0
  mrs x0, cntvct_el0
  add x24, x24, x0
  mov x20, #1
5:
  cmp x20, x21
  b.hs 8f
  address x0, cpus + CPU_ONLINE
  add x0, x0, x20, lsl #CPU_SIZE_SHIFT
6:
  ldar x1, [x0]                       // acquire: what the CPU did before it came is seen
  cbnz x1, 7f
  mrs x1, cntvct_el0
  cmp x1, x24
  b.lo 6b
  address x0, message_lost
  b panic
7:
  load_symbol x1, online_cpus
  mov x0, #1
  lsl x0, x0, x20
  orr x1, x1, x0
  store_symbol x1, online_cpus, x0
  add x20, x20, #1
  b 5b
8:
  bl identity_map_close
9:
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// Make a CPU's block and stack, unless they are there. in: x0 = index, not 0. out: x0 = its block. clobbers: x1-x12.
cpu_prepare:
  push x29, x30
  address x9, cpus
  add x9, x9, x0, lsl #CPU_SIZE_SHIFT
  ldr x1, [x9, #CPU_STACK_TOP]
  cbnz x1, 2f
  str x0, [x9, #CPU_INDEX]
  ldr x1, =NUCLEUS_STACK_SLOT
  ldr x10, =(NUCLEUS_STACKS + PAGE_SIZE)
  madd x10, x0, x1, x10
  mov x11, #NUCLEUS_STACK_SIZE
1:
  bl page_alloc
  ldr x1, =STACK_PAGE
  orr x0, x0, x1
  address x1, nucleus_l3
  ubfx x2, x10, #PAGE_SHIFT, #9
  str x0, [x1, x2, lsl #3]
  add x10, x10, #PAGE_SIZE
  subs x11, x11, #PAGE_SIZE
  b.ne 1b
  dsb ishst                           // entries before any walk for them, also that of the CPU about to start
  isb
  str x10, [x9, #CPU_STACK_TOP]
2:
  mov x0, x9
  pop x29, x30
  ret

// A CPU has come up: TPIDR_EL1 and SP are set. Does not return.
.global cpu_joins
cpu_joins:
  bl gic_cpu_init
  mrs x19, tpidr_el1
  mov x0, #1
  add x1, x19, #CPU_ONLINE
  stlr x0, [x1]                       // release: the CPU that booted sees all of this CPU's set-up
  bl nucleus_lock_acquire
  load_symbol x0, first_process       // what every CPU holds, also one that never runs a thread
  bl address_space_switch
  b schedule

// Make one idle CPU look at the run queue: that where a thread ran last, or any. in: x0 = thread, this CPU holds the
// lock, idle_cpus is not 0. clobbers: x1-x3.
.global cpu_wake_idle
cpu_wake_idle:
  load_symbol x1, idle_cpus
  ldr x2, [x0, #T_CPU]
  cbz x2, 1f
  ldr x2, [x2, #CPU_INDEX]
  lsr x3, x1, x2
  tbnz x3, #0, 2f
1:
  rbit x2, x1
  clz x2, x2
2:
  mov x3, #1
  lsl x3, x3, x2
  bic x1, x1, x3                      // no second interrupt for the same wake-up
  store_symbol x1, idle_cpus, x3
  address x1, cpus
  add x1, x1, x2, lsl #CPU_SIZE_SHIFT
  b gic_kick

// Make all other CPUs come into the nucleus, where they wait for the lock that this one keeps. clobbers: x1-x7.
.global cpus_stop_others
cpus_stop_others:
  load_symbol x4, online_cpus
  mrs x5, tpidr_el1
  mov x6, x30
  address x7, cpus
1:
  cbz x4, 3f
  tbz x4, #0, 2f
  cmp x7, x5
  b.eq 2f
  mov x1, x7
  bl gic_kick
2:
  add x7, x7, #CPU_SIZE
  lsr x4, x4, #1
  b 1b
3:
  mov x30, x6
  ret
.ltorg

.section .rodata, "a"
message_lost: .asciz "a CPU that PSCI started never arrived"

.bss
.balign 8
.global cpus
cpus: .skip MAX_CPUS * CPU_SIZE        // the CPU that booted first
.global online_cpus, idle_cpus
online_cpus: .skip 8                  // bit n = CPU n takes part
idle_cpus: .skip 8                    // bit n = CPU n waits for work and has not been woken yet
