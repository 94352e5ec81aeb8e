// What the board has, taken from its device tree: RAM and what is reserved in it, UARTs, interrupt controller, timer,
// real-time clock, PSCI, /chosen. Bindings: Linux Documentation/devicetree/bindings and the Devicetree Specification.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "devicetree.inc"

.equ MAX_RANGES, 32
.equ MAX_VIRTIO, 32
.equ VIRTIO_ROW_SHIFT, 5
.equ INTERRUPT_CELLS, 3               // a GIC's: type, number, flags
.equ INTID_SPI_BASE, 32               // interrupt cells: type 0 = SPI, 1 = PPI
.equ INTID_PPI_BASE, 16

.text
// Read the device tree into the machine_* variables. Without a tree nothing is known and the nucleus stops silently.
// clobbers: x0-x17.
.global machine_scan
machine_scan:
  push x29, x30
  bl fdt_open
  cbz x0, 9f
  // reserved: the tree itself and its reservation block (the image is added below)
  mov x2, x1
  store_symbol x2, devicetree_size, x0
  load_symbol x0, devicetree_physical
  add x1, x0, x2
  bl add_reserved
  load_symbol x0, image_physical
  address x2, image_header
  ldr x1, [x2, #IMAGE_FILE_SIZE]
  add x1, x1, x0
  ldr x2, =NUCLEUS_BSS_SIZE
  add x1, x1, x2
  bl add_reserved
  bl fdt_reservations
  mov x8, x0
1:
  ldp x0, x1, [x8], #16
  orr x2, x0, x1
  cbz x2, 2f
  rev x0, x0
  rev x1, x1
  add x1, x0, x1
  bl add_reserved
  b 1b
2:
  address x0, visit_node
  bl fdt_walk
  bl choose_consoles
  pop x29, x30
  ret
9:
  wfi                                 // no tree: no console, no power control to tell it to
  b 9b

// One node of the tree; the fdt_walk visitor. clobbers: x0-x17.
visit_node:
  push x29, x30
  push x19, x20
  push x21, x22
  push x23, x24
  mov x19, x0                         // name
  address x20, fdt_values
  mov x21, x2                         // depth
  stp w3, w4, [sp, #-16]!
  cmp x21, #2
  b.ne 1f
  mov x0, x5                          // parent's name
  address x1, name_reserved_memory
  bl string_equal
  cbnz x0, visit_reserved
1:
  property_value x0, PROPERTY_STATUS, x20
  cbz x0, 2f
  ldrb w2, [x0]
  cmp w2, #'o'                        // "okay"; "disabled" and "fail" devices are not ours
  b.ne visit_done
2:
  property_value x22, PROPERTY_DEVICE_TYPE, x20
  cbz x22, 3f
  mov x0, x22
  address x1, name_memory
  bl string_equal
  cbnz x0, visit_memory
  mov x0, x22
  address x1, name_cpu
  bl string_equal
  cbnz x0, visit_cpu
3:
  property_value x0, PROPERTY_COMPATIBLE, x20
  cbz x0, 4f
  property_length w1, x0
  address x2, compatible_table
  bl fdt_lookup
  cbz x0, visit_done
  br x0
4:
  cmp x21, #1
  b.ne visit_done
  mov x0, x19
  address x1, name_chosen
  bl string_equal
  cbnz x0, visit_chosen
  mov x0, x19
  address x1, name_aliases
  bl string_equal
  cbnz x0, visit_aliases
visit_done:
  add sp, sp, #16
  pop x23, x24
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

visit_memory:
  mov x22, #0
1:
  mov x0, x22
  bl node_reg
  cbz x2, visit_done
  add x1, x0, x1
  bl add_ram
  add x22, x22, #1
  b 1b

visit_cpu: // reg = MPIDR_EL1's affinity fields (bindings, arm/cpus.yaml)
  mov x0, #0
  bl node_reg
  cbz x2, visit_done
  address x1, machine_cpu_count
  ldr x2, [x1]
  cmp x2, #MAX_CPUS
  b.hs visit_done
  add x3, x2, #1
  str x3, [x1]
  address x1, machine_cpus
  str x0, [x1, x2, lsl #3]
  b visit_done

visit_reserved:
  mov x22, #0
  property_value x23, PROPERTY_NO_MAP, x20  // nonzero: not even mapped
1:
  mov x0, x22
  bl node_reg
  cbz x2, visit_done
  add x1, x0, x1
  bl add_reserved
  cbz x23, 2f
  bl machine_add_hole                 // x0, x1 unchanged
2:
  add x22, x22, #1
  b 1b

visit_uart:
  mov x0, #0
  bl node_reg
  cbz x2, visit_done
  address x1, machine_uart_count
  ldr x2, [x1]
  cmp x2, #4
  b.hs visit_done
  add x3, x2, #1
  str x3, [x1]
  address x1, machine_uarts
  add x23, x1, x2, lsl #5
  str x0, [x23]
  str x19, [x23, #16]
  mov x0, #0
  bl node_interrupt
  str x0, [x23, #8]
  b visit_done

// Only noted: looking into 32 mostly empty transports is for those who want a device (virtio.s).
visit_virtio:
  address x1, machine_virtio_count
  ldr x2, [x1]
  cmp x2, #MAX_VIRTIO
  b.hs visit_done
  add x3, x2, #1
  str x3, [x1]
  property_value x4, PROPERTY_REG, x20
  property_value x5, PROPERTY_INTERRUPTS, x20
  ldr x6, [sp]                        // #address-cells, #size-cells
  add x1, x1, x2, lsl #VIRTIO_ROW_SHIFT
  stp x4, x5, [x1, #8]
  str x6, [x1, #24]
  b visit_done

visit_rtc:
  mov x0, #0
  bl node_reg
  store_symbol x0, machine_rtc, x1
  b visit_done

visit_gic_v2:
  mov x22, #2
  b 1f
visit_gic_v3:
  mov x22, #3
1:
  store_symbol x22, machine_gic_version, x1
  mov x0, #0
  bl node_reg
  store_symbol x0, machine_gic_distributor, x1
  mov x0, #1
  bl node_reg
  store_symbol x0, machine_gic_cpu, x2
  store_symbol x1, machine_gic_cpu_size, x2
  b visit_done

visit_timer:
  mov x0, #2                          // secure physical, physical, virtual, hypervisor
  bl node_interrupt
  store_symbol x0, machine_timer_intid, x1
  b visit_done

visit_psci:
  property_value x0, PROPERTY_METHOD, x20
  cbz x0, visit_done
  ldrb w0, [x0]                       // "hvc" or "smc"
  store_symbol x0, machine_psci_method, x1
  b visit_done

visit_chosen:
  property_value x0, PROPERTY_BOOTARGS, x20
  cbz x0, 1f
  property_length w1, x0
  store_symbol x0, machine_bootargs, x2
  store_symbol x1, machine_bootargs_size, x2
1:
  property_value x0, PROPERTY_RNG_SEED, x20
  cbz x0, visit_done
  property_length w1, x0
  store_symbol x0, machine_rng_seed, x2
  store_symbol x1, machine_rng_seed_size, x2
  b visit_done

visit_aliases:
  property_value x0, PROPERTY_SERIAL1, x20
  store_symbol x0, alias_serial1, x2
  b visit_done

// The n-th entry of the visited node's reg. in: x0 = index, visitor frame (x20 = fdt_values, cells on the stack).
// out: x0 = PA, x1 = bytes, x2 = 1, or x2 = 0 when there is no such entry. clobbers: x3-x9.
node_reg:
  ldp w6, w7, [sp]                    // #address-cells, #size-cells of the parent
  property_value x3, PROPERTY_REG, x20
  // falls through

// The n-th entry of a reg property. in: x0 = index, x3 = value or 0, w6 and w7 = #address-cells and #size-cells. out: as
// node_reg. clobbers: x3-x9.
reg_entry:
  mov x2, #0
  cbz x3, 1f
  property_length w4, x3
  add w5, w6, w7
  lsl x5, x5, #2                      // bytes an entry
  cbz x5, 1f
  madd x8, x0, x5, x5
  cmp x8, x4
  b.hi 1f
  mov x9, x30
  madd x0, x0, x5, x3
  mov w1, w6
  bl fdt_cells
  mov x8, x0
  mov x0, x1
  mov w1, w7
  bl fdt_cells
  mov x1, x0
  mov x0, x8
  mov x2, #1
  mov x30, x9
1:
  ret

// INTID of the n-th entry of the visited node's interrupts (GIC binding: 3 cells). in: x0 = index, x20 = fdt_values.
// out: x0 = INTID or 0. clobbers: x1-x6.
node_interrupt:
  property_value x3, PROPERTY_INTERRUPTS, x20
  // falls through

// The same of an interrupts property. in: x0 = index, x3 = value or 0. out: x0 = INTID or 0. clobbers: x1-x6.
interrupt_entry:
  cbz x3, 2f
  property_length w1, x3
  mov x5, #INTERRUPT_CELLS * 4
  madd x6, x0, x5, x5
  cmp x6, x1
  b.hi 2f
  madd x0, x0, x5, x3
  ldp w1, w2, [x0]
  rev w1, w1
  rev w2, w2
  mov w3, #INTID_SPI_BASE
  mov w4, #INTID_PPI_BASE
  cmp w1, #0
  csel w3, w3, w4, eq
  add w0, w2, w3
  ret
2:
  mov x0, #0
  ret

// A virtio-mmio transport. in: x0 = index. out: x0 = PA, or 0 behind the last one; x1 = INTID. clobbers: x2-x11.
.global machine_virtio_transport
machine_virtio_transport:
  address x1, machine_virtio_count
  ldr x2, [x1]
  cmp x0, x2
  b.hs 1f
  mov x11, x30
  add x10, x1, x0, lsl #VIRTIO_ROW_SHIFT
  ldr x3, [x10, #8]
  ldp w6, w7, [x10, #24]
  mov x0, #0
  bl reg_entry
  mov x8, x0
  ldr x3, [x10, #16]
  mov x0, #0
  bl interrupt_entry
  mov x1, x0
  mov x0, x8
  ret x11
1:
  mov x0, #0
  ret

// First pl011 = console; a second one named by /aliases/serial1 = diagnostics. clobbers: x0-x9.
choose_consoles:
  push x29, x30
  load_symbol x8, machine_uart_count
  cbz x8, 9f
  address x9, machine_uarts
  ldp x0, x1, [x9]
  store_symbol x0, machine_console, x2
  store_symbol x1, machine_console_intid, x2
  load_symbol x0, alias_serial1
  cbz x0, 9f
1:
  add x9, x9, #32
  subs x8, x8, #1
  b.eq 9f
  load_symbol x0, alias_serial1
  add x0, x0, #1                      // "/pl011@9040000": the node at the root
  ldr x1, [x9, #16]
  bl string_equal
  cbz x0, 1b
  ldr x0, [x9]
  store_symbol x0, machine_diagnostics, x2
9:
  pop x29, x30
  ret

// Add a PA range. in: x0, x1 = first and one-past-last PA. clobbers: x2-x5.
add_ram:
  address x2, machine_ram
  address x3, machine_ram_count
  b add_range
add_reserved:
  address x2, machine_reserved
  address x3, machine_reserved_count
  b add_range
// Keep a PA range out of the linear map. in: x0, x1 = first and one-past-last PA. clobbers: x2-x5.
.global machine_add_hole
machine_add_hole:
  address x2, machine_holes
  address x3, machine_hole_count
add_range:
  cmp x0, x1
  b.hs 1f
  ldr x4, [x3]
  cmp x4, #MAX_RANGES
  b.hs 2f
  add x5, x4, #1
  str x5, [x3]
  add x2, x2, x4, lsl #4
  stp x0, x1, [x2]
1:
  ret
2:
  address x0, message_ranges
  b panic

.ltorg

.section .rodata, "a"
.balign 8
compatible_table:
  .quad compatible_virtio, visit_virtio  // first, because QEMU has 32 of them
  .quad compatible_pl011, visit_uart
  .quad compatible_pl031, visit_rtc
  .quad compatible_gic_400, visit_gic_v2
  .quad compatible_gic_a15, visit_gic_v2
  .quad compatible_gic_v3, visit_gic_v3
  .quad compatible_timer, visit_timer
  .quad compatible_psci_1_0, visit_psci
  .quad compatible_psci_0_2, visit_psci
  .quad 0, 0
compatible_virtio: .asciz "virtio,mmio"
compatible_pl011: .asciz "arm,pl011"
compatible_pl031: .asciz "arm,pl031"
compatible_gic_400: .asciz "arm,gic-400"
compatible_gic_a15: .asciz "arm,cortex-a15-gic"
compatible_gic_v3: .asciz "arm,gic-v3"
compatible_timer: .asciz "arm,armv8-timer"
compatible_psci_1_0: .asciz "arm,psci-1.0"
compatible_psci_0_2: .asciz "arm,psci-0.2"
name_aliases: .asciz "aliases"
name_chosen: .asciz "chosen"
name_cpu: .asciz "cpu"
name_memory: .asciz "memory"
name_reserved_memory: .asciz "reserved-memory"
message_ranges: .asciz "the device tree has more than 32 memory ranges (MAX_RANGES in machine.s)"

.bss
.balign 16
.global machine_ram, machine_ram_count, machine_reserved, machine_reserved_count
machine_ram: .skip MAX_RANGES * 16
.global machine_holes, machine_hole_count, devicetree_size
machine_holes: .skip MAX_RANGES * 16  // what the linear map leaves out
machine_hole_count: .skip 8
devicetree_size: .skip 8              // bytes
machine_reserved: .skip MAX_RANGES * 16
machine_ram_count: .skip 8
machine_reserved_count: .skip 8
.global machine_cpus, machine_cpu_count
machine_cpus: .skip MAX_CPUS * 8      // affinity fields of MPIDR_EL1
machine_cpu_count: .skip 8
.global machine_uarts, machine_console, machine_console_intid, machine_diagnostics
machine_uarts: .skip 4 * 32           // PA, INTID, node name
machine_uart_count: .skip 8
machine_console: .skip 8              // PA of the console's registers, or 0
machine_console_intid: .skip 8
machine_diagnostics: .skip 8          // PA of the second UART, or 0
alias_serial1: .skip 8
machine_virtio_count: .skip 8
machine_virtio: .skip MAX_VIRTIO << VIRTIO_ROW_SHIFT  // behind the count: values of reg and interrupts, cell counts of the parent
.global machine_rtc, machine_gic_version, machine_gic_distributor, machine_gic_cpu, machine_gic_cpu_size
machine_rtc: .skip 8
machine_gic_version: .skip 8          // 2 or 3
machine_gic_distributor: .skip 8
machine_gic_cpu: .skip 8              // GICv2: CPU interface; GICv3: redistributors
machine_gic_cpu_size: .skip 8
.global machine_timer_intid, machine_psci_method
machine_timer_intid: .skip 8          // virtual timer
machine_psci_method: .skip 8          // 'h' = hvc, 's' = smc, 0 = none
.global machine_bootargs, machine_bootargs_size, machine_rng_seed, machine_rng_seed_size
machine_bootargs: .skip 8
machine_bootargs_size: .skip 8
machine_rng_seed: .skip 8
machine_rng_seed_size: .skip 8
