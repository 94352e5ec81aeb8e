// Command read_by_umask calls umask with the address of a word. On a nucleus whose umask a test has changed so that it
// loads from its argument, that is an access of the kernel's own to the program's memory.
package main

import (
	"fmt"
	"syscall"
	"unsafe"
)

var word uint64 = 0x1234

func main() {
	result, _, _ := syscall.RawSyscall(syscall.SYS_UMASK, uintptr(unsafe.Pointer(&word)), 0, 0)
	fmt.Printf("umask returned %#x\n", result)
}
