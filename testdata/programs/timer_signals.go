// Command timer_signals takes the signals of POSIX timers one by one and looks at what they say: which timer, whose value,
// how many expirations were missed. Two timers with one signal do not hide each other, and a timer of CPU time counts what
// its thread computes, also when that never runs for long at a time.
package main

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

// Numbers of linux/arm64 and constants of Linux's uapi headers.
const (
	sysTimerCreate     = 107
	sysTimerGetoverrun = 109
	sysTimerSettime    = 110
	sysTimerDelete     = 111
	sysSigprocmask     = 135
	sysSigtimedwait    = 137
	clockMonotonic     = 1
	clockThreadCPU     = 3
	sigevSignal        = 0
	sigevThreadID      = 4
	siTimer            = -2
	signal             = 40
)

type sigevent struct {
	value  uint64
	signo  int32
	notify int32
	tid    int32
	_      [11]int32
}

type siginfo struct {
	signo, errno, code, _ int32
	timer, overrun        int32
	value                 uint64
	_                     [12]uint64
}

type itimerspec struct{ interval, value syscall.Timespec }

func call(number uintptr, arguments ...uintptr) uintptr {
	var a [6]uintptr
	copy(a[:], arguments)
	result, _, errno := syscall.Syscall6(number, a[0], a[1], a[2], a[3], a[4], a[5])
	if errno != 0 {
		fmt.Println("call", number, errno)
		os.Exit(1)
	}
	return result
}

func create(clock uintptr, event *sigevent) int32 {
	var id int32
	call(sysTimerCreate, clock, uintptr(unsafe.Pointer(event)), uintptr(unsafe.Pointer(&id)))
	return id
}

func set(id int32, first, interval time.Duration) {
	spec := itimerspec{syscall.NsecToTimespec(int64(interval)), syscall.NsecToTimespec(int64(first))}
	call(sysTimerSettime, uintptr(id), 0, uintptr(unsafe.Pointer(&spec)), 0)
}

func remove(id int32) { call(sysTimerDelete, uintptr(id)) }

var set40 = uint64(1) << (signal - 1)

// wait takes one signal, or says that none came within the time.
func wait(limit time.Duration) (info siginfo, came bool) {
	timeout := syscall.NsecToTimespec(int64(limit))
	for {
		_, _, errno := syscall.Syscall6(sysSigtimedwait, uintptr(unsafe.Pointer(&set40)),
			uintptr(unsafe.Pointer(&info)), uintptr(unsafe.Pointer(&timeout)), 8, 0, 0)
		if errno != syscall.EINTR { // Go's own signals come, too
			return info, errno == 0
		}
	}
}

func main() {
	runtime.LockOSThread()
	call(sysSigprocmask, 0, uintptr(unsafe.Pointer(&set40)), 0, 8)
	tid := int32(syscall.Gettid())

	one := create(clockMonotonic, &sigevent{value: 0x1111111111, signo: signal, notify: sigevThreadID, tid: tid})
	set(one, time.Millisecond, 0)
	info, came := wait(10 * time.Second)
	fmt.Println("one:", came, info.signo, info.code == siTimer, info.timer == one, info.overrun, info.value == 0x1111111111)
	_, came = wait(20 * time.Millisecond)
	fmt.Println("once:", !came)

	two := create(clockMonotonic, &sigevent{value: 2, signo: signal, notify: sigevThreadID, tid: tid})
	set(one, time.Millisecond, 0)
	set(two, 2*time.Millisecond, 0)
	time.Sleep(20 * time.Millisecond)
	a, came1 := wait(time.Second)
	b, came2 := wait(time.Second)
	fmt.Println("both:", came1, came2, a.timer != b.timer, a.timer+b.timer == one+two, a.value+b.value == 0x1111111113)
	_, came = wait(10 * time.Millisecond)
	fmt.Println("no third:", !came)

	set(one, time.Millisecond, time.Millisecond)
	time.Sleep(50 * time.Millisecond)
	info, came = wait(time.Second)
	missed := int32(call(sysTimerGetoverrun, uintptr(one)))
	fmt.Println("overrun:", came, info.overrun >= 40, missed == info.overrun)
	set(one, 0, 0)
	wait(0) // what came meanwhile
	remove(one)
	remove(two)

	process := create(clockMonotonic, &sigevent{value: 3, signo: signal, notify: sigevSignal})
	set(process, 200*time.Millisecond, 0) // another thread would take it, too: this one has to wait by then
	info, came = wait(10 * time.Second)
	fmt.Println("process:", came, info.code == siTimer, info.timer == process, info.value)
	remove(process)

	const interval = 10 * time.Millisecond
	cpu := create(clockThreadCPU, &sigevent{signo: signal, notify: sigevThreadID, tid: tid})
	earliest := thread()
	set(cpu, interval, interval)
	latest := thread()
	signals := 0
	drain := func() bool {
		before := signals
		for info, came = wait(0); came; info, came = wait(0) {
			signals += 1 + int(info.overrun)
		}
		return signals > before
	}
	for round := 0; thread()-latest < 300*time.Millisecond; round++ {
		work := time.Duration(round%7+1) * 300 * time.Microsecond
		for begin := thread(); thread()-begin < work; {
		}
		time.Sleep(time.Duration(round%5+1) * 100 * time.Microsecond)
		drain()
	}
	atLeast := int((thread() - latest) / interval)
	for !drain() { // the next signal tells of everything up to it
	}
	atMost := int((thread() - earliest) / interval)
	fmt.Println("CPU time:", signals >= atLeast && signals <= atMost)
	remove(cpu)
}

// thread reads the CPU time clock of this thread.
func thread() time.Duration {
	var now syscall.Timespec
	call(syscall.SYS_CLOCK_GETTIME, clockThreadCPU, uintptr(unsafe.Pointer(&now)))
	return time.Duration(now.Nano())
}
