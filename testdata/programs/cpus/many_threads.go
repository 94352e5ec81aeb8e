// Command many_threads has 4,200 threads at once, each with an identifier of its own, and lets them end,
// twice.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"syscall"
)

const threads = 4200

func procs() int {
	var info syscall.Sysinfo_t
	syscall.Sysinfo(&info)
	return int(info.Procs)
}

// run starts the threads, meets them all and lets them go; it returns how many there were at once.
func run() (distinct, most int) {
	var born, gone sync.WaitGroup
	var lock sync.Mutex
	ids := map[int]bool{}
	leave := make(chan bool)
	born.Add(threads)
	gone.Add(threads)
	for i := 0; i < threads; i++ {
		go func() {
			runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
			lock.Lock()
			ids[syscall.Gettid()] = true
			lock.Unlock()
			born.Done()
			<-leave
			gone.Done()
		}()
	}
	born.Wait()
	most = procs()
	close(leave)
	gone.Wait()
	for procs() > 100 {
		runtime.Gosched()
	}
	return len(ids), most
}

func main() {
	for i := 0; i < 2; i++ {
		distinct, most := run()
		fmt.Println("identifiers", distinct, "at once", most >= threads)
	}
}
