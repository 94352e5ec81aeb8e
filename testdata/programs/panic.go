// Command panic recovers from every kind of run-time panic, from a thousand nil dereferences (SIGSEGV) and from a
// deep recursion, then exits with status 7; with the argument "die" it ends in a nil dereference that nobody recovers.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
)

type pair struct{ first, second int }

//go:noinline
func second(p *pair) int { return p.second }

func attempt(name string, f func()) {
	defer func() {
		r := recover()
		var runtimeError runtime.Error
		if err, ok := r.(error); ok && errors.As(err, &runtimeError) {
			fmt.Println(name, "runtime error:", runtimeError)
		} else {
			fmt.Println(name, "recovered:", r)
		}
	}()
	f()
}

// recurse needs 800 bytes of stack a level: 20,000 levels make the runtime copy the stack again and again.
func recurse(n int) int {
	var frame [100]int
	frame[n%100] = n
	if n == 0 {
		return 0
	}
	return recurse(n-1) + frame[n%100]
}

func main() {
	attempt("plain", func() { panic("boo") })
	attempt("nil pointer", func() { fmt.Println(second(nil)) })
	attempt("nil map", func() { var m map[string]int; m["a"] = 1 })
	attempt("index", func() { a := []int{1}; i := 5; fmt.Println(a[i]) })
	attempt("divide", func() { zero := 0; fmt.Println(1 / zero) })
	for i := 0; i < 1000; i++ {
		func() {
			defer func() { recover() }()
			second(nil)
		}()
	}
	fmt.Println("deep", recurse(20000))
	if len(os.Args) > 1 && os.Args[1] == "die" {
		second(nil)
	}
	os.Exit(7)
}
