// Command wait_beside_work reads stdin in one goroutine while another one works and sleeps. It says on stdout when that
// one has done its part: whoever pipes something in can wait for that.
package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

func main() {
	input := make(chan string)
	go func() {
		bytes, err := io.ReadAll(os.Stdin)
		input <- fmt.Sprintf("%q %v", bytes, err)
	}()
	time.Sleep(5 * time.Millisecond) // stdin is being read now
	sum := 0
	for i := 0; i < 3; i++ {
		for j := 0; j < 1_000_000; j++ {
			sum += j
		}
		time.Sleep(20 * time.Millisecond)
	}
	fmt.Println("worked", sum)
	fmt.Println("input", <-input)
}
