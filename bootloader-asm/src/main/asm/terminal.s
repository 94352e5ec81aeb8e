// The line discipline of the console's UART, as a terminal has it (termios(3), canonical mode): Ctrl-C interrupts, Ctrl-D ends
// the input or passes on what there is of a line, erase and kill edit the line. Readers see whole lines only.
// With a second UART (docs/contracts.md, section 3) the host's terminal edits and echoes; without one it is raw.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"

.equ RING_SIZE, 4096                  // a power of two; one place stays free for the end of a line
.equ INTERRUPT, 3                     // Ctrl-C
.equ END_OF_FILE, 4                   // Ctrl-D
.equ BACKSPACE, 8
.equ KILL, 0x15                       // Ctrl-U
.equ DELETE, 0x7f
.equ FIRST_PRINTABLE, 0x20
.equ SIGINT, 2

.text
// Room for another character? out: x0 = nonzero when there is. clobbers: x1, x2.
.global terminal_has_room
terminal_has_room:
  address x0, ring_written
  ldp x1, x2, [x0]
  sub x1, x1, x2
  cmp x1, #(RING_SIZE - 1)
  cset x0, lo
  ret

// Is there something to read? out: x0 = nonzero when there is. clobbers: x1.
.global terminal_has_input
terminal_has_input:
  address x0, ring_read
  ldp x1, x0, [x0]                    // read, ready
  sub x0, x0, x1
  ret

// Take the next character for a reader. out: w0 = character, or -1 when there is none; -2 at the end of the input, once.
// clobbers: x1-x3.
.global terminal_next
terminal_next:
  address x3, ring_read
  ldp x1, x2, [x3]
  cmp x1, x2
  mov w0, #-1
  b.eq 1f
  address x2, ring
  and x0, x1, #(RING_SIZE - 1)
  ldrb w0, [x2, x0]
  add x1, x1, #1
  str x1, [x3]
  cmp w0, #END_OF_FILE
  mov w1, #-2
  csel w0, w1, w0, eq
1:
  ret

// Does the input end here? out: x0 = nonzero when the next character is the end of the input. clobbers: x1, x2.
.global terminal_at_end
terminal_at_end:
  address x0, ring_read
  ldp x1, x2, [x0]
  mov x0, #0
  cmp x1, x2
  b.eq 1f
  address x2, ring
  and x0, x1, #(RING_SIZE - 1)
  ldrb w0, [x2, x0]
  cmp w0, #END_OF_FILE
  cset x0, eq
1:
  ret

// A character came in; there is room. in: w0. clobbers: x0-x17.
.global terminal_take
terminal_take:
  push x29, x30
  push x19, x20
  cmp w0, #'\r'
  mov w1, #'\n'
  csel w19, w1, w0, eq
  address x20, ring_written           // written, read, ready
  cmp w19, #INTERRUPT
  b.eq take_interrupt
  load_symbol x1, machine_diagnostics
  cbnz x1, take_as_it_is
  cmp w19, #END_OF_FILE
  b.eq take_end
  cmp w19, #BACKSPACE
  b.eq take_erase
  cmp w19, #DELETE
  b.eq take_erase
  cmp w19, #KILL
  b.eq take_kill
  mov w0, w19
  bl store
  cmp w19, #'\n'
  b.eq 1f
  cmp w19, #FIRST_PRINTABLE
  b.lo take_done
  mov w0, w19
  bl console_echo
  b take_done
1:
  mov w0, w19
  bl console_echo
  b line_is_ready

take_as_it_is:
  mov w0, w19
  bl store
line_is_ready:
  ldr x0, [x20]
  str x0, [x20, #16]
take_done:
  pop x19, x20
  pop x29, x30
  ret

// The rest of the line is dropped, and the program gets SIGINT.
take_interrupt:
  ldr x0, [x20, #16]
  str x0, [x20]
  load_symbol x1, machine_diagnostics
  cbnz x1, 1f
  mov w0, #'^'
  bl console_echo
  mov w0, #'C'
  bl console_echo
  mov w0, #'\n'
  bl console_echo
1:
  load_symbol x0, first_process
  cbz x0, take_done
  mov x1, #SIGINT
  bl signal_send_process_by_kernel
  b take_done

// Ctrl-D: an unfinished line goes to the reader as it is; on an empty one it is the end.
take_end:
  ldr x0, [x20]
  ldr x1, [x20, #16]
  cmp x0, x1
  b.ne line_is_ready
  b take_as_it_is

take_erase:
  bl erase_last
  b take_done

take_kill:
  bl erase_last
  cbnz x0, take_kill
  b take_done

// Erase the last character of the unfinished line. in: x20. out: x0 = 1, or 0 when the line is empty. clobbers: x1-x3.
erase_last:
  ldr x0, [x20]
  ldr x1, [x20, #16]
  cmp x0, x1
  mov x3, #0
  b.eq 1f
  sub x0, x0, #1
  str x0, [x20]
  mov x3, x30
  mov w0, #BACKSPACE
  bl console_echo
  mov w0, #' '
  bl console_echo
  mov w0, #BACKSPACE
  bl console_echo
  mov x30, x3
  mov x3, #1
1:
  mov x0, x3
  ret

// Put a character into the ring. in: w0, x20. clobbers: x1, x2.
store:
  ldr x1, [x20]
  address x2, ring
  add x1, x1, #1
  str x1, [x20]
  sub x1, x1, #1
  and x1, x1, #(RING_SIZE - 1)
  strb w0, [x2, x1]
  ret

.bss
.balign 8
ring_written: .skip 8                 // characters ever stored
ring_read: .skip 8                    // ever read
ring_ready: .skip 8                   // a reader may read up to here
ring: .skip RING_SIZE
