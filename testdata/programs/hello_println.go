// Command hello_println prints one line to standard error with the predeclared println: the smallest Go program
// that says anything, because it needs the runtime only.
package main

func main() {
	println("Hello, World!")
}
