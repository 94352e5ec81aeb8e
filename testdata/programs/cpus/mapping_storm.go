// Command mapping_storm changes mappings under threads that write to them all the time. When mprotect(PROT_READ) has
// returned, nothing may change the page any more; when munmap has returned, the frames may belong to somebody else, and
// nothing may change those either.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"
)

const (
	writers = 3
	pages   = 16
	page    = 4096
	at      = uintptr(0x7100_0000_0000)
)

var stop int32

func mmap(address, length uintptr, protection int) uintptr {
	flags := uintptr(syscall.MAP_ANON | syscall.MAP_PRIVATE)
	if address != 0 {
		flags |= syscall.MAP_FIXED
	}
	p, _, e := syscall.RawSyscall6(syscall.SYS_MMAP, address, length, uintptr(protection), flags, ^uintptr(0), 0)
	if e != 0 {
		panic(e)
	}
	return p
}

func call(number, a, b, c uintptr) {
	if _, _, e := syscall.RawSyscall(number, a, b, c); e != 0 {
		panic(e)
	}
}

//go:nocheckptr
func word(address uintptr) *uint64 {
	return *(**uint64)(unsafe.Pointer(&address))
}

// write counts up in every page until one is closed to it.
func write(faults *int64) {
	defer func() {
		if recover() != nil {
			atomic.AddInt64(faults, 1)
		}
	}()
	for atomic.LoadInt32(&stop) == 0 {
		for p := uintptr(0); p < pages; p++ {
			atomic.AddUint64(word(at+p*page), 1)
		}
	}
}

func main() {
	mmap(at, pages*page, syscall.PROT_READ|syscall.PROT_WRITE)
	var faults int64
	var done sync.WaitGroup
	for w := 0; w < writers; w++ {
		done.Add(1)
		go func() {
			defer done.Done()
			runtime.LockOSThread()
			debug.SetPanicOnFault(true)
			for atomic.LoadInt32(&stop) == 0 {
				write(&faults)
			}
		}()
	}
	runtime.LockOSThread()
	changed, dirty := 0, 0
	rounds := 24
	if runtime.NumCPU() == 1 { // each round takes several time slices, and there is no other CPU's TLB to race with
		rounds = 3
	}
	for r := 0; r < rounds; r++ {
		call(syscall.SYS_MPROTECT, at, pages*page, syscall.PROT_READ)
		var before [pages]uint64
		for p := range before {
			before[p] = atomic.LoadUint64(word(at + uintptr(p)*page))
		}
		runtime.Gosched()
		for p := range before {
			if atomic.LoadUint64(word(at+uintptr(p)*page)) != before[p] {
				changed++
			}
		}
		call(syscall.SYS_MPROTECT, at, pages*page, syscall.PROT_READ|syscall.PROT_WRITE)
		runtime.Gosched()
		call(syscall.SYS_MUNMAP, at, pages*page, 0)
		fresh := mmap(0, pages*page, syscall.PROT_READ|syscall.PROT_WRITE)
		for p := uintptr(0); p < pages; p++ {
			*word(fresh + p*page + 8) = 1 // takes a frame; its first word is where the writers would write
		}
		runtime.Gosched()
		for p := uintptr(0); p < pages; p++ {
			if atomic.LoadUint64(word(fresh+p*page)) != 0 {
				dirty++
			}
		}
		call(syscall.SYS_MUNMAP, fresh, pages*page, 0)
		mmap(at, pages*page, syscall.PROT_READ|syscall.PROT_WRITE)
	}
	atomic.StoreInt32(&stop, 1)
	done.Wait()
	fmt.Println("changed while read-only", changed)
	fmt.Println("strange values in fresh pages", dirty)
	fmt.Println("writers met closed pages", faults > 0)
}
