// Command parallel computes on all CPUs at once while one goroutine a CPU spins without ever calling anything: every
// result must be that of a run alone. Its argument is the number of CPUs that the machine has.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
)

const (
	jobs   = 64
	rounds = 40_000
)

var spun [64]uint64

func spin(k int) {
	for x := uint64(k); ; x = x*6364136223846793005 + 1442695040888963407 {
		spun[k] = x | 1
	}
}

func job(n int) uint64 {
	h := uint64(n) + 14695981039346656037
	var sums []uint64 // garbage, so that collections run in between
	for i := 0; i < rounds; i++ {
		h = (h ^ uint64(i)) * 1099511628211
		if i%64 == 0 {
			sums = append(sums[:len(sums):len(sums)], h)
			if len(sums) == 16 {
				sums = nil
			}
		}
	}
	return h
}

func main() {
	cpus, _ := strconv.Atoi(os.Args[1])
	fmt.Println("cpus", runtime.NumCPU() == cpus, runtime.GOMAXPROCS(0) == cpus)
	var alone, together [jobs]uint64
	for n := range alone {
		alone[n] = job(n)
	}
	for k := 0; k < cpus; k++ {
		go spin(k)
	}
	var done sync.WaitGroup
	for n := range together {
		done.Add(1)
		go func(n int) {
			together[n] = job(n)
			done.Done()
		}(n)
	}
	done.Wait()
	runtime.GC()
	fmt.Println("same", alone == together)
	for k := 0; k < cpus; k++ {
		if spun[k] == 0 {
			fmt.Println("spinner", k, "never ran")
		}
	}
}
