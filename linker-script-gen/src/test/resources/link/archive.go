// Package main becomes a c-archive: it has text, constants, .data, .bss and thread-local storage.
package main

import "C"

var counts = map[string]int{"a": 1}
var large [1 << 16]byte

//export Answer
func Answer(n int) int {
	large[n&0xffff] = 1
	counts["a"] += n
	return counts["a"]
}

func main() {}
