// Big has so much initialised data that a branch cannot reach over it, in a file of over 100 MB.
package main

var table = [140 << 20]byte{140<<20 - 1: 7}

func main() { println("last", table[len(table)-1]) }
