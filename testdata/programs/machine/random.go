// Command random prints 16 random bytes.
package main

import (
	"crypto/rand"
	"fmt"
	"os"
)

func main() {
	bytes := make([]byte, 16)
	if _, err := rand.Read(bytes); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Printf("%x\n", bytes)
}
