// ioctl(2), and the settings of the console's line discipline (terminal.s) that a program reads and changes with it.
// Nothing else here is a terminal or a device that knows requests.
.include "macros.inc"
.include "layout.inc"
.include "linux.inc"
.include "termios.inc"

.equ TCGETS, 0x5401                   // asm-generic/ioctls.h
.equ TCSETS, 0x5402
.equ TCSETSF, 0x5404                  // TCSETSW between them; the F drops what nobody has read
.equ TIOCGPGRP, 0x540f
.equ TIOCGWINSZ, 0x5413
.equ FIONREAD, 0x541b
.equ FIONBIO, 0x5421
.equ FIONCLEX, 0x5450
.equ FIOCLEX, 0x5451

.equ ICRNL, 1 << ICRNL_BIT
.equ CONTROL_FLAGS, 0x4bf             // B38400, CS8, CREAD, HUPCL
.equ LOCAL_FLAGS, 0x8a3b              // ISIG, ICANON, ECHO, ECHOE, ECHOK, ECHOCTL, ECHOKE, IEXTEN

.text
// ioctl(fd, request, argument)
.global sys_ioctl
sys_ioctl:
  mov w19, w1
  mov x20, x2
  mov w21, w0
  bl descriptor_get
  cbz x0, fail_ebadf
  mov x22, x0
  mov w9, #FIOCLEX
  mov x2, #1
  cmp w19, w9
  b.eq descriptor_set_cloexec
  mov x2, #0
  mov w9, #FIONCLEX
  cmp w19, w9
  b.eq descriptor_set_cloexec
  mov w9, #FIONBIO
  cmp w19, w9
  b.eq set_nonblocking
  address x9, console_operations
  ldr x1, [x22, #F_OPS]
  cmp x1, x9
  b.ne fail_enotty
  bl streams_bind
  cbnz x9, fail_enotty                // a port, which is a pipe
  mov w9, #TCGETS
  subs w9, w19, w9
  b.eq get_settings
  cmp w9, #(TCSETSF - TCGETS)
  b.ls set_settings
  mov w9, #TIOCGWINSZ
  cmp w19, w9
  b.eq get_window_size
  mov w9, #TIOCGPGRP
  cmp w19, w9
  b.eq get_process_group
  mov w9, #FIONREAD
  cmp w19, w9
  b.eq get_input_count
fail_enotty:
  sys_fail ENOTTY

// FIOCLEX, FIONCLEX. in: w21 = fd, x2 = 1 or 0.
descriptor_set_cloexec:
  mov w0, w21
  bl descriptor_set_flag
  mov x0, #0
  b syscall_return

// FIONBIO. in: x20 = address of an int, x22 = file.
set_nonblocking:
  sub sp, sp, #16
  mov x0, sp
  mov x1, x20
  mov x2, #4
  bl copy_from_user
  cbnz x0, syscall_return
  ldr w0, [sp]
  ldr x1, [x22, #F_FLAGS]
  bic x1, x1, #O_NONBLOCK
  cmp w0, #0
  cset x0, ne
  orr x1, x1, x0, lsl #O_NONBLOCK_BIT
  str x1, [x22, #F_FLAGS]
  mov x0, #0
  b syscall_return

get_settings:
  mov x0, x20
  address x1, terminal_settings
  mov x2, #TERMIOS_SIZE
  bl copy_to_user
  b syscall_return

// TCSETS, TCSETSW and TCSETSF: output is never behind. in: w19 = request, x20 = struct termios.
set_settings:
  sub sp, sp, #48
  mov x0, sp
  mov x1, x20
  mov x2, #TERMIOS_SIZE
  bl copy_from_user
  cbnz x0, syscall_return
  address x0, terminal_settings
  ldp x1, x2, [sp]
  stp x1, x2, [x0]
  ldp x1, x2, [sp, #16]
  stp x1, x2, [x0, #16]
  ldr w1, [sp, #32]
  str w1, [x0, #32]
  bl terminal_settings_changed
  mov w9, #TCSETSF
  cmp w19, w9
  b.ne 1f
  bl terminal_flush
1:
  mov x0, #0
  b syscall_return

// Nobody knows how large the terminal behind a serial line is: zeros, as Linux says then.
get_window_size:
  stp xzr, xzr, [sp, #-16]!
  mov x2, #8
  b 1f
get_process_group:
  ldr x1, [x28, #T_PROCESS]
  ldr x1, [x1, #P_PID]
  b 2f
get_input_count:
  bl terminal_has_input
  mov x1, x0
2:
  stp x1, xzr, [sp, #-16]!
  mov x2, #4
1:
  mov x0, x20
  mov x1, sp
  bl copy_to_user
  b syscall_return

// The settings for bytes as they come, as cfmakeraw(3): the boot argument console=raw. clobbers: x0, x1.
.global terminal_make_raw
terminal_make_raw:
  address x0, terminal_settings
  str wzr, [x0, #TERMIOS_INPUT]
  str wzr, [x0, #TERMIOS_LOCAL]
  ret

// The settings of a terminal that nobody has changed. clobbers: x0-x5.
.global terminal_init
terminal_init:
  address x0, terminal_settings
  address x1, first_settings
  ldp x2, x3, [x1]
  ldp x4, x5, [x1, #16]
  stp x2, x3, [x0]
  stp x4, x5, [x0, #16]
  ldr w2, [x1, #32]
  str w2, [x0, #32]
  ret
.ltorg

.section .rodata, "a"
.balign 8
first_settings: // struct termios; VMIN counts as 1 and VTIME as 0 whatever they say
  .long ICRNL, 0, CONTROL_FLAGS, LOCAL_FLAGS
  .byte 0                             // line discipline
  .byte 3, 0x1c, 0x7f, 0x15, 4, 0, 1  // VINTR, VQUIT, VERASE, VKILL, VEOF, VTIME, VMIN
  .byte 0, 0, 0, 0, 0, 0, 0, 0x17     // up to VWERASE
  .balign 4
  .long 0

.bss
.balign 8
.global terminal_settings
terminal_settings: .skip TERMIOS_SIZE
