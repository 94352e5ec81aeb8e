// A program with functions that are worth redirecting.
package main

import "os"

//go:noinline
func local(name string) string { return "local " + name + "\n" }

//go:noinline
func replacement(name string) string { return "replacement " + name + "\n" }

//go:noinline
func taken() string { return "taken\n" }

//go:noinline
func countdown(n int) string {
	if n == 0 {
		return "countdown\n"
	}
	return countdown(n - 1)
}

//go:noinline
func noCountdown(n int) string { return "no countdown\n" }

var variable = taken

func main() {
	os.Stdout.WriteString(local("first"))
	os.Stdout.WriteString(countdown(3))
	for _, name := range os.Args[1:] {
		os.Stdout.WriteString(local(name))
	}
	os.Stdout.WriteString(replacement("second"))
	if len(os.Args) > 100 {
		os.Stdout.WriteString(noCountdown(1))
	}
	os.Stdout.WriteString(taken())
	os.Stdout.WriteString(variable())
}
