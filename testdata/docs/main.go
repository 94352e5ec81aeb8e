// Command hello is the program that the documentation's commands work on.
package main

import "fmt"

func main() { fmt.Println("Hello, World!") }
