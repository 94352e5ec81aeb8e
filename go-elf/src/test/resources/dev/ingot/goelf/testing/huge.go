// Huge has more zero-filled data than a branch can reach over.
package main

var desert [200 << 20]byte

func main() { println(desert[len(desert)-1]) }
