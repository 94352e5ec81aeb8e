// The order in which the nucleus comes up.
.include "macros.inc"
.include "layout.inc"

.text
// in: x0 = PA of the image, x1 = PA of the device tree; SP = nucleus stack. Does not return.
.global nucleus_start
nucleus_start:
  store_symbol x0, image_physical, x2
  store_symbol x1, devicetree_physical, x2
  bl mmu_init
  bl identity_map_close
  bl machine_scan                     // what the board has
  bl pages_init
  bl mmu_map_all_ram
  bl console_init                     // messages work from here on
  bl pages_add_rest
  bl gic_init
  bl console_enable_input
  bl time_init
  bl entropy_init
  bl threads_init
  bl tree_init
  bl nucleus_lock_acquire             // the other CPUs wait until the program starts
  bl cpus_start
  bl program_load                     // x28 = the first thread
  b schedule

.bss
.balign 8
.global image_physical, devicetree_physical
image_physical: .skip 8
devicetree_physical: .skip 8
