// Command unknown_syscalls makes, twice each, a system call that Linux has and the nucleus has not, and one without a name.
package main

import (
	"fmt"
	"syscall"
)

const (
	ioUringSetup = 425
	noCall       = 401
)

func main() {
	for i := 0; i < 2; i++ {
		for _, number := range []uintptr{ioUringSetup, noCall} {
			_, _, err := syscall.RawSyscall(number, 0, 0, 0)
			fmt.Println(number, err)
		}
	}
}
