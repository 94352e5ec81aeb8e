// Huge has more zero-filled data than a branch can reach over.
package main

import "fmt"

var desert [200 << 20]byte

func main() { fmt.Println(desert[len(desert)-1]) }
