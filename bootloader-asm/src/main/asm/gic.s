// The interrupt controller: GICv2 (IHI 0048) or GICv3 (IHI 0069), its interrupts: virtual timer and SGI_KICK
// on every CPU, devices on the CPU that booted.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"

.equ GICD_CTLR, 0x000
.equ GICD_IGROUPR, 0x080
.equ GICD_ISENABLER, 0x100
.equ GICD_ITARGETSR, 0x800
.equ GICD_SGIR, 0xf00
.equ GICD_IROUTER, 0x6000
.equ GICD_CTLR_V2_ENABLE, 1
.equ GICD_CTLR_V3_ENABLE, 0x12        // ARE_NS, EnableGrp1
.equ GICD_SGIR_TARGETS_SHIFT, 16
.equ GICD_SIZE, 0x10000
.equ GICC_CTLR, 0x000
.equ GICC_PMR, 0x004
.equ GICC_IAR, 0x00c
.equ GICC_EOIR, 0x010
.equ GICC_SIZE, 0x2000
.equ GICR_TYPER, 0x008
.equ GICR_TYPER_VLPIS_BIT, 1          // the redistributor has two more frames
.equ GICR_TYPER_LAST_BIT, 4
.equ GICR_TYPER_AFFINITY_SHIFT, 32
.equ GICR_FRAMES_SHIFT, 17            // two frames of 64 KiB
.equ GICR_WAKER, 0x014
.equ GICR_WAKER_CHILDREN_ASLEEP_BIT, 2
.equ GICR_SGI_BASE, 0x10000           // second frame of a redistributor
.equ GICR_IGROUPR0, GICR_SGI_BASE + 0x080
.equ GICR_ISENABLER0, GICR_SGI_BASE + 0x100
.equ PRIORITY_ALL, 0xff

// The one interrupt between CPUs: whoever gets it comes into the nucleus and looks for signals and work.
.equ SGI_KICK, 0

.text
// Bring up the controller and this CPU's part of it. clobbers: x0-x17.
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
  load_symbol x0, gic_distributor
  load_symbol x1, machine_gic_version
  mov w2, #GICD_CTLR_V2_ENABLE
  mov w3, #GICD_CTLR_V3_ENABLE
  cmp x1, #3
  csel w2, w3, w2, eq
  str w2, [x0, #GICD_CTLR]
  pop x29, x30
  b gic_cpu_init
9:
  address x0, message_no_gic
  b panic

// Bring up this CPU's interface, its timer interrupt and SGI_KICK. clobbers: x0-x7.
.global gic_cpu_init
gic_cpu_init:
  mrs x7, tpidr_el1
  load_symbol x0, machine_timer_intid
  mov w6, #(1 << SGI_KICK)
  mov w1, #1
  lsl w1, w1, w0
  orr w6, w6, w1                      // private interrupts to enable
  load_symbol x0, gic_cpu
  load_symbol x1, machine_gic_version
  cmp x1, #3
  b.eq 1f
  mov w1, #PRIORITY_ALL
  str w1, [x0, #GICC_PMR]
  mov w1, #1
  str w1, [x0, #GICC_CTLR]
  load_symbol x0, gic_distributor
  str w6, [x0, #GICD_ISENABLER]       // this word and the next are banked: each CPU has its own
  ldrb w1, [x0, #GICD_ITARGETSR]      // reads as the bit of the CPU that asks; 0 when there is only one
  cmp w1, #0
  csinc w1, w1, wzr, ne
  str x1, [x7, #CPU_GIC_ADDRESS]
  ret
1: // this CPU's redistributor: the one with its affinity
  mrs x1, mpidr_el1
  ubfx x2, x1, #32, #8                // Aff3
  and x1, x1, #0xffffff               // Aff2-Aff0
  orr x1, x1, x2, lsl #24
2:
  ldr x2, [x0, #GICR_TYPER]
  lsr x3, x2, #GICR_TYPER_AFFINITY_SHIFT
  cmp x3, x1
  b.eq 3f
  tbnz x2, #GICR_TYPER_LAST_BIT, 9f
  ubfx x3, x2, #GICR_TYPER_VLPIS_BIT, #1
  mov x4, #(1 << GICR_FRAMES_SHIFT)
  lsl x4, x4, x3
  add x0, x0, x4
  b 2b
3:
  str wzr, [x0, #GICR_WAKER]
4:
  ldr w2, [x0, #GICR_WAKER]
  tbnz w2, #GICR_WAKER_CHILDREN_ASLEEP_BIT, 4b
  mov w2, #-1
  ldr x3, =GICR_IGROUPR0
  str w2, [x0, x3]                    // all of group 1
  ldr x3, =GICR_ISENABLER0
  str w6, [x0, x3]
  mov x0, #7
  msr S3_0_C12_C12_5, x0              // ICC_SRE_EL1
  isb
  mov x0, #PRIORITY_ALL
  msr S3_0_C4_C6_0, x0                // ICC_PMR_EL1
  mov x0, #1
  msr S3_0_C12_C12_7, x0              // ICC_IGRPEN1_EL1
  isb
  // ICC_SGI1R_EL1: Aff3 48, RS 44, Aff2 32, Aff1 16, target list 0 (one bit, Aff0 modulo 16)
  and x2, x1, #0xf
  mov x3, #1
  lsl x2, x3, x2
  ubfx x3, x1, #4, #4
  orr x2, x2, x3, lsl #44
  ubfx x3, x1, #8, #8
  orr x2, x2, x3, lsl #16
  ubfx x3, x1, #16, #8
  orr x2, x2, x3, lsl #32
  ubfx x3, x1, #24, #8
  orr x2, x2, x3, lsl #48
  str x2, [x7, #CPU_GIC_ADDRESS]
  ret
9:
  address x0, message_no_redistributor
  b panic

// Interrupt another CPU. It takes the nucleus lock before it looks at anything, so what was written under the lock needs
// no barrier here. in: x1 = its CPU block. clobbers: x1-x3.
.global gic_kick
gic_kick:
  ldr x1, [x1, #CPU_GIC_ADDRESS]
  load_symbol x2, machine_gic_version
  cmp x2, #3
  b.eq 1f
  load_symbol x2, gic_distributor
  lsl w1, w1, #GICD_SGIR_TARGETS_SHIFT // SGI_KICK is 0
  str w1, [x2, #GICD_SGIR]
  ret
1:
  msr S3_0_C12_C11_5, x1              // ICC_SGI1R_EL1
  isb                                 // the interrupt goes out now
  ret

// Enable a shared interrupt (SPI) towards this CPU. in: x0 = INTID or 0 for none. clobbers: x0-x5.
.global gic_enable
gic_enable:
  cbz x0, 3f
  load_symbol x1, gic_distributor
  load_symbol x2, machine_gic_version
  lsr x3, x0, #5
  lsl x3, x3, #2                      // byte offset of the 32-bit word
  mov w4, #1
  lsl w4, w4, w0                      // modulo 32
  cmp x2, #3
  b.eq 1f
  mrs x2, tpidr_el1
  ldr x2, [x2, #CPU_GIC_ADDRESS]
  add x5, x1, #GICD_ITARGETSR
  strb w2, [x5, x0]
  b 2f
1:
  add x5, x1, #GICD_IGROUPR
  ldr w2, [x5, x3]
  orr w2, w2, w4
  str w2, [x5, x3]
  mov x2, #GICD_IROUTER
  add x2, x2, x0, lsl #3
  mrs x5, mpidr_el1
  ldr x0, =MPIDR_AFFINITY
  and x5, x5, x0
  str x5, [x1, x2]
2:
  add x1, x1, #GICD_ISENABLER
  str w4, [x1, x3]
3:
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
  cbz x0, 5f                          // SGI_KICK: coming here was all; and 0 also says that a device is not there
  load_symbol x1, machine_console_intid
  cmp x0, x1
  b.ne 7f
  bl console_interrupt
  b 5f
7:
  load_symbol x1, virtio_console_intid
  cmp x0, x1
  b.ne 5f
  bl virtio_console_interrupt
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
message_no_redistributor: .asciz "the GICv3 has no redistributor for a CPU"

.bss
.balign 8
gic_distributor: .skip 8
gic_cpu: .skip 8                      // GICv2: CPU interface (banked); GICv3: the redistributors
