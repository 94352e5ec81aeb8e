// Command bad_pointers hands the kernel addresses that are not the program's: every call must fail with EFAULT (or
// do nothing where Linux does nothing), nothing of the kernel may come out, and the program must go on.
package main

import (
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

// Numbers of linux/arm64 that package syscall does not name on every release.
const (
	sysFutex     = 98
	sysGetrandom = 278
)

var addresses = []struct {
	name    string
	address uintptr
}{
	{"null", 0},
	{"first page", 0x10},
	{"unmapped", 0x0000700000000000},
	{"last user byte", 0x0000ffffffffffff},
	{"first hole byte", 0x0001000000000000},
	{"middle of the hole", 0x0123456789abcdef},
	{"linear map", 0xffff000040200000},
	{"kernel text", 0xffffff8000000000},
	{"top", ^uintptr(0)},
}

// Read-only memory: the program's own text.
func text() uintptr {
	f := main
	return **(**uintptr)(unsafe.Pointer(&f))
}

func check(call, where string, result uintptr, errno, wanted syscall.Errno) {
	if errno != wanted {
		fmt.Printf("%s, %s: result %#x errno %d, want %d\n", call, where, result, int(errno), int(wanted))
	}
}

func main() {
	var pipe [2]int
	if err := syscall.Pipe2(pipe[:], syscall.O_NONBLOCK); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	zero, err := syscall.Open("/dev/zero", syscall.O_RDONLY, 0)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	r, w, z := uintptr(pipe[0]), uintptr(pipe[1]), uintptr(zero)
	const fault = syscall.EFAULT
	for _, a := range addresses {
		p := a.address
		result, _, errno := syscall.RawSyscall(syscall.SYS_WRITE, w, p, 4)
		check("write", a.name, result, errno, fault)
		result, _, errno = syscall.RawSyscall(syscall.SYS_WRITE, 1, p, 4)
		check("write to the console", a.name, result, errno, fault)
		result, _, errno = syscall.RawSyscall(syscall.SYS_READ, z, p, 4)
		check("read", a.name, result, errno, fault)
		result, _, errno = syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, 1, p, 0)
		check("clock_gettime", a.name, result, errno, fault)
		result, _, errno = syscall.RawSyscall(syscall.SYS_UNAME, p, 0, 0)
		check("uname", a.name, result, errno, fault)
		result, _, errno = syscall.RawSyscall(sysGetrandom, p, 8, 0)
		check("getrandom", a.name, result, errno, fault)
		result, _, errno = syscall.RawSyscall6(syscall.SYS_OPENAT, ^uintptr(99), p, 0, 0, 0, 0)
		check("openat", a.name, result, errno, fault)
		result, _, errno = syscall.RawSyscall(syscall.SYS_PIPE2, p, 0, 0)
		check("pipe2", a.name, result, errno, fault)
		result, _, errno = syscall.RawSyscall6(sysFutex, p&^3, 0, 0, 0, 0, 0)
		check("futex wait", a.name, result, errno, fault)
		if p != 0 { // a null pointer means "no argument" below
			result, _, errno = syscall.RawSyscall(syscall.SYS_NANOSLEEP, p, 0, 0)
			check("nanosleep", a.name, result, errno, fault)
			result, _, errno = syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, 10, p, 0, 8, 0, 0)
			check("rt_sigaction", a.name, result, errno, fault)
			result, _, errno = syscall.RawSyscall6(syscall.SYS_RT_SIGPROCMASK, 0, p, 0, 8, 0, 0)
			check("rt_sigprocmask", a.name, result, errno, fault)
			result, _, errno = syscall.RawSyscall(syscall.SYS_SIGALTSTACK, p, 0, 0)
			check("sigaltstack", a.name, result, errno, fault)
		}
	}
	p := text()
	result, _, errno := syscall.RawSyscall(syscall.SYS_READ, z, p, 4)
	check("read", "own text", result, errno, fault)
	result, _, errno = syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, 1, p, 0)
	check("clock_gettime", "own text", result, errno, fault)
	// nothing of all that went into the pipe
	buffer := make([]byte, 64)
	result, _, errno = syscall.RawSyscall(syscall.SYS_READ, r, uintptr(unsafe.Pointer(&buffer[0])), 64)
	check("read of the pipe", "after all", result, errno, syscall.EAGAIN)
	// a range that begins in the program and ends in nothing moves what it can
	page, err := syscall.Mmap(-1, 0, 3*4096, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	if err := syscall.Mprotect(page[4096:2*4096], syscall.PROT_NONE); err != nil {
		fmt.Println(err)
	}
	page[0] = 7
	page[2*4096] = 8
	end := uintptr(unsafe.Pointer(&page[4096-2]))
	if result, _, errno = syscall.RawSyscall(syscall.SYS_WRITE, w, end, 4); errno != fault && result != 2 {
		fmt.Println("write over the end:", result, errno)
	}
	if err := syscall.Mprotect(page[4096:2*4096], syscall.PROT_READ); err != nil || page[4096] != 0 {
		fmt.Println("mprotect:", err)
	}
	fmt.Println("still here", page[0], page[2*4096])
}
