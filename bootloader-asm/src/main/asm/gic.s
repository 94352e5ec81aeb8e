// The interrupt controller: GICv2 (IHI 0048) or GICv3 (IHI 0069), one CPU, two interrupts: virtual timer and console.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.equ GICD_CTLR, 0x000
.equ GICD_IGROUPR, 0x080
.equ GICD_ISENABLER, 0x100
.equ GICD_ITARGETSR, 0x800
.equ GICD_IROUTER, 0x6000
.equ GICD_CTLR_V2_ENABLE, 1
.equ GICD_CTLR_V3_ENABLE, 0x12        // ARE_NS, EnableGrp1
.equ GICD_SIZE, 0x10000
.equ GICC_CTLR, 0x000
.equ GICC_PMR, 0x004
.equ GICC_IAR, 0x00c
.equ GICC_EOIR, 0x010
.equ GICC_SIZE, 0x2000
.equ GICR_WAKER, 0x014
.equ GICR_WAKER_CHILDREN_ASLEEP_BIT, 2
.equ GICR_SGI_BASE, 0x10000           // second frame of a redistributor
.equ GICR_IGROUPR0, GICR_SGI_BASE + 0x080
.equ GICR_ISENABLER0, GICR_SGI_BASE + 0x100
.equ PRIORITY_ALL, 0xff

.text
// Bring up the controller and the timer's interrupt. clobbers: x0-x17.
.global gic_init
gic_init:
  push x29, x30
  load_symbol x0, machine_gic_version
  cbz x0, 9f
  load_symbol x0, machine_gic_distributor
  ldr x1, =GICD_SIZE
  bl mmu_map_device
  store_symbol x0, gic_distributor, x1
  load_symbol x0, machine_gic_cpu
  load_symbol x1, machine_gic_cpu_size
  bl mmu_map_device
  store_symbol x0, gic_cpu, x1
  load_symbol x2, gic_distributor
  load_symbol x1, machine_gic_version
  cmp x1, #3
  b.eq 1f
  mov w1, #GICD_CTLR_V2_ENABLE
  str w1, [x2, #GICD_CTLR]
  mov w1, #PRIORITY_ALL
  str w1, [x0, #GICC_PMR]
  mov w1, #1
  str w1, [x0, #GICC_CTLR]
  b 3f
1:
  mov w1, #GICD_CTLR_V3_ENABLE
  str w1, [x2, #GICD_CTLR]
  str wzr, [x0, #GICR_WAKER]
2:
  ldr w1, [x0, #GICR_WAKER]
  tbnz w1, #GICR_WAKER_CHILDREN_ASLEEP_BIT, 2b
  mov w1, #-1
  ldr x2, =GICR_IGROUPR0
  str w1, [x0, x2]                    // all of group 1
  mov x0, #7
  msr S3_0_C12_C12_5, x0              // ICC_SRE_EL1
  isb
  mov x0, #PRIORITY_ALL
  msr S3_0_C4_C6_0, x0                // ICC_PMR_EL1
  mov x0, #1
  msr S3_0_C12_C12_7, x0              // ICC_IGRPEN1_EL1
  isb
3:
  load_symbol x0, machine_timer_intid
  bl gic_enable
  pop x29, x30
  ret
9:
  address x0, message_no_gic
  b panic

// Enable an interrupt towards this CPU. in: x0 = INTID. clobbers: x0-x5.
.global gic_enable
gic_enable:
  cbz x0, 4f
  load_symbol x1, gic_distributor
  load_symbol x2, machine_gic_version
  lsr x3, x0, #5
  lsl x3, x3, #2                      // byte offset of the 32-bit word
  mov w4, #1
  lsl w4, w4, w0                      // modulo 32
  cmp x2, #3
  b.eq 2f
  cmp x0, #32
  b.lo 1f
  add x5, x1, #GICD_ITARGETSR
  mov w2, #1                          // CPU interface 0
  strb w2, [x5, x0]
1:
  add x1, x1, #GICD_ISENABLER
  str w4, [x1, x3]
  ret
2:
  cmp x0, #32
  b.hs 3f
  load_symbol x1, gic_cpu
  ldr x3, =GICR_ISENABLER0
  str w4, [x1, x3]
  ret
3:
  add x5, x1, #GICD_IGROUPR
  ldr w2, [x5, x3]
  orr w2, w2, w4
  str w2, [x5, x3]
  mov x2, #GICD_IROUTER
  add x2, x2, x0, lsl #3
  mrs x5, mpidr_el1
  ldr x0, =0xff00ffffff               // Aff3, Aff2-Aff0
  and x5, x5, x0
  str x5, [x1, x2]
  add x1, x1, #GICD_ISENABLER
  str w4, [x1, x3]
4:
  ret

// Acknowledge and serve every pending interrupt. clobbers: x0-x17.
.global gic_handle_interrupt
gic_handle_interrupt:
  push x29, x30
  push x19, x20
1:
  load_symbol x19, machine_gic_version
  cmp x19, #3
  b.eq 2f
  load_symbol x1, gic_cpu
  ldr w20, [x1, #GICC_IAR]
  b 3f
2:
  mrs x20, S3_0_C12_C12_0             // ICC_IAR1_EL1
  dsb sy
3:
  ubfx w0, w20, #0, #10
  cmp w0, #GIC_SPURIOUS
  b.hs 9f
  load_symbol x1, machine_timer_intid
  cmp x0, x1
  b.ne 4f
  mov x0, #(TIMER_ENABLE | TIMER_MASKED)  // the level goes away; timer_program opens it again
  msr cntv_ctl_el0, x0
  isb
  b 5f
4:
  load_symbol x1, machine_console_intid
  cmp x0, x1
  b.ne 5f
  bl console_interrupt
5:
  cmp x19, #3
  b.eq 6f
  load_symbol x1, gic_cpu
  str w20, [x1, #GICC_EOIR]
  b 1b
6:
  msr S3_0_C12_C12_1, x20             // ICC_EOIR1_EL1
  b 1b
9:
  pop x19, x20
  pop x29, x30
  ret
.ltorg

.section .rodata, "a"
message_no_gic: .asciz "the device tree has no GICv2 or GICv3"

.bss
.balign 8
gic_distributor: .skip 8
gic_cpu: .skip 8                      // GICv2: CPU interface; GICv3: this CPU's redistributor
