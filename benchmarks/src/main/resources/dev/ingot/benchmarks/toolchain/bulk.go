// Bulk is a small program with 83 MB of initialised data.
package main

const last = 83_000_000 - 1

var table = [last + 1]byte{last: 7}

func main() { println("last", table[last]) }
