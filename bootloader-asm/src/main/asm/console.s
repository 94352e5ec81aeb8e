// The console: PL011 UARTs (DDI 0183). The first is standard input and output, the second, where there is one, standard
// error and the nucleus's messages. Input goes through the line discipline of terminal.s. The receive interrupt is open
// while there is room, because Ctrl-C has to arrive whatever the program does.
.include "macros.inc"
.include "arch.inc"
.include "layout.inc"
.include "linux.inc"
.include "ports.inc"

.equ UART_DR, 0x00
.equ UART_FR, 0x18
.equ UART_CR, 0x30
.equ UART_IMSC, 0x38
.equ UART_ICR, 0x44
.equ FR_BUSY_BIT, 3
.equ FR_RXFE_BIT, 4
.equ FR_TXFF_BIT, 5
.equ CR_ENABLED, 0x301                // UARTEN, TXE, RXE
.equ INTERRUPT_RX, 0x50               // RXIM, RTIM
.equ CHUNK, 256                       // bytes a copy from the program

// to_port OPERATION: if the machine has a port for this file's stream, go on there. in: x0 = file. Keeps x0-x2.
// clobbers: x3-x17.
.macro to_port operation:req
  push x29, x30
  bl streams_bind
  pop x29, x30
  cbz x9, .Lstay\@
  ldr x9, [x0, #F_OPS]
  ldr x9, [x9, #\operation]
  br x9
.Lstay\@:
.endm

.text
// Map the UARTs. Without one the nucleus is silent. clobbers: x0-x17.
.global console_init
console_init:
  push x29, x30
  bl terminal_init
  load_symbol x0, machine_console
  cbz x0, 2f
  mov x1, #PAGE_SIZE
  bl mmu_map_device
  store_symbol x0, console_uart, x1
  store_symbol x0, diagnostics_uart, x1
  mov w1, #CR_ENABLED
  str w1, [x0, #UART_CR]
  load_symbol x0, machine_diagnostics
  cbz x0, 2f
  mov x1, #PAGE_SIZE
  bl mmu_map_device
  store_symbol x0, diagnostics_uart, x1
  mov w1, #CR_ENABLED
  str w1, [x0, #UART_CR]
2:
  pop x29, x30
  ret

// Open the receive interrupt. clobbers: x0-x5.
.global console_enable_input
console_enable_input:
  push x29, x30
  load_symbol x0, machine_console_intid
  bl gic_enable
  pop x29, x30

// There is room: the receive interrupt may come. clobbers: x0, x1.
console_listen:
  load_symbol x0, console_uart
  cbz x0, 1f
  mov w1, #INTERRUPT_RX
  str w1, [x0, #UART_IMSC]
1:
  ret

// A character for the person at the terminal. in: w0. clobbers: x1, x2.
.global console_echo
console_echo:
  load_symbol x1, console_uart
  b uart_put

// One character of a message. in: w0. clobbers: x1, x2.
.global console_put
console_put:
  load_symbol x1, diagnostics_uart
// in: w0 = character, x1 = UART or 0. clobbers: x2.
uart_put:
  cbz x1, 2f
1:
  ldr w2, [x1, #UART_FR]
  tbnz w2, #FR_TXFF_BIT, 1b
  str w0, [x1, #UART_DR]
2:
  ret

// Wait until both UARTs have sent everything. clobbers: x2, x3.
.global console_drain
console_drain:
  load_symbol x2, console_uart
  cbz x2, 3f
1:
  ldr w3, [x2, #UART_FR]
  tbnz w3, #FR_BUSY_BIT, 1b
  load_symbol x2, diagnostics_uart
2:
  ldr w3, [x2, #UART_FR]
  tbnz w3, #FR_BUSY_BIT, 2b
3:
  ret

// Take received characters while there is room; what does not fit stays in the UART. out: x0 = nonzero when a reader would
// get something. clobbers: x1-x17.
console_fill:
  push x29, x30
  push x19, x20
  load_symbol x19, console_uart
  cbz x19, 2f
1:
  bl terminal_has_room
  cbz x0, 2f
  ldr w1, [x19, #UART_FR]
  tbnz w1, #FR_RXFE_BIT, 2f
  ldr w0, [x19, #UART_DR]
  and w0, w0, #0xff
  bl terminal_take
  b 1b
2:
  pop x19, x20
  pop x29, x30
  b terminal_has_input

// The receive interrupt: take what came, wake the readers, and listen again when there is room. clobbers: x0-x17.
.global console_interrupt
console_interrupt:
  push x29, x30
  load_symbol x1, console_uart
  mov w2, #INTERRUPT_RX
  str wzr, [x1, #UART_IMSC]
  str w2, [x1, #UART_ICR]
  bl console_fill
  cbz x0, 1f
  load_symbol x0, console_input_file
  cbz x0, 1f
  mov x1, #(EPOLLIN | EPOLLRDNORM)
  bl poll_notify
  load_symbol x0, console_input_file
  add x0, x0, #F_QUEUE
  bl queue_wake_all
1:
  bl terminal_has_room
  cbz x0, 2f
  bl console_listen
2:
  pop x29, x30
  ret

// Could a person at the UART still make a thread go on: by input that it waits for (in read, or through epoll or ppoll),
// or by Ctrl-C, if the program has a handler for it? All threads wait. out: x0 = nonzero when so. clobbers: x1-x17.
.global console_can_wake
console_can_wake:
  load_symbol x0, console_input_file
  cbz x0, 1f
  ldr x1, [x0, #F_QUEUE + QUEUE_HEAD]
  ldr x0, [x0, #F_WATCHES]
  orr x0, x0, x1
  load_symbol x1, poll_waiters
  orr x0, x0, x1
  cbnz x0, 3f
1:
  load_symbol x0, console_uart
  cbz x0, 3f
  push x29, x30
  bl streams_input_is_port
  cbnz x0, 2f                         // nobody sits at that machine
  load_symbol x0, first_process
  mov x1, #SIGINT
  bl signal_has_handler
  pop x29, x30
  ret
2:
  mov x0, #0
  pop x29, x30
3:
  ret

// OP_READ
console_read:
  to_port OP_READ
  push x29, x30
  push x19, x20
  push x21, x22
  mov x19, x0
  mov x20, x1
  mov x21, x2
  mov x0, #0
  cbz x2, 9f
  store_symbol x19, console_input_file, x0
  bl console_fill
  cbz x0, 7f
  sub sp, sp, #CHUNK
  mov x0, sp
  mov x1, #CHUNK
  cmp x21, x1
  csel x1, x21, x1, lo
  bl terminal_read
  mov x22, x0
  bl console_listen
  mov x2, x22
  mov x0, x20
  mov x1, sp
  bl copy_to_user
  add sp, sp, #CHUNK
  cmp x0, #0
  csel x0, x22, x0, eq
  b 9f
7:
  bl console_listen
  mov x0, x19
  mov x1, #F_QUEUE
  bl file_wait
9:
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// OP_WRITE
console_write:
  to_port OP_WRITE
  push x29, x30
  push x19, x20
  push x21, x22
  ldr x22, [x0, #F_NODE]              // the stream's number
  mov x19, x1
  mov x20, x2
  mov x21, #0
  sub sp, sp, #CHUNK
1:
  sub x2, x20, x21
  cbz x2, 4f
  mov x0, #CHUNK
  cmp x2, x0
  csel x2, x2, x0, lo
  push x2, xzr
  add x0, sp, #16
  add x1, x19, x21
  bl copy_from_user
  pop x4, xzr
  cbnz x0, 5f
  add x21, x21, x4
  load_symbol x1, console_uart
  cmp x22, #STREAM_ERROR
  b.ne 2f
  load_symbol x1, diagnostics_uart
2:
  mov x5, sp
3:
  ldrb w0, [x5], #1
  push x29, x30
  bl uart_put
  pop x29, x30
  subs x4, x4, #1
  b.ne 3b
  b 1b
4:
  mov x0, #0
5:
  cmp x21, #0
  csel x0, x21, x0, ne                // what went out counts
  add sp, sp, #CHUNK
  pop x21, x22
  pop x19, x20
  pop x29, x30
  ret

// OP_POLL
console_poll:
  to_port OP_POLL
  ldr x1, [x0, #F_NODE]
  cmp x1, #STREAM_ERROR
  b.eq 2f
  push x29, x30
  store_symbol x0, console_input_file, x1
  bl console_fill
  cbnz x0, 1f
  bl console_listen
  mov x0, #(EPOLLOUT | EPOLLWRNORM)
  pop x29, x30
  ret
1:
  mov x0, #(EPOLLIN | EPOLLRDNORM | EPOLLOUT | EPOLLWRNORM)
  pop x29, x30
  ret
2: // standard error is for writing
  mov x0, #(EPOLLOUT | EPOLLWRNORM)
  ret

// OP_RELEASE. in: x0 = file. clobbers: x1, x2.
console_release:
  address x2, console_input_file
  ldr x1, [x2]
  cmp x0, x1
  b.ne 1f
  str xzr, [x2]
1:
  ret

.section .rodata, "a"
.balign 8
.global console_operations
console_operations:
  .quad console_read, console_write, console_poll, console_release, 0, S_IFCHR | MODE_0620, 1

.bss
.balign 16
console_uart: .skip 8
diagnostics_uart: .skip 8
console_input_file: .skip 8           // the file whose readers an interrupt wakes
