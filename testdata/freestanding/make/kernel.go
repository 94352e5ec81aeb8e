// A kernel that asks for a heap, which it has not: the machine stops with the service's name and this place.
package main

var (
	words []int
	count = 100
)

//go:noinline
func allocate() {
	words = make([]int, count)
}

//go:noinline
func KernelMain() {
	allocate()
}

// main keeps KernelMain in the program; it never runs.
func main() { KernelMain() }
