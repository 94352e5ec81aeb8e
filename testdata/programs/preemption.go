// Command preemption runs two goroutines that never call anything on one P: only SIGURG can take the processor from
// them. A floating-point loop runs before and while they spin: its result must not depend on being interrupted.
package main

import (
	"fmt"
	"math"
	"runtime"
	"time"
)

const (
	spinners = 2
	rounds   = 2_000_000 // several of the 10 ms that sysmon grants a goroutine
)

var (
	integers [spinners]uint64
	floats   [spinners]float64
)

func spin(k int, x uint64) {
	f := 1.0
	for {
		x = x*6364136223846793005 + 1442695040888963407
		f = math.Sqrt(f*f + 1e-9)
		integers[k] = x
		floats[k] = f
	}
}

func compute(n int) (float64, uint64) {
	a, b, c, d := 1.0, 2.0, 3.0, 4.0
	h := uint64(14695981039346656037)
	for i := 0; i < n; i++ {
		a = a*1.0000001 + b*1e-9
		b = b*0.9999999 + c*1e-9
		c = c*1.0000002 - d*1e-9
		d = d*0.9999998 + a*1e-9
		h = (h ^ uint64(i)) * 1099511628211
	}
	return a + b + c + d, h
}

func main() {
	runtime.GOMAXPROCS(1)
	aloneFloat, aloneHash := compute(rounds)
	for k := 0; k < spinners; k++ {
		go spin(k, uint64(k))
	}
	start := time.Now()
	time.Sleep(10 * time.Millisecond)
	runtime.GC()
	crowdedFloat, crowdedHash := compute(rounds)
	fmt.Println("same", aloneFloat == crowdedFloat, aloneHash == crowdedHash, aloneFloat, aloneHash)
	for k := range integers {
		if integers[k] == 0 {
			fmt.Println("spinner", k, "never ran")
		}
	}
	fmt.Println("slept", time.Since(start) > 10*time.Millisecond)
	println("elapsed ms", time.Since(start).Milliseconds())
}
