// Command fault_storm lets eight threads touch the same fresh pages at the same moment: a page that two CPUs map twice
// loses what the first one wrote.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"
)

const (
	threads = 8
	pages   = 64
	rounds  = 24
	page    = 4096
)

// meet is a barrier for all threads that does not sleep, so that they leave it together.
func meet(arrived *int32, round int32) {
	atomic.AddInt32(arrived, 1)
	for atomic.LoadInt32(arrived) < threads*round {
		runtime.Gosched()
	}
}

func main() {
	memory, err := syscall.Mmap(-1, 0, pages*page, syscall.PROT_READ|syscall.PROT_WRITE,
		syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		panic(err)
	}
	counter := func(p int) *int32 { return (*int32)(unsafe.Pointer(&memory[p*page+p*4])) }
	var arrived int32
	var wrong int64
	var done sync.WaitGroup
	for t := 0; t < threads; t++ {
		done.Add(1)
		go func(t int) {
			defer done.Done()
			runtime.LockOSThread()
			for r := int32(0); r < rounds; r++ {
				meet(&arrived, 3*r+1)
				for p := 0; p < pages; p++ {
					atomic.AddInt32(counter(p), 1)
				}
				meet(&arrived, 3*r+2)
				if t == 0 {
					for p := 0; p < pages; p++ {
						if atomic.LoadInt32(counter(p)) != threads {
							atomic.AddInt64(&wrong, 1)
						}
					}
					if err := syscall.Madvise(memory, syscall.MADV_DONTNEED); err != nil {
						panic(err)
					}
				}
				meet(&arrived, 3*r+3)
			}
		}(t)
	}
	done.Wait()
	fmt.Println("pages with lost counts", wrong)
}
