// Command futex_ping_pong passes a ball between pairs of threads with futexes, with and without timeouts that may pass at
// the same moment, while signals go to all of them wherever they run or wait.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"
)

const (
	pairs     = 4
	passes    = 400
	futexWait = 0x80 // FUTEX_WAIT | FUTEX_PRIVATE_FLAG
	futexWake = 0x81
)

func futex(word *uint32, operation, value uintptr, timeout *syscall.Timespec) syscall.Errno {
	_, _, e := syscall.Syscall6(syscall.SYS_FUTEX, uintptr(unsafe.Pointer(word)), operation, value,
		uintptr(unsafe.Pointer(timeout)), 0, 0)
	return e
}

// play waits for the ball to have this player's parity and passes it on.
func play(ball *uint32, parity uint32, timeout *syscall.Timespec) {
	runtime.LockOSThread()
	for {
		now := atomic.LoadUint32(ball)
		if now >= passes {
			return
		}
		if now%2 != parity {
			switch e := futex(ball, futexWait, uintptr(now), timeout); e {
			case 0, syscall.EAGAIN, syscall.EINTR, syscall.ETIMEDOUT:
			default:
				panic(e)
			}
			continue
		}
		atomic.AddUint32(ball, 1)
		if e := futex(ball, futexWake, 1, nil); e != 0 {
			panic(e)
		}
	}
}

func main() {
	signals := make(chan os.Signal, 100)
	signal.Notify(signals, syscall.SIGUSR1)
	var got int64
	go func() {
		for range signals {
			atomic.AddInt64(&got, 1)
		}
	}()
	var balls [pairs]uint32
	var done sync.WaitGroup
	var ids sync.Map
	for p := range balls {
		timeout := &syscall.Timespec{Nsec: 50_000}
		if p%2 == 0 {
			timeout = nil
		}
		for parity := uint32(0); parity < 2; parity++ {
			done.Add(1)
			go func(p int, parity uint32) {
				defer done.Done()
				runtime.LockOSThread()
				ids.Store(syscall.Gettid(), true)
				play(&balls[p], parity, timeout)
				ids.Delete(syscall.Gettid())
			}(p, parity)
		}
	}
	over := make(chan bool)
	go func() {
		done.Wait()
		close(over)
	}()
	sent := 0
	for playing := true; playing || sent == 0; {
		ids.Range(func(id, _ any) bool {
			if syscall.Tgkill(syscall.Getpid(), id.(int), syscall.SIGUSR1) == nil {
				sent++
			}
			return true
		})
		if sent == 0 {
			syscall.Kill(syscall.Getpid(), syscall.SIGUSR1)
			sent++
		}
		runtime.Gosched()
		select {
		case <-over:
			playing = false
		default:
		}
	}
	for atomic.LoadInt64(&got) == 0 {
		runtime.Gosched()
	}
	for p := range balls {
		fmt.Println("pair", p, "passed", balls[p])
	}
}
