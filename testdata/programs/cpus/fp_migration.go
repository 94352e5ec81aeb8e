// Command fp_migration keeps two dozen floating-point values in registers of twice as many threads as there are CPUs:
// time slices end in the middle, threads go on elsewhere, and the sums must be those of a thread on its own.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

const rounds = 150_000

func churn(seed float64) float64 {
	a0, a1, a2, a3, a4, a5 := seed, seed+1, seed+2, seed+3, seed+4, seed+5
	b0, b1, b2, b3, b4, b5 := seed+6, seed+7, seed+8, seed+9, seed+10, seed+11
	c0, c1, c2, c3, c4, c5 := seed+12, seed+13, seed+14, seed+15, seed+16, seed+17
	for i := 0; i < rounds; i++ {
		a0, a1, a2, a3, a4, a5 = a1*0.5+c0, a2*0.5+c1, a3*0.5+c2, a4*0.5+c3, a5*0.5+c4, a0*0.5+c5
		b0, b1, b2, b3, b4, b5 = b5*0.25+a0, b0*0.25+a1, b1*0.25+a2, b2*0.25+a3, b3*0.25+a4, b4*0.25+a5
		c0, c1, c2, c3, c4, c5 = b0*0.125+1, b1*0.125+2, b2*0.125+3, b3*0.125+4, b4*0.125+5, b5*0.125+seed
	}
	return a0 + a1 + a2 + a3 + a4 + a5 + b0 + b1 + b2 + b3 + b4 + b5 + c0 + c1 + c2 + c3 + c4 + c5
}

func main() {
	threads := 2*runtime.NumCPU() + 1
	runtime.GOMAXPROCS(threads)
	alone := make([]float64, threads)
	for t := range alone {
		alone[t] = churn(float64(t))
	}
	wrong := 0
	var lock sync.Mutex
	var done sync.WaitGroup
	for t := range alone {
		done.Add(1)
		go func(t int) {
			defer done.Done()
			runtime.LockOSThread()
			for n := 0; n < 3; n++ {
				if churn(float64(t)) != alone[t] {
					lock.Lock()
					wrong++
					lock.Unlock()
				}
			}
		}(t)
	}
	done.Wait()
	fmt.Println("wrong sums", wrong)
}
