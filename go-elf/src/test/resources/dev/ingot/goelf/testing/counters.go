// Counters makes garbage, then prints the 64-bit words at the addresses it is given.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"unsafe"
)

type link struct{ next, previous *link }

func main() {
	var head *link
	for round := 0; round < 20; round++ {
		go runtime.GC()
		for i := 0; i < 20000; i++ {
			l := &link{next: head}
			if head != nil {
				head.previous = l
			}
			head = l
		}
		head = nil
	}
	for _, text := range os.Args[1:] {
		address, err := strconv.ParseUint(text, 0, 64)
		if err != nil {
			panic(err)
		}
		fmt.Println(*(*uint64)(unsafe.Add(unsafe.Pointer(nil), address)))
	}
}
