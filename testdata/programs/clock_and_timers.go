// Command clock_and_timers reads the clocks, sleeps from 50 µs to 200 ms, waits for a timer and exits with status 42
// from a timer's own goroutine.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	now := time.Now()
	fmt.Println("year", now.Year() >= 2020, now.UTC())
	durations := []time.Duration{50 * time.Microsecond, time.Millisecond, 10 * time.Millisecond, 200 * time.Millisecond}
	for _, d := range durations {
		const rounds = 5
		var worst, sum time.Duration
		for i := 0; i < rounds; i++ {
			start := time.Now()
			time.Sleep(d)
			over := time.Since(start) - d
			if over < 0 {
				fmt.Println("woke early from", d, "by", -over)
			}
			if over > worst {
				worst = over
			}
			sum += over
		}
		fmt.Println("sleep", d, "over by", sum/rounds, "worst", worst)
	}
	start := time.Now()
	const reads = 100000
	for i := 0; i < reads; i++ {
		time.Now()
	}
	fmt.Println("time.Now takes", time.Since(start)/reads)
	timer := time.NewTimer(20 * time.Millisecond)
	<-timer.C
	time.AfterFunc(5*time.Millisecond, func() {
		fmt.Println("after")
		os.Exit(42)
	})
	select {}
}
