// A kernel for `ingot linker-script`: built as a c-archive, linked with boot/boot.s, which calls KernelMain. It looks
// at initialised, zero-filled and constant data, assigns a global pointer and ends the machine by semihosting.
package main

type node struct {
	next  *node
	value uintptr
}

var (
	second = node{value: 2}
	first  = node{next: &second, value: 1}
	head   *node
	zeros  [1024]uintptr
	line   = "linked kernel: data, zeros and pointers are right"
)

//go:noinline
func KernelMain() {
	head = &first
	sum := uintptr(0)
	for n := head; n != nil; n = n.next {
		sum += n.value
	}
	for _, zero := range zeros {
		sum += zero
	}
	if sum != 3 {
		exit(1)
	}
	for i := 0; i < len(line); i++ {
		store32(uartData, uint32(line[i]))
	}
	store32(uartData, '\n')
	exit(0)
}

// The UART of QEMU's virt board, a PL011.
const uartData = 0x09000000

// store32 stores to a device's register.
func store32(address uintptr, value uint32)

// exit ends the machine with a status.
func exit(status uintptr)

// main keeps KernelMain in the archive; it never runs.
func main() { KernelMain() }
