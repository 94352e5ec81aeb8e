// Command greet greets who it is told to greet, and fails when it is told nobody.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "greet: whom?")
		os.Exit(3)
	}
	fmt.Printf("Hello, %s, from EL0.\n", os.Args[1])
}
