// Command write_barrier builds a linked list and a map reachable from global variables, so that every store goes
// through the collector's write barrier, and adds the list up in a goroutine's hands.
package main

import "fmt"

type node struct {
	next  *node
	value int
}

var (
	head  *node
	named = map[string]*node{}
)

func main() {
	const nodes = 1000
	for i := 0; i < nodes; i++ {
		head = &node{head, i}
		named[fmt.Sprint(i)] = head
	}
	sum := 0
	for n := head; n != nil; n = n.next {
		sum += n.value
	}
	result := make(chan int)
	go func() { result <- sum }()
	fmt.Println("sum", <-result, len(named))
}
