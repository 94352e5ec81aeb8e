// Calls the kernel with everything that it must not trust: wild call numbers, pointers into the kernel's half, unmapped and
// read-only memory and page edges, sizes, descriptors, from several threads at once. A neighbour goroutine keeps data that
// no call may touch and looks at them all the time. At the end the kernel has to answer as it did at the start.
//
//	hostile CALLS SEED THREADS
//
// The same three numbers give the same calls on every thread; with one thread the whole run repeats. Exit status 0 and the
// last line "survived" mean that nothing was harmed.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"
)

const pageSize = 4096

// Powers of two that are addresses of the Go runtime's own memory: what the kernel writes there by request harms the program
// with every right.
const (
	heapStart = 1 << 38 // the first arena (runtime/malloc.go, mallocinit)
	mapStart  = 1 << 47 // where the nucleus puts the first mapping without a hint (docs/nucleus.md, memory map)
)

// Calls that end or stop the program by right, or that wait for ever: what is left is everything else.
var leftOut = map[uint64]string{
	57:  "close: of the descriptors that the program needs; close_range and dup3 too",
	24:  "dup3",
	436: "close_range",
	72:  "pselect6: waits",
	73:  "ppoll: waits",
	93:  "exit",
	94:  "exit_group",
	95:  "waitid: waits",
	98:  "futex: waits",
	101: "nanosleep: waits",
	115: "clock_nanosleep: waits",
	129: "kill",
	130: "tkill",
	131: "tgkill",
	103: "setitimer: SIGALRM and SIGVTALRM end the program by default",
	107: "timer_create: the same",
	110: "timer_settime: the same",
	133: "rt_sigsuspend: waits",
	134: "rt_sigaction: takes the Go runtime's handlers away",
	135: "rt_sigprocmask: so that preemption and faults still arrive",
	137: "rt_sigtimedwait: waits",
	138: "rt_sigqueueinfo",
	240: "rt_tgsigqueueinfo",
	139: "rt_sigreturn: without a frame it may jump anywhere in the program",
	132: "sigaltstack: takes the Go runtime's signal stack away",
	220: "clone: a thread on a wild stack dies, and the program with it",
	221: "execve",
	281: "execveat",
	164: "setrlimit",
	261: "prlimit64",
	260: "wait4: waits",
	435: "clone3",
	424: "pidfd_send_signal",
	142: "reboot",
	// These change memory that the program itself needs; they get pages of their own below.
	214: "brk",
	215: "munmap",
	216: "mremap",
	222: "mmap",
	226: "mprotect",
	233: "madvise",
	234: "remap_file_pages",
	// These would take the program's standard streams and working directory from it.
	25:  "fcntl: O_NONBLOCK on stdout, F_DUPFD without end",
	22:  "epoll_pwait: waits",
	441: "epoll_pwait2: waits",
	96:  "set_tid_address: a word that the kernel clears at a thread's end",
	99:  "set_robust_list",
	449: "futex_waitv: waits",
	63:  "read: of stdin waits", 65: "readv", 67: "pread64", 69: "preadv", 286: "preadv2",
}

// random is xorshift64*: the same on every release of Go.
type random uint64

func (r *random) next() uint64 {
	x := uint64(*r)
	x ^= x >> 12
	x ^= x << 25
	x ^= x >> 27
	*r = random(x)
	return x * 0x2545f4914f6cdd1d
}

func (r *random) below(n uint64) uint64 { return r.next() % n }

// A playground is memory that calls may write: every byte of it may change.
type playground struct {
	writable uintptr // four pages between two that nobody may touch
	readOnly uintptr
}

func mapPages(count uintptr, protection uintptr) uintptr {
	at, _, errno := syscall.RawSyscall6(syscall.SYS_MMAP, 0, count*pageSize, protection,
		syscall.MAP_ANON|syscall.MAP_PRIVATE, ^uintptr(0), 0)
	if errno != 0 {
		fail("mmap of %d pages: %v", count, errno)
	}
	return at
}

func protect(at, count, protection uintptr) {
	if _, _, errno := syscall.RawSyscall(syscall.SYS_MPROTECT, at, count*pageSize, protection); errno != 0 {
		fail("mprotect: %v", errno)
	}
}

func newPlayground() playground {
	const none, read, write = syscall.PROT_NONE, syscall.PROT_READ, syscall.PROT_READ | syscall.PROT_WRITE
	at := mapPages(6, none)
	protect(at+pageSize, 4, write)
	return playground{writable: at + pageSize, readOnly: mapPages(1, read)}
}

func (p playground) pointer(r *random) uintptr {
	switch r.below(12) {
	case 0:
		return 0
	case 1:
		return uintptr(r.below(pageSize)) // the page at 0
	case 2:
		return uintptr(0xffff_0000_0000_0000 + r.below(1<<40)) // the kernel's linear map
	case 3:
		return uintptr(0xffff_ff80_0000_0000 + r.below(1<<21)) // the nucleus itself
	case 4:
		return uintptr(0x0001_0000_0000_0000 - r.below(pageSize)) // the end of the program's half; below lies its stack
	case 5:
		return uintptr(r.next()) // not canonical, mostly
	case 6:
		return p.writable - pageSize + uintptr(r.below(pageSize)) // the guard before
	case 7:
		return p.writable + 4*pageSize - uintptr(r.below(64)) // over the edge of the last page
	case 8:
		return p.writable - uintptr(r.below(16))
	case 9:
		return p.readOnly + uintptr(r.below(pageSize))
	default:
		return p.writable + uintptr(r.below(4*pageSize))
	}
}

func (p playground) argument(r *random) uintptr {
	switch r.below(8) {
	case 0, 1, 2:
		return p.pointer(r)
	case 3:
		return uintptr(r.below(16)) + 3 // a descriptor that is not open, a small size, a flag
	case 4:
		power := uintptr(1) << r.below(64)
		if power == heapStart || power == mapStart {
			return -power
		}
		return power
	case 5:
		return ^uintptr(0) - uintptr(r.below(16)) // -1 and its neighbours
	case 6:
		return uintptr(r.below(1 << 20))
	default:
		return uintptr(r.next())
	}
}

// descriptor is one of the playground's own files, or none.
func descriptor(r *random, own []int) uintptr {
	if r.below(4) == 0 {
		return uintptr(r.next())
	}
	return uintptr(own[r.below(uint64(len(own)))])
}

// Calls whose first argument is a descriptor; they get one that exists more often than not.
var takesDescriptor = map[uint64]bool{
	29: true, 61: true, 62: true, 64: true, 66: true, 68: true, 71: true, 76: true, 77: true, 80: true,
	82: true, 83: true, 85: true, 86: true, 87: true, 46: true, 47: true, 52: true, 55: true, 32: true, 21: true, 223: true,
}

var numbers = func() []uint64 {
	var all []uint64
	for n := uint64(0); n < 470; n++ {
		if leftOut[n] == "" {
			all = append(all, n)
		}
	}
	return all
}()

func number(r *random) uint64 {
	if r.below(16) == 0 { // wild, but not one of those above in disguise: the kernel looks at 32 bits
		for {
			n := r.next() >> r.below(40)
			if uint32(n) >= 470 {
				return n
			}
		}
	}
	return numbers[r.below(uint64(len(numbers)))]
}

// attack makes count calls. A fault in the kernel's copies is EFAULT; nothing may reach this program as a signal.
func attack(count int, seed uint64, done *sync.WaitGroup) {
	defer done.Done()
	runtime.LockOSThread() // a call that changes the thread, such as sched_setaffinity, harms only this one
	r := random(seed*0x9e3779b97f4a7c15 | 1)
	p := newPlayground()
	own := openFiles()
	for i := 0; i < count; i++ {
		n := number(&r)
		var a [6]uintptr
		for j := range a {
			a[j] = p.argument(&r)
		}
		if takesDescriptor[n] {
			a[0] = descriptor(&r, own)
		}
		if n == 64 && a[0] < 3 || n == 66 && a[0] < 3 {
			a[0] = uintptr(own[0]) // what is printed stays readable
		}
		result, _, errno := syscall.RawSyscall6(uintptr(n), a[0], a[1], a[2], a[3], a[4], a[5])
		if errno == 0 && makesDescriptor[n] && result > 2 {
			syscall.Close(int(result))
		}
		atomic.AddInt64(&calls, 1)
		if i%64 == 63 {
			memoryCalls(&r)
			runtime.Gosched()
		}
	}
	for _, fd := range own {
		syscall.Close(fd)
	}
}

// Calls that return a new descriptor, which is closed again.
var makesDescriptor = map[uint64]bool{19: true, 20: true, 23: true, 56: true, 85: true, 437: true, 74: true, 26: true}

// memoryCalls does with pages of its own what would harm those of the program.
func memoryCalls(r *random) {
	const pages = 8
	at := mapPages(pages, syscall.PROT_READ|syscall.PROT_WRITE)
	wild := func() uintptr { return at + uintptr(r.below(pages))*pageSize }
	for i := 0; i < 8; i++ {
		length := uintptr(r.below(pages*pageSize)) + 1
		start := wild()
		if start+length > at+pages*pageSize {
			length = at + pages*pageSize - start
		}
		switch r.below(5) {
		case 0:
			syscall.RawSyscall(syscall.SYS_MPROTECT, start, length, uintptr(r.below(16)))
		case 1:
			syscall.RawSyscall(syscall.SYS_MADVISE, start, length, uintptr(r.below(32)))
		case 2:
			syscall.RawSyscall(syscall.SYS_MUNMAP, start|uintptr(r.below(2)), length, 0)
		case 3:
			syscall.RawSyscall(232, start, length, uintptr(r.next())) // mincore to a wild vector
		default:
			// A size or place that cannot be: it has to fail and change nothing.
			syscall.RawSyscall6(syscall.SYS_MMAP, uintptr(r.next())|1<<50, uintptr(r.next())|1<<50,
				uintptr(r.below(8)), syscall.MAP_ANON|syscall.MAP_PRIVATE|syscall.MAP_FIXED, ^uintptr(0), 0)
		}
	}
	syscall.RawSyscall(syscall.SYS_MUNMAP, at, pages*pageSize, 0)
}

func openFiles() []int {
	null, err := syscall.Open("/dev/null", syscall.O_RDWR, 0)
	if err != nil {
		fail("/dev/null: %v", err)
	}
	root, err := syscall.Open("/", syscall.O_RDONLY, 0)
	if err != nil {
		fail("/: %v", err)
	}
	var pipe [2]int
	if err := syscall.Pipe2(pipe[:], syscall.O_NONBLOCK); err != nil {
		fail("pipe2: %v", err)
	}
	epoll, err := syscall.EpollCreate1(0)
	if err != nil {
		fail("epoll_create1: %v", err)
	}
	return []int{null, root, pipe[0], pipe[1], epoll}
}

var calls int64

// neighbour keeps a megabyte that follows a rule, and checks and changes it until told to stop.
func neighbour(stop *int32, done *sync.WaitGroup) {
	defer done.Done()
	words := make([]uint64, 1<<17)
	for round := uint64(1); atomic.LoadInt32(stop) == 0; round++ {
		for i := range words {
			words[i] = round * uint64(i|1)
		}
		runtime.Gosched()
		for i, word := range words {
			if word != round*uint64(i|1) {
				fail("word %d of the neighbour is %#x instead of %#x", i, word, round*uint64(i|1))
			}
		}
	}
}

// answers checks a few calls whose results are known.
func answers() {
	if pid, _, _ := syscall.RawSyscall(syscall.SYS_GETPID, 0, 0, 0); int(pid) != os.Getpid() {
		fail("getpid answers %d", pid)
	}
	r, w, err := os.Pipe()
	if err != nil {
		fail("pipe: %v", err)
	}
	if _, err := w.Write([]byte("still here")); err != nil {
		fail("write: %v", err)
	}
	buffer := make([]byte, 16)
	if n, err := r.Read(buffer); err != nil || string(buffer[:n]) != "still here" {
		fail("a pipe gives %q, %v", buffer[:n], err)
	}
	r.Close()
	w.Close()
	one := []byte{0}
	_, _, errno := syscall.RawSyscall(syscall.SYS_GETCWD, 0xffff_ff80_0000_0000, 64, 0)
	if errno != syscall.EFAULT {
		fail("getcwd into the kernel gives %v", errno)
	}
	_ = unsafe.Pointer(&one[0])
}

func fail(format string, values ...interface{}) {
	fmt.Printf("hostile: "+format+"\n", values...)
	os.Exit(1)
}

func number64(index int, or uint64) uint64 {
	if len(os.Args) <= index {
		return or
	}
	n, err := strconv.ParseUint(os.Args[index], 0, 64)
	if err != nil {
		fail("argument %d: %v", index, err)
	}
	return n
}

func main() {
	count, seed, threads := number64(1, 20000), number64(2, 1), number64(3, 4)
	fmt.Printf("hostile: %d calls, seed %d, %d threads\n", count, seed, threads)
	var stop int32
	var attackers, friends sync.WaitGroup
	friends.Add(1)
	go neighbour(&stop, &friends)
	for t := uint64(0); t < threads; t++ {
		attackers.Add(1)
		go attack(int(count/threads), seed*1000+t, &attackers)
	}
	attackers.Wait()
	atomic.StoreInt32(&stop, 1)
	friends.Wait()
	answers()
	fmt.Printf("hostile: survived %d calls\n", atomic.LoadInt64(&calls))
}
