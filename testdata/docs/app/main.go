// Command app has the functions that the documentation redirects.
package main

import "fmt"

//go:noinline
func local() string { return "local" }

//go:noinline
func replacement() string { return "replacement" }

//go:noinline
func work(n int) int { return n * n }

func main() {
	fmt.Println(local(), work(3))
	if len(local()) == 0 {
		fmt.Println(replacement())
	}
}
