// Cgo keeps zero-filled data on both sides of the border between Go and C.
package main

/*
static int sum;
static char *names[3] = {"a", "b", "c"};
static int add(int i) { sum += i; return sum; }
static const char *name(int i) { return names[i % 3]; }
static int *where(void) { return &sum; }
*/
import "C"

import (
	"fmt"
	"runtime"
)

var kept []*string

func main() {
	for i := 0; i < 1000; i++ {
		s := fmt.Sprint(i)
		kept = append(kept, &s)
		if i%100 == 0 {
			runtime.GC()
		}
	}
	for i := 0; i < 10; i++ {
		C.add(C.int(i))
	}
	fmt.Println(*C.where(), C.GoString(C.name(4)), len(kept), *kept[999])
}
