// Command soak stresses collector, scheduler and preemption on all CPUs for a while: `soak SECONDS SEED`. Workers build
// trees, shuffle and copy parts of them, pass them on through channels and count what is left, which they know from the
// building; spinners that never call anything can only be stopped by signals; threads come and go; memory goes back to
// the system and comes again. It prints its seed, and at the end the rounds and how many of them were wrong.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

type random uint64

func (r *random) next() uint64 { // splitmix64
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

type node struct {
	left, right *node
	value       uint64
	payload     []byte
}

type parcel struct {
	tree *node
	sum  uint64
}

func build(r *random, depth int, sum *uint64) *node {
	if depth == 0 {
		return nil
	}
	n := &node{value: r.next(), payload: make([]byte, r.next()%200)}
	for i := range n.payload {
		n.payload[i] = byte(n.value)
	}
	*sum += n.value + uint64(len(n.payload))
	n.left = build(r, depth-1, sum)
	n.right = build(r, depth-1, sum)
	return n
}

// rearrange swaps and copies subtrees, which leaves the sum as it is and keeps the write barriers busy.
func rearrange(r *random, n *node) *node {
	if n == nil {
		return nil
	}
	if r.next()%4 == 0 {
		n.left, n.right = n.right, n.left
	}
	n.left = rearrange(r, n.left)
	n.right = rearrange(r, n.right)
	if r.next()%8 == 0 {
		copied := *n
		copied.payload = append([]byte(nil), n.payload...)
		return &copied
	}
	return n
}

func count(n *node) uint64 {
	if n == nil {
		return 0
	}
	sum := n.value + uint64(len(n.payload))
	for _, b := range n.payload {
		if b != byte(n.value) {
			return 0
		}
	}
	return sum + count(n.left) + count(n.right)
}

// integrate computes in floating point for longer than a time slice; its result depends on nothing but its argument.
func integrate(x float64) float64 {
	a, b, c := x, 1.0, 0.0
	for i := 0; i < 200_000; i++ {
		a, b, c = a*0.999999+b*1e-6, b*0.999998+c*1e-6, c*0.5+a*1e-3
	}
	return a + b + c
}

func main() {
	seconds, _ := strconv.Atoi(os.Args[1])
	seed, _ := strconv.ParseUint(os.Args[2], 10, 64)
	cpus := runtime.NumCPU()
	fmt.Println("soak: cpus", cpus, "seconds", seconds, "seed", seed)
	runtime.GOMAXPROCS(2 * cpus)
	debug.SetGCPercent(40)
	end := time.Now().Add(time.Duration(seconds) * time.Second)

	var rounds, wrong, threads, floats int64
	var stop int32
	expected := integrate(1.5)
	parcels := make(chan parcel, cpus)
	var workers, checkers sync.WaitGroup
	for k := 0; k < 2*cpus; k++ {
		workers.Add(1)
		go func(r random) {
			defer workers.Done()
			for time.Now().Before(end) {
				var p parcel
				p.tree = build(&r, int(4+r.next()%9), &p.sum)
				for i := r.next() % 3; i > 0; i-- {
					p.tree = rearrange(&r, p.tree)
				}
				select {
				case parcels <- p:
				case <-time.After(time.Duration(r.next()%3) * time.Millisecond):
					parcels <- p
				}
			}
		}(random(seed + uint64(k)))
		checkers.Add(1)
		go func() {
			defer checkers.Done()
			for p := range parcels {
				if count(p.tree) != p.sum {
					atomic.AddInt64(&wrong, 1)
				}
				atomic.AddInt64(&rounds, 1)
			}
		}()
	}
	for k := 0; k < cpus; k++ { // in bursts, so that the others get on
		workers.Add(1)
		go func() {
			defer workers.Done()
			for time.Now().Before(end) {
				if integrate(1.5) != expected {
					atomic.AddInt64(&wrong, 1)
				}
				atomic.AddInt64(&floats, 1)
				time.Sleep(5 * time.Millisecond)
			}
		}()
	}
	checkers.Add(1)
	go func() { // threads that end with their goroutine, and memory that goes back
		defer checkers.Done()
		for atomic.LoadInt32(&stop) == 0 {
			var done sync.WaitGroup
			for i := 0; i < 20; i++ {
				done.Add(1)
				go func() {
					defer done.Done()
					runtime.LockOSThread()
					time.Sleep(time.Millisecond)
					atomic.AddInt64(&threads, 1)
				}()
			}
			done.Wait()
			debug.FreeOSMemory()
			time.Sleep(100 * time.Millisecond)
		}
	}()
	workers.Wait()
	atomic.StoreInt32(&stop, 1)
	close(parcels)
	checkers.Wait()
	fmt.Println("soak: trees", rounds, "integrals", floats, "threads", threads, "wrong", wrong)
	if wrong != 0 || rounds == 0 || floats == 0 || threads == 0 {
		os.Exit(1)
	}
}
