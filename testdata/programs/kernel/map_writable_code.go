// Command map_writable_code asks for memory that is writable and executable at once, which Linux grants and the nucleus
// does not: W^X holds for every page.
package main

import (
	"fmt"
	"os"
	"syscall"
)

func main() {
	const both = syscall.PROT_READ | syscall.PROT_WRITE | syscall.PROT_EXEC
	_, err := syscall.Mmap(-1, 0, 4096, both, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	fmt.Println("mmap:", err)
	page, err := syscall.Mmap(-1, 0, 4096, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	page[0] = 7
	fmt.Println("mprotect:", syscall.Mprotect(page, both))
	fmt.Println("still", page[0])
}
