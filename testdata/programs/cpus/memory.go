// Command memory looks at the address space from below the runtime: hints up to 48 bits, reservations larger than any
// RAM, thousands of mappings, pages, tables and kernel objects that come back, and a guard page.
// With the argument "exhaust" it asks for more than there is.
package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"syscall"
	"unsafe"
)

const (
	page  = 4096
	kept  = syscall.PROT_READ | syscall.PROT_WRITE
	fixed = 0x10 // MAP_FIXED
)

func mmap(address, length uintptr, protection, flags int) (uintptr, syscall.Errno) {
	p, _, e := syscall.RawSyscall6(syscall.SYS_MMAP, address, length, uintptr(protection),
		uintptr(flags|syscall.MAP_ANON|syscall.MAP_PRIVATE), ^uintptr(0), 0)
	return p, e
}

func mustMap(address, length uintptr, protection, flags int) uintptr {
	p, e := mmap(address, length, protection, flags)
	if e != 0 {
		panic(e)
	}
	return p
}

func must(number, a, b, c uintptr) {
	if _, _, e := syscall.RawSyscall(number, a, b, c); e != 0 {
		panic(e)
	}
}

//go:nocheckptr
func word(address uintptr) *uint64 {
	return *(**uint64)(unsafe.Pointer(&address))
}

func free() uint64 {
	var info syscall.Sysinfo_t
	must(syscall.SYS_SYSINFO, uintptr(unsafe.Pointer(&info)), 0, 0)
	return info.Freeram
}

// returned says whether an action leaves as much memory free as it found, but for a few pages.
func returned(action func()) bool {
	action() // what is made once and stays is made here
	before := free()
	action()
	return free()+64*page > before
}

func faults(address uintptr) (fault bool) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() { fault = recover() != nil }()
	*word(address) = 1
	return false
}

func hints() {
	for _, hint := range []uintptr{0x4000_0000, 0x7000_0000_0000, 0x9000_0000_0000, 0xc000_1234_5000, 0xffff_e000_0000} {
		p := mustMap(hint, 2*page, kept, 0)
		*word(p + page) = 7
		fmt.Printf("hint %#x taken %v\n", hint, p == hint)
		must(syscall.SYS_MUNMAP, p, 2*page, 0)
	}
	_, e := mmap(0xffff_ffff_f000, 2*page, kept, fixed)
	fmt.Println("beyond 48 bits:", e)
}

func reserve() {
	before := free()
	p := mustMap(0, 1<<46, syscall.PROT_NONE, 0)
	fmt.Println("64 TiB reserved for nothing", before-free() < 16*page)
	mustMap(p+1<<45, page, kept, fixed)
	*word(p + 1<<45) = 1
	fmt.Println("beside it closed", faults(p+1<<45+page), faults(p+1<<45-8))
	must(syscall.SYS_MUNMAP, p, 1<<46, 0)
}

func comeBack() {
	fmt.Println("mapped pages return", returned(func() {
		p := mustMap(0, 32<<20, kept, 0)
		for i := uintptr(0); i < 32<<20; i += page {
			*word(p + i) = 1
		}
		must(syscall.SYS_MUNMAP, p, 32<<20, 0)
	}))
	fmt.Println("discarded pages return", returned(func() {
		p := mustMap(0, 8<<20, kept, 0)
		for i := uintptr(0); i < 8<<20; i += page {
			*word(p + i) = 1
		}
		before := free()
		must(syscall.SYS_MADVISE, p, 8<<20, syscall.MADV_DONTNEED)
		if free() < before+8<<20 || *word(p) != 0 {
			panic("nothing discarded")
		}
		must(syscall.SYS_MUNMAP, p, 8<<20, 0)
	}))
	fmt.Println("page tables return", returned(func() {
		for i := uintptr(1); i < 512; i++ { // two tables each
			p := mustMap(0x2000_0000_0000+i<<30, page, kept, fixed)
			*word(p) = 1
			must(syscall.SYS_MUNMAP, p, page, 0)
		}
	}))
	fmt.Println("kernel objects return", returned(func() {
		var fds [8000]uintptr
		for i := range fds {
			fd, _, e := syscall.RawSyscall(syscall.SYS_EVENTFD2, 0, 0, 0)
			if e != 0 {
				panic(e)
			}
			fds[i] = fd
		}
		for _, fd := range fds {
			must(syscall.SYS_CLOSE, fd, 0, 0)
		}
	}))
}

// mappings makes every other page of a range read-only, so that each is a mapping of its own, and finds all of them again.
func mappings() {
	const count = 10_000
	fmt.Println("mappings return", returned(func() {
		p := mustMap(0, 2*count*page, kept, 0)
		for i := uintptr(0); i < count; i++ {
			must(syscall.SYS_MPROTECT, p+2*i*page, page, syscall.PROT_READ)
		}
		for i := uintptr(1); i < count; i += 97 {
			*word(p + (2*i-1)*page) = uint64(i)
			if !faults(p+2*i*page) || *word(p + (2*i-1)*page) != uint64(i) {
				fmt.Println("mapping", i, "has the wrong rights")
			}
		}
		must(syscall.SYS_MUNMAP, p, 2*count*page, 0)
	}))
}

func guard() {
	p := mustMap(0, 3*page, kept, 0)
	must(syscall.SYS_MPROTECT, p+page, page, syscall.PROT_NONE)
	*word(p) = 1
	*word(p + 2*page) = 2
	fmt.Println("guard page", faults(p+page), faults(p+2*page-8), "neighbours", *word(p), *word(p + 2*page))
	must(syscall.SYS_MPROTECT, p+page, page, kept)
	fmt.Println("opened again", !faults(p+page))
}

func exhaust() {
	p := mustMap(0, 64<<30, kept, 0)
	fmt.Println("64 GiB are only an address range")
	for i := uintptr(0); i < 64<<30; i += page {
		*word(p + i) = 1
	}
	fmt.Println("more memory than there is")
}

func main() {
	if len(os.Args) > 1 {
		exhaust()
		return
	}
	hints()
	reserve()
	comeBack()
	mappings()
	guard()
}
