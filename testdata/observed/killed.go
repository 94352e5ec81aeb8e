// Kills itself with a signal that no handler can catch.
package main

import "syscall"

//go:noinline
func fall(depth int) {
	if depth > 0 {
		fall(depth - 1)
		return
	}
	syscall.Kill(syscall.Getpid(), syscall.SIGKILL)
}

func main() {
	fall(3)
}
