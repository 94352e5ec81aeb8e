// What the nucleus costs, in nanoseconds of the virtual counter: on the reference machine, and on QEMU with -icount shift=0,
// an instruction is one nanosecond. Prints "name value" lines.
package main

import (
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

const (
	clockMonotonic = 1
	pageSize       = 4096
	calls          = 2000
	pages          = 512
	roundTrips     = 500
)

// sinceReset is the counter in ns: CLOCK_MONOTONIC starts at 0 with it.
func sinceReset() int64 {
	var now syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clockMonotonic, uintptr(unsafe.Pointer(&now)), 0)
	return now.Nano()
}

func report(name string, value int64) { println(name, value) }

// each is the cost of one of many runs, without that of asking for the time.
func each(count int64, work func()) int64 {
	asking := sinceReset()
	start := sinceReset()
	work()
	end := sinceReset()
	return (end - start - (start - asking)) / count
}

func getpid() {
	for i := 0; i < calls; i++ {
		syscall.RawSyscall(syscall.SYS_GETPID, 0, 0, 0)
	}
}

func touchPages() int64 {
	at, _, errno := syscall.RawSyscall6(syscall.SYS_MMAP, 0, pages*pageSize, syscall.PROT_READ|syscall.PROT_WRITE,
		syscall.MAP_ANON|syscall.MAP_PRIVATE, ^uintptr(0), 0)
	if errno != 0 {
		panic("mmap")
	}
	memory := unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&at))), pages*pageSize)
	return each(pages, func() {
		for i := 0; i < len(memory); i += pageSize {
			memory[i] = 1
		}
	})
}

func onePipe() int64 {
	var ends [2]int
	if err := syscall.Pipe2(ends[:], 0); err != nil {
		panic("pipe2")
	}
	var b [1]byte
	p := uintptr(unsafe.Pointer(&b[0]))
	return each(calls, func() {
		for i := 0; i < calls; i++ {
			syscall.RawSyscall(syscall.SYS_WRITE, uintptr(ends[1]), p, 1)
			syscall.RawSyscall(syscall.SYS_READ, uintptr(ends[0]), p, 1)
		}
	})
}

func statOf(path string) int64 {
	name := append([]byte(path), 0)
	var status syscall.Stat_t
	const workingDirectory = ^uintptr(99) // AT_FDCWD, -100
	return each(calls, func() {
		for i := 0; i < calls; i++ {
			syscall.RawSyscall6(syscall.SYS_FSTATAT, workingDirectory, uintptr(unsafe.Pointer(&name[0])),
				uintptr(unsafe.Pointer(&status)), 0, 0, 0)
		}
	})
}

// pingPong is one value to a goroutine on another thread and back.
func pingPong() int64 {
	ping, pong := make(chan int), make(chan int)
	go func() {
		runtime.LockOSThread()
		for v := range ping {
			pong <- v
		}
	}()
	runtime.LockOSThread()
	ping <- 0
	<-pong
	cost := each(roundTrips, func() {
		for i := 0; i < roundTrips; i++ {
			ping <- i
			<-pong
		}
	})
	runtime.UnlockOSThread()
	close(ping)
	return cost
}

func overshoot(d time.Duration) int64 {
	return each(1, func() { time.Sleep(d) }) - int64(d)
}

func main() {
	report("getpid", each(calls, getpid))
	report("first-touch-of-a-page", touchPages())
	report("byte-through-a-pipe-and-back", onePipe())
	report("stat-of-a-file", statOf("/dev/null"))
	report("stat-of-a-missing-file", statOf("/missing"))
	report("channel-ping-pong-of-threads", pingPong())
	report("sleep-1ms-overshoot", overshoot(time.Millisecond))
	report("sleep-10ms-overshoot", overshoot(10*time.Millisecond))
}
