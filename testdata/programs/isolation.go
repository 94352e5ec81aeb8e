// Command isolation touches memory that is not its own, or not in this way: every access must end in SIGSEGV with the
// address that was touched, and the program must go on. Code that it makes itself runs while its page is executable and
// not writable, and only then.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"reflect"
	"runtime/debug"
	"syscall"
	"unsafe"
)

const page = 4096

// Addresses of the kernel half, of the hole between the halves, and around what a kernel lends to a program.
var foreign = []struct {
	name    string
	address uintptr
}{
	{"first byte of the hole", 0x0001000000000000},
	{"middle of the hole", 0x0023456789abcde8},
	{"start of the kernel half", 0xffff000000000000},
	{"a UART in a linear map", 0xffff000009000000},
	{"RAM in a linear map", 0xffff000040000000},
	{"an image in a linear map", 0xffff000040200000},
	{"kernel text", 0xffffff8000000000},
	{"kernel data", 0xffffff8000010000},
	{"a kernel stack", 0xffffff80001ff000},
	{"last word", ^uintptr(7)},
	{"below the vDSO", 0x0000fffff7ffd000},
	{"behind the vDSO", 0x0000fffff8000000},
	{"behind the stack", 0x0000fffffffff000},
	{"page 0", 0x10},
}

var sink uint64

func read(address uintptr)  { sink += *(*uint64)(unsafe.Pointer(address)) }
func write(address uintptr) { *(*uint64)(unsafe.Pointer(address)) = 1 }

// call branches to an address, as a function value without variables does.
func call(address uintptr) {
	code := &address
	f := *(*func())(unsafe.Pointer(&code))
	f()
}

// fault runs an access and says which address it stumbled over.
func fault(access func(uintptr), address uintptr) (found uintptr, faulted bool) {
	defer func() {
		if e := recover(); e != nil {
			faulted = true
			if where, ok := e.(interface{ Addr() uintptr }); ok {
				found = where.Addr()
			}
		}
	}()
	access(address)
	return 0, false
}

func mustFault(how string, access func(uintptr), name string, address uintptr) {
	found, faulted := fault(access, address)
	// a null pointer's panic carries no address
	if !faulted || found != address && address >= page {
		fmt.Printf("%s, %s: fault %v at %#x instead of %#x\n", how, name, faulted, found, address)
	}
}

func mustPass(how string, access func(uintptr), name string, address uintptr) {
	if found, faulted := fault(access, address); faulted {
		fmt.Printf("%s, %s: fault at %#x\n", how, name, found)
	}
}

func check(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func main() {
	debug.SetPanicOnFault(true)
	for _, place := range foreign {
		mustFault("read", read, place.name, place.address)
		mustFault("write", write, place.name, place.address)
		mustFault("call", call, place.name, place.address)
	}
	text := reflect.ValueOf(main).Pointer()
	mustPass("read", read, "own text", text)
	mustFault("write", write, "own text", text)
	words := "in read-only data, eight bytes and more"
	constant := *(*uintptr)(unsafe.Pointer(&words)) // a string begins with its address
	mustFault("write", write, "own constants", constant)
	mustFault("call", call, "own constants", constant&^3)
	mustFault("call", call, "own data", uintptr(unsafe.Pointer(&sink)))
	local := [2]uint32{}
	mustFault("call", call, "own stack", uintptr(unsafe.Pointer(&local)))

	memory, err := syscall.Mmap(-1, 0, page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	check(err)
	code := uintptr(unsafe.Pointer(&memory[0]))
	const returnInstruction = 0xd65f03c0
	binary.LittleEndian.PutUint32(memory, returnInstruction)
	mustFault("call", call, "writable code", code)
	check(syscall.Mprotect(memory, syscall.PROT_READ|syscall.PROT_EXEC))
	mustPass("call", call, "executable code", code)
	mustFault("write", write, "executable code", code)
	check(syscall.Mprotect(memory, syscall.PROT_READ|syscall.PROT_WRITE))
	mustPass("write", write, "writable code", code)
	mustFault("call", call, "code that is writable again", code)
	check(syscall.Mprotect(memory, syscall.PROT_NONE))
	mustFault("read", read, "no access", code)
	fmt.Println("every stray access was stopped")
}
