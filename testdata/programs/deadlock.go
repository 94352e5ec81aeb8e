// Command deadlock waits for what nobody can do: the Go runtime sees it and says so.
package main

import "fmt"

func main() {
	fmt.Println("waiting")
	var nobodySends chan int
	<-nobodySends
}
