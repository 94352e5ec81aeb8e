// Counts, for debuggers and traces: one global, one call in a loop, one system call at the end.
package main

import "os"
import "strconv"

var (
	greeting = "counted to"
	sum      int
)

//go:noinline
func add(n int) int {
	sum += n
	return sum
}

func main() {
	last := 0
	for i := 1; i <= 5; i++ {
		last = add(i)
	}
	os.Stdout.WriteString(greeting + " " + strconv.Itoa(last) + "\n")
}
