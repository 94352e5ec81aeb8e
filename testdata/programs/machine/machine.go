// Command machine says how many CPUs and how many MiB of memory it has.
package main

import (
	"fmt"
	"runtime"
	"syscall"
)

func main() {
	var info syscall.Sysinfo_t
	if err := syscall.Sysinfo(&info); err != nil {
		panic(err)
	}
	fmt.Println(runtime.NumCPU(), info.Totalram>>20)
}
