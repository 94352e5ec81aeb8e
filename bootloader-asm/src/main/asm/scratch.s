// Memory that nobody reads before it was written: the start does not zero it. Everything behind it in .bss is zero.
.include "layout.inc"
.include "linux.inc"
.include "termios.inc"

.bss
.balign 4096
.global path_buffers, terminal_ring, cleared_at_entry
path_buffers: .skip 2 * PATH_MAX      // path.s; used within one syscall only
terminal_ring: .skip RING_SIZE        // terminal.s
.balign 4096
cleared_at_entry:                     // from here to the end of .bss
