// Command descriptors makes the calls on files that portable modules try: select, inotify, copies within the kernel,
// scheduling, reads and writes of several buffers, names of threads. Failures have to be those of Linux.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

// Numbers of linux/arm64 that package syscall does not name on every release.
const (
	sysPwritev       = 70
	sysSendfile      = 71
	sysPselect6      = 72
	sysSplice        = 76
	sysTee           = 77
	sysSetaffinity   = 122
	sysSetscheduler  = 119
	sysSetpriority   = 140
	sysPrctl         = 167
	sysCopyFileRange = 285
	sysPreadv2       = 286
	sysPwritev2      = 287
)

type set [16]uint64

func of(fds ...int) *set {
	s := new(set)
	for _, fd := range fds {
		s[fd/64] |= 1 << (fd % 64)
	}
	return s
}

func (s *set) has(fd int) bool { return s[fd/64]>>(fd%64)&1 == 1 }

func raw(number uintptr, arguments ...uintptr) (uintptr, syscall.Errno) {
	var a [6]uintptr
	copy(a[:], arguments)
	result, _, errno := syscall.Syscall6(number, a[0], a[1], a[2], a[3], a[4], a[5])
	return result, errno
}

func pointer[T any](p *T) uintptr { return uintptr(unsafe.Pointer(p)) }

// choose is pselect6 with a timeout; the sets change only when it succeeds.
func choose(n int, read, write *set, wait time.Duration) (uintptr, syscall.Errno) {
	timeout := syscall.NsecToTimespec(int64(wait))
	for {
		r, w := *read, *write
		count, errno := raw(sysPselect6, uintptr(n), pointer(&r), pointer(&w), 0, pointer(&timeout), 0)
		if errno != syscall.EINTR { // Go's own signals come, too
			if errno == 0 {
				*read, *write = r, w
			}
			return count, errno
		}
	}
}

func check(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func selects() {
	var pipe [2]int
	check(syscall.Pipe2(pipe[:], 0))
	r, w := pipe[0], pipe[1]
	read, write := of(r), of(w)
	count, errno := choose(w+1, read, write, time.Second)
	fmt.Println("select, writable:", count, errno, read.has(r), write.has(w))
	read, write = of(r), of()
	begin := time.Now()
	count, errno = choose(w+1, read, write, 20*time.Millisecond)
	fmt.Println("select, timeout:", count, errno, read.has(r), time.Since(begin) >= 20*time.Millisecond)
	go func() {
		time.Sleep(10 * time.Millisecond)
		syscall.Write(w, []byte("x"))
	}()
	read, write = of(r), of()
	count, errno = choose(w+1, read, write, time.Minute)
	fmt.Println("select, readable after a while:", count, errno, read.has(r))
	read, write = of(r), of(w)
	count, errno = choose(w+1, read, write, 0)
	fmt.Println("select, both:", count, errno, read.has(r), write.has(w))
	_, errno = choose(41, of(40), of(), 0)
	fmt.Println("select, no such descriptor:", errno)
	_, errno = choose(-1, of(), of(), 0)
	fmt.Println("select, negative count:", errno)
	_, errno = raw(sysPselect6, 64, 8, 0, 0, 0, 0)
	fmt.Println("select, no such memory:", errno)
	check(syscall.Close(w))
	check(syscall.Close(r))
}

func watches() {
	fd, err := syscall.InotifyInit1(syscall.IN_NONBLOCK | syscall.IN_CLOEXEC)
	check(err)
	root, err := syscall.InotifyAddWatch(fd, "/", syscall.IN_ALL_EVENTS)
	fmt.Println("inotify, watch:", root, err)
	again, err := syscall.InotifyAddWatch(fd, "/.", syscall.IN_CREATE)
	fmt.Println("inotify, the same again:", again, err)
	_, err = syscall.InotifyAddWatch(fd, "/nowhere", syscall.IN_CREATE)
	fmt.Println("inotify, no such file:", err)
	_, err = syscall.InotifyAddWatch(fd, "/", 0)
	fmt.Println("inotify, no events:", err)
	_, err = syscall.InotifyAddWatch(fd, "/etc/motd", syscall.IN_CREATE|syscall.IN_ONLYDIR)
	fmt.Println("inotify, not a directory:", err)
	_, err = syscall.InotifyAddWatch(0, "/", syscall.IN_CREATE)
	fmt.Println("inotify, wrong descriptor:", err)
	buffer := make([]byte, 4096)
	_, err = syscall.Read(fd, buffer)
	fmt.Println("inotify, nothing happens:", err)
	_, err = syscall.InotifyRmWatch(fd, 77)
	fmt.Println("inotify, no such watch:", err)
	_, err = syscall.InotifyRmWatch(fd, uint32(root))
	fmt.Println("inotify, remove:", err)
	_, err = syscall.Read(fd, buffer[:8])
	fmt.Println("inotify, no room for an event:", err)
	n, err := syscall.Read(fd, buffer)
	event := (*syscall.InotifyEvent)(unsafe.Pointer(&buffer[0]))
	fmt.Println("inotify, the watch is gone:", n, err, event.Wd, event.Mask == syscall.IN_IGNORED, event.Len)
	check(syscall.Close(fd))
}

func copies() {
	var pipe [2]int
	check(syscall.Pipe2(pipe[:], 0))
	file, err := syscall.Open("/etc/motd", syscall.O_RDONLY, 0)
	check(err)
	folder, err := syscall.Open("/", syscall.O_RDONLY, 0)
	check(err)
	r, w, f, d, bad := uintptr(pipe[0]), uintptr(pipe[1]), uintptr(file), uintptr(folder), uintptr(999)
	for _, c := range []struct {
		name    string
		in, out uintptr
		flags   uintptr
	}{
		{"file to pipe", f, w, 0},
		{"pipe to file", r, f, 0},
		{"folder to pipe", d, w, 0},
		{"file to folder", f, d, 0},
		{"file to itself", f, f, 0},
		{"from nowhere", bad, w, 0},
		{"to nowhere", f, bad, 0},
		{"with flags", f, f, 1 << 20},
	} {
		_, errno := raw(sysCopyFileRange, c.in, 0, c.out, 0, 1, c.flags)
		fmt.Println("copy_file_range,", c.name+":", errno)
	}
	_, errno := raw(sysSendfile, bad, f, 0, 1)
	fmt.Println("sendfile to nowhere:", errno)
	_, errno = raw(sysSendfile, w, bad, 0, 1)
	fmt.Println("sendfile from nowhere:", errno)
	_, errno = raw(sysSplice, bad, 0, w, 0, 1, 0)
	fmt.Println("splice from nowhere:", errno)
	_, errno = raw(sysTee, f, w, 1, 0)
	fmt.Println("tee from a file:", errno)
}

func scheduling() {
	one := uint64(1)
	_, errno := raw(sysSetaffinity, 0, 8, pointer(&one))
	fmt.Println("affinity to the first CPU:", errno)
	none := uint64(0)
	_, errno = raw(sysSetaffinity, 0, 8, pointer(&none))
	fmt.Println("affinity to none:", errno)
	_, errno = raw(sysSetaffinity, 99999, 8, pointer(&one))
	fmt.Println("affinity of nobody:", errno)
	zero := uint32(0)
	_, errno = raw(sysSetscheduler, 0, 0, pointer(&zero))
	fmt.Println("ordinary scheduling:", errno)
	_, errno = raw(sysSetscheduler, 0, 77, pointer(&zero))
	fmt.Println("no such policy:", errno)
	_, errno = raw(sysSetpriority, 0, 0, 5)
	fmt.Println("priority:", errno)
	_, errno = raw(sysSetpriority, 9, 0, 5)
	fmt.Println("priority of what:", errno)
}

// vectors reads and writes two buffers at a time; position -1 is the file's own, ^uintptr(0).
func vectors() {
	var pipe [2]int
	check(syscall.Pipe2(pipe[:], 0))
	file, err := syscall.Open("/etc/motd", syscall.O_RDONLY, 0)
	check(err)
	null, err := syscall.Open("/dev/null", syscall.O_RDWR, 0)
	check(err)
	r, w, f, n, bad := uintptr(pipe[0]), uintptr(pipe[1]), uintptr(file), uintptr(null), uintptr(999)
	const own, unknown = ^uintptr(0), 1 << 20
	buffer := make([]byte, 5)
	parts := []syscall.Iovec{{Base: &buffer[0], Len: 2}, {Base: &buffer[2], Len: 3}}
	for _, c := range []struct {
		name                        string
		number, fd, position, flags uintptr
	}{
		{"preadv2 of a file", sysPreadv2, f, 1, 0},
		{"preadv2 where the file is", sysPreadv2, f, own, 0},
		{"preadv2 in front of a file", sysPreadv2, f, own - 1, 0},
		{"preadv2 with high priority", sysPreadv2, f, 0, 1},
		{"preadv2 with unknown flags", sysPreadv2, f, 0, unknown},
		{"preadv2 from nowhere", sysPreadv2, bad, 0, 0},
		{"preadv2 of a writer", sysPreadv2, w, own, 0},
		{"preadv2 of a device", sysPreadv2, n, 0, 0},
		{"pwritev2 to a pipe", sysPwritev2, w, own, 0},
		{"pwritev2 to a place of a pipe", sysPwritev2, w, 0, 0},
		{"pwritev2 to a reader", sysPwritev2, f, 0, 0},
		{"pwritev2 to a device", sysPwritev2, n, 3, 0},
		{"pwritev2 in front of a device", sysPwritev2, n, own - 1, 0},
		{"pwritev2 with unknown flags", sysPwritev2, n, own, unknown},
		{"pwritev to a device", sysPwritev, n, 3, 0},
		{"pwritev in front of a device", sysPwritev, n, own, 0},
		{"pwritev to a pipe", sysPwritev, w, 0, 0},
		{"preadv2 of a place of a pipe", sysPreadv2, r, 0, 0},
		{"preadv2 of a pipe", sysPreadv2, r, own, 0},
	} {
		count, errno := raw(c.number, c.fd, pointer(&parts[0]), 2, c.position, 0, c.flags)
		fmt.Println(c.name+":", int(count), errno)
	}
	at, err := syscall.Seek(file, 0, 1)
	fmt.Println("the file is at", at, err)
	place := make([]byte, 5)
	_, err = syscall.Pread(file, place, 1)
	check(err)
	_, errno := raw(sysPreadv2, f, pointer(&parts[0]), 2, 1, 0, 0)
	fmt.Println("preadv2 and pread agree:", string(buffer) == string(place), errno)
}

// names asks for the name of this thread, and changes it.
func names() {
	const setName, getName, unknown = 15, 16, 12345
	runtime.LockOSThread()
	name := func() string {
		var b [16]byte
		_, errno := raw(sysPrctl, getName, pointer(&b))
		if errno != 0 {
			return errno.Error()
		}
		length := 0
		for length < len(b) && b[length] != 0 {
			length++
		}
		return string(b[:length])
	}
	fmt.Println("a thread is called as its program:", name() == filepath.Base(os.Args[0]))
	for _, s := range []string{"short\x00", "a name of more than 15 bytes\x00", "\x00"} {
		b := []byte(s)
		_, errno := raw(sysPrctl, setName, pointer(&b[0]))
		fmt.Printf("set the name: %v, %q\n", errno, name())
	}
	_, errno := raw(sysPrctl, setName, 8)
	fmt.Printf("no such memory: %v, %q\n", errno, name())
	_, errno = raw(sysPrctl, getName, 8)
	fmt.Println("no such memory:", errno)
	_, errno = raw(sysPrctl, unknown)
	fmt.Println("no such option:", errno)
}

func main() {
	selects()
	watches()
	copies()
	scheduling()
	vectors()
	names()
}
