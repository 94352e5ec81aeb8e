// A kernel in plain Go: no runtime start, no heap, no goroutines. The boot stub of `ingot image --freestanding` calls
// KernelMain. It shows that global variables which hold pointers can be assigned, with and without the collector's
// write barrier, and ends the machine by semihosting.
package main

import "unsafe"

// heapSegment is the head of each piece of the kernel's own heap.
type heapSegment struct {
	next *heapSegment
	prev *heapSegment
	size uintptr
}

// kernelState has more pointers than the compiler stores one by one.
type kernelState struct {
	first, last *heapSegment
	name        string
	names       []string
	segments    [4]*heapSegment
}

type sized interface {
	bytes() uintptr
}

func (s *heapSegment) bytes() uintptr { return s.size }

var (
	heapSegmentListHead *heapSegment
	state               kernelState
	largest             sized
	list                []*heapSegment

	// Variables with initial values that are pointers.
	fallback        = heapSegment{size: 7}
	fallbackPointer = &fallback
	banner          = "Testing write barrier..."

	storage [4]*heapSegment
	words   = []string{"one", "two"}
)

const (
	segmentSize  = 0x1000
	segmentCount = 4
)

// KernelMain is what the boot stub calls, with the device tree's address and a free range of RAM.
//
//go:noinline
func KernelMain(deviceTree, freeStart, freeEnd uintptr) {
	say(banner)
	if deviceTree == 0 || freeEnd-freeStart < segmentSize*segmentCount {
		fail("no device tree or no free RAM")
	}
	check(freeStart) // with the flag as the boot stub left it
	setWriteBarrierFlag(1)
	if writeBarrierFlag() == 1 {
		say("Write barrier flag: enabled")
	}
	check(freeStart)
	say("SUCCESS: Global pointer assignment works!")
	if heapStart() == freeStart {
		say("Heap initialized at RAM region")
	}
	say("All tests passed! Exiting via semihosting...")
	exit(0)
}

// check assigns every kind of global that holds pointers, and reads it back.
func check(ram uintptr) {
	if fallbackPointer != &fallback || fallbackPointer.size != 7 {
		fail("initialised data is wrong")
	}
	if heapSegmentListHead != nil && heapSegmentListHead.size != segmentSize {
		fail("zero-filled data is not zero")
	}
	makeHeap(ram)
	if heapStart() != ram {
		fail("global pointer assignment failed")
	}
	checkList()
	checkStruct()
	checkInterface()
	checkSlice()
}

//go:noinline
func heapStart() uintptr { return uintptr(unsafe.Pointer(heapSegmentListHead)) }

// makeHeap links the segments, lowest first, with heapSegmentListHead as the list's head.
func makeHeap(ram uintptr) {
	heapSegmentListHead = segmentAt(ram)
	if heapStart() != ram {
		return
	}
	last := heapSegmentListHead
	last.prev, last.next, last.size = nil, nil, segmentSize
	for i := uintptr(1); i < segmentCount; i++ {
		next := segmentAt(ram + i*segmentSize)
		next.prev, next.next, next.size = last, nil, segmentSize
		last.next = next
		last = next
	}
}

func segmentAt(address uintptr) *heapSegment {
	return *(**heapSegment)(unsafe.Pointer(&address))
}

func checkList() {
	count := 0
	for s := heapSegmentListHead; s != nil; s = s.next {
		if s.next != nil && s.next.prev != s {
			fail("the list is broken")
		}
		count++
	}
	if count != segmentCount {
		fail("the list has lost segments")
	}
}

func checkStruct() {
	next := kernelState{first: heapSegmentListHead, last: heapSegmentListHead.next, name: "kernel", names: words}
	next.segments[2] = &fallback
	assign(&state, &next)
	if state.first != heapSegmentListHead || state.last.prev != state.first || state.name != "kernel" ||
		state.names[1] != "two" || state.segments[2].size != 7 {
		fail("global struct assignment failed")
	}
}

//go:noinline
func assign(to, from *kernelState) { *to = *from }

func checkInterface() {
	largest = heapSegmentListHead
	if largest.bytes() != segmentSize {
		fail("global interface assignment failed")
	}
}

func checkSlice() {
	list = storage[:2]
	list[1] = heapSegmentListHead.next
	list = storage[:cap(list)]
	if len(list) != segmentCount || list[1] != heapSegmentListHead.next || storage[1].prev != heapSegmentListHead {
		fail("global slice assignment failed")
	}
}

func fail(why string) {
	say(why)
	exit(1)
}

// The UART of QEMU's virt board, a PL011.
const uartData = 0x09000000

func say(line string) {
	for i := 0; i < len(line); i++ {
		store32(uartData, uint32(line[i]))
	}
	store32(uartData, '\n')
}

// exit ends the machine with a status.
func exit(status uintptr) {
	const (
		sysExit                   = 0x18
		adpStoppedApplicationExit = 0x20026
	)
	block := [2]uintptr{adpStoppedApplicationExit, status}
	semihosting(sysExit, &block)
}

// main keeps KernelMain in the program; it never runs.
func main() { KernelMain(0, 0, 0) }
