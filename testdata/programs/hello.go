// Command hello prints one line to standard output through package fmt.
package main

import "fmt"

func main() {
	fmt.Println("Hello, World!")
}
