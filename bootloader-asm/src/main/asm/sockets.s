// Sockets: there is no network. A kernel without an address family says EAFNOSUPPORT, and no descriptor is a socket.
.include "macros.inc"
.include "linux.inc"

.text
// socket(domain, ...), socketpair(domain, ...)
.global sys_socket
sys_socket:
  sys_fail EAFNOSUPPORT

// bind, listen, accept, connect, getsockname, ... (fd, ...)
.global sys_not_a_socket
sys_not_a_socket:
  bl descriptor_get
  cbz x0, fail_ebadf
  sys_fail ENOTSOCK
