// Prints what time it is, in seconds of Unix.
package main

import (
	"os"
	"strconv"
	"time"
)

func main() {
	os.Stdout.WriteString(strconv.FormatInt(time.Now().Unix(), 10) + "\n")
}
