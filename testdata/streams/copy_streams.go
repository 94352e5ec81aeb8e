// Copies stdin to stdout untouched and says on stderr what stdin was, how much came and how it ended.
package main

import (
	"fmt"
	"io"
	"os"
)

// bytesOnly hides the file, so that io.Copy reads and writes.
type bytesOnly struct{ io.Reader }

func main() {
	in, err := os.Stdin.Stat()
	if err != nil {
		panic(err)
	}
	n, err := io.Copy(os.Stdout, bytesOnly{os.Stdin})
	fmt.Fprintln(os.Stderr, in.Mode(), n, err)
	_, err = os.Stdin.Read(make([]byte, 1))
	fmt.Fprintln(os.Stderr, "then", err)
	os.Exit(5)
}
