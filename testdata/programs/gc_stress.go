// Command gc_stress runs 100 goroutines that allocate 180 MB in all (trees and 400 KiB slices) while timers, a
// ticker, a select, a mutex and channels keep the scheduler busy: lost pages, lost wake-ups and lost registers show.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

type tree struct {
	left, right *tree
	payload     [40]byte
}

func grow(depth int) *tree {
	if depth == 0 {
		return &tree{}
	}
	return &tree{left: grow(depth - 1), right: grow(depth - 1)}
}

func (t *tree) count() int {
	if t == nil {
		return 0
	}
	return 1 + t.left.count() + t.right.count()
}

func collect(results <-chan int, done chan<- struct{}) {
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	timeout := time.After(120 * time.Second)
	ticks, sum := 0, 0
	for {
		select {
		case v, ok := <-results:
			if !ok {
				fmt.Println("collector sum", sum, "ticked", ticks > 0)
				close(done)
				return
			}
			sum += v
		case <-ticker.C:
			ticks++
		case <-timeout:
			panic("timeout")
		}
	}
}

func main() {
	var (
		workers       sync.WaitGroup
		mu            sync.Mutex
		total, rounds int
	)
	results := make(chan int, 10)
	done := make(chan struct{})
	go collect(results, done)
	for i := 0; i < 100; i++ {
		workers.Add(1)
		go func(i int) {
			defer workers.Done()
			for j := 0; j < 4; j++ {
				t := grow(9) // 1,023 nodes of 64 bytes
				time.Sleep(time.Duration(i%7) * time.Millisecond)
				block := make([]byte, 400<<10)
				block[i] = 1
				nodes := t.count()
				mu.Lock()
				total += nodes
				rounds++
				if rounds%50 == 0 {
					runtime.Gosched()
				}
				mu.Unlock()
				results <- 1
			}
		}(i)
	}
	workers.Wait()
	close(results)
	<-done
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	fmt.Println("total", total, "rounds", rounds, "allocated MB", stats.TotalAlloc>>20, "collected", stats.NumGC > 3)
}
