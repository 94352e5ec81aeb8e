// The line discipline of the console's UART, as termios(3) describes it; termios.s holds the settings. In canonical mode
// readers see whole lines, Ctrl-D ends the input or passes on what there is of a line, and a person can edit. Ctrl-C and
// Ctrl-\ are signals. With a second UART (docs/contracts.md, section 3) the host's terminal edits and echoes; without
// one it is raw.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"
.include "termios.inc"

.equ BACKSPACE, 8                     // erases as VERASE does
.equ END_MARK, 4                      // in the ring in canonical mode: the input ends here
.equ FIRST_PRINTABLE, 0x20
.equ UTF8_CONTINUATION, 2             // bits 7 and 6 of the bytes behind the first of a character

// branch_if_control INDEX, LABEL: branch when w19 is a control character of the settings at x21. clobbers: x0, flags.
.macro branch_if_control index:req, label:req
  ldrb w0, [x21, #(TERMIOS_CONTROLS + \index)]
  cmp w0, #0                          // 0 switches it off
  ccmp w0, w19, #0, ne
  b.eq \label
.endm

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

// What can be read? out: x0 = bytes, the mark of the end counted. clobbers: x1.
.global terminal_has_input
terminal_has_input:
  address x0, ring_read
  ldp x1, x0, [x0]                    // read, ready
  sub x0, x0, x1
  ret

// Take input for a reader: in canonical mode a line, or what comes in front of the end. in: x0 = buffer in the nucleus,
// x1 = its size, not 0. out: x0 = bytes; 0 = the end of the input, if there was any. clobbers: x1-x9.
.global terminal_read
terminal_read:
  address x2, ring_read
  ldp x3, x4, [x2]
  address x5, terminal_ring
  address x6, terminal_settings
  ldr w6, [x6, #TERMIOS_LOCAL]
  mov x7, x0
  mov x0, #0
1:
  cmp x3, x4
  ccmp x0, x1, #2, ne                 // #2: C set as for "no room" when the ring is empty
  b.hs 3f
  and x8, x3, #(RING_SIZE - 1)
  ldrb w9, [x5, x8]
  tbz w6, #ICANON_BIT, 2f
  cmp w9, #END_MARK
  b.eq 4f
2:
  add x3, x3, #1
  strb w9, [x7, x0]
  add x0, x0, #1
  tbz w6, #ICANON_BIT, 1b
  cmp w9, #'\n'
  b.ne 1b
3:
  str x3, [x2]
  ret
4: // what came before goes first; the next read meets the mark
  cbnz x0, 3b
  add x3, x3, #1
  b 3b

// Drop all input. clobbers: x0, x1.
.global terminal_flush
terminal_flush:
  address x0, ring_written
  ldr x1, [x0]
  stp x1, x1, [x0, #8]
  ret

// The settings have changed: without canonical mode an unfinished line can be read. clobbers: x0, x1.
.global terminal_settings_changed
terminal_settings_changed:
  address x0, terminal_settings
  ldr w1, [x0, #TERMIOS_LOCAL]
  tbnz w1, #ICANON_BIT, 1f
  address x0, ring_written
  ldr x1, [x0]
  str x1, [x0, #16]
1:
  ret

// A character came in; there is room. in: w0. clobbers: x0-x17.
.global terminal_take
terminal_take:
  push x29, x30
  push x19, x20
  push x21, x22
  mov w19, w0
  address x20, ring_written           // written, read, ready
  address x21, terminal_settings
  ldr w1, [x21, #TERMIOS_INPUT]
  cmp w19, #'\r'
  ccmp w1, wzr, #4, eq
  b.eq 1f                             // not CR, or no flag at all
  tbz w1, #ICRNL_BIT, 1f
  mov w19, #'\n'
1:
  ldr w22, [x21, #TERMIOS_LOCAL]
  tbz w22, #ISIG_BIT, 2f
  branch_if_control VINTR, take_interrupt
  branch_if_control VQUIT, take_quit
2:
  tbz w22, #ICANON_BIT, take_as_it_is
  load_symbol x1, machine_diagnostics
  cbnz x1, take_as_it_is
  branch_if_control VEOF, take_end
  cmp w19, #BACKSPACE
  b.eq take_erase
  branch_if_control VERASE, take_erase
  branch_if_control VWERASE, take_erase_word
  branch_if_control VKILL, take_kill
  mov w0, w19
  bl store
  bl echo
  cmp w19, #'\n'
  b.eq line_is_ready
  b take_done

take_as_it_is:
  mov w0, w19
  bl store
  bl echo
line_is_ready:
  ldr x0, [x20]
  str x0, [x20, #16]
take_done:
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// The rest of the line is dropped, and the program gets a signal.
take_quit:
  mov w22, #SIGQUIT
  mov w0, #'\\'
  b 1f
take_interrupt:
  mov w22, #SIGINT
  mov w0, #'C'
1:
  ldr x1, [x20, #16]
  str x1, [x20]
  ldr w1, [x21, #TERMIOS_LOCAL]
  tbz w1, #ECHO_BIT, 2f
  load_symbol x1, machine_diagnostics
  cbnz x1, 2f
  mov w19, w0
  mov w0, #'^'
  bl console_echo
  mov w0, w19
  bl console_echo
  mov w0, #'\n'
  bl console_echo
2:
  load_symbol x0, first_process
  cbz x0, take_done
  mov w1, w22
  mov x2, #0
  bl signal_send_process_by_kernel
  b take_done

// Ctrl-D: an unfinished line goes to the reader as it is; on an empty one it is the end.
take_end:
  ldr x0, [x20]
  ldr x1, [x20, #16]
  cmp x0, x1
  b.ne line_is_ready
  mov w0, #END_MARK
  bl store
  b line_is_ready

take_erase:
  bl erase_last
  b take_done

take_kill:
  bl erase_last
  cbnz x0, take_kill
  b take_done

// The blanks at the end of the unfinished line, and the word in front of them.
take_erase_word:
  bl last_character
  cmp w0, #' '
  b.ne 1f
  bl erase_last
  b take_erase_word
1:
  bl last_character
  cmp w0, #' '
  b.ls take_done
  bl erase_last
  b 1b

// The last byte of the unfinished line. in: x20. out: w0 = byte, 0 when the line is empty. clobbers: x1, x2.
last_character:
  ldr x1, [x20]
  ldr x2, [x20, #16]
  mov w0, #0
  cmp x1, x2
  b.eq 1f
  sub x1, x1, #1
  address x2, terminal_ring
  and x1, x1, #(RING_SIZE - 1)
  ldrb w0, [x2, x1]
1:
  ret

// Erase the last character (UTF-8) of the unfinished line. in: x20, w22 = local flags. out: x0 = 1, or 0 when the line is
// empty. clobbers: x1-x3.
erase_last:
  mov x3, x30
1:
  bl last_character
  cbz w0, 3f
  ldr x1, [x20]
  sub x1, x1, #1
  str x1, [x20]
  lsr w0, w0, #6
  cmp w0, #UTF8_CONTINUATION
  b.eq 1b
  tbz w22, #ECHO_BIT, 2f
  mov w0, #BACKSPACE
  bl console_echo
  mov w0, #' '
  bl console_echo
  mov w0, #BACKSPACE
  bl console_echo
2:
  mov x0, #1
  ret x3
3:
  mov x0, #0
  ret x3

// Show what was typed, unless it is a control character. in: w19, w22 = local flags. clobbers: x0-x3.
echo:
  tbz w22, #ECHO_BIT, 1f
  load_symbol x0, machine_diagnostics
  cbnz x0, 1f                         // the host has shown it
  mov w0, w19
  cmp w0, #'\n'
  b.eq console_echo
  cmp w0, #FIRST_PRINTABLE
  b.hs console_echo
1:
  ret

// Put a character into the ring. in: w0, x20. clobbers: x1, x2.
store:
  ldr x1, [x20]
  address x2, terminal_ring
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
