// Hello as most write it, and when it was reset: the way to main.main with package fmt and what it imports.
package main

import (
	"fmt"
	_ "unsafe" // for go:linkname
)

// nanotime is CLOCK_MONOTONIC, which starts at 0 with the machine.
//
//go:linkname nanotime runtime.nanotime
func nanotime() int64

func main() {
	now := nanotime()
	fmt.Println("reset-to-main.main-fmt", now)
}
