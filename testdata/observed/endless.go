// Runs until somebody ends it; most of its time is spent in one function.
package main

import "os"

var sink uint64

//go:noinline
func spin(seed uint64) uint64 {
	for i := 0; i < 1000; i++ {
		seed = seed*6364136223846793005 + 1442695040888963407
	}
	return seed
}

func main() {
	os.Stdout.WriteString("spinning\n")
	for turns := 0; ; turns++ {
		sink = spin(sink)
		if turns == 200 {
			os.Stdout.WriteString("spun for a while\n")
		}
		if turns == 50_000 {
			os.Stdout.WriteString("spun for long\n")
		}
	}
}
