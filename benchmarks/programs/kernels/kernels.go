// Nine compute kernels, each of which stresses another part of a machine that runs Go.
//
//	kernels NAME REPETITIONS
//
// prints one line a repetition: the kernel's name and a result that depends on all of its work.
package main

import (
	"fmt"
	"os"
	"sort"
	"strconv"
)

// A kernel prepares its data once and gives what to repeat.
type kernel func() (repeat func() uint64)

var kernels = map[string]kernel{
	"sha":    hashBlocks,    // rotations and additions in registers, one long straight line
	"matmul": multiply,      // double precision, strided loads
	"sieve":  siftPrimes,    // byte stores over two megabytes
	"chase":  chasePointers, // dependent loads
	"fib":    recurse,       // calls and returns
	"map":    fillMap,       // the runtime's map
	"quick":  partition,     // unpredictable branches
	"sort":   sortStrings,   // interface calls, string comparison
	"tree":   growTrees,     // allocation and garbage collection
}

func main() {
	if len(os.Args) != 3 || kernels[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: kernels NAME REPETITIONS")
		os.Exit(2)
	}
	repetitions, err := strconv.Atoi(os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	repeat := kernels[os.Args[1]]()
	for i := 0; i < repetitions; i++ {
		fmt.Printf("%s %x\n", os.Args[1], repeat())
	}
}

// pseudoRandom is a linear congruential generator (Numerical Recipes, chapter 7.1).
type pseudoRandom uint32

func (r *pseudoRandom) next() uint32 {
	*r = *r*1664525 + 1013904223
	return uint32(*r)
}

func multiply() func() uint64 {
	const n = 200
	a, b, c := make([]float64, n*n), make([]float64, n*n), make([]float64, n*n)
	for i := range a {
		a[i] = float64(i%13) * 0.5
		b[i] = float64(i%7) * 0.25
	}
	return func() uint64 {
		for repeat := 0; repeat < 2; repeat++ {
			for row := 0; row < n; row++ {
				for column := 0; column < n; column++ {
					sum := 0.0
					for k := 0; k < n; k++ {
						sum += a[row*n+k] * b[k*n+column]
					}
					c[row*n+column] = sum
				}
			}
		}
		return uint64(c[1234])
	}
}

func siftPrimes() func() uint64 {
	const limit = 2_000_000
	prime := make([]bool, limit+1)
	return func() (count uint64) {
		for repeat := 0; repeat < 3; repeat++ {
			for i := range prime {
				prime[i] = true
			}
			for i := 2; i*i <= limit; i++ {
				if prime[i] {
					for multiple := i * i; multiple <= limit; multiple += i {
						prime[multiple] = false
					}
				}
			}
			for i := 2; i <= limit; i++ {
				if prime[i] {
					count++
				}
			}
		}
		return count
	}
}

// A link fills a cache line.
type link struct {
	next  *link
	value uint64
	_     [6]uint64
}

func chasePointers() func() uint64 {
	const count = 1 << 12
	links := make([]link, count)
	at := 0
	for i := 0; i < count; i++ {
		// The generator's period is count: the chain is one ring.
		to := (at*1664525 + 1013904223) & (count - 1)
		links[at].next = &links[to]
		links[at].value = uint64(at)
		at = to
	}
	return func() (sum uint64) {
		for i, l := 0, &links[0]; i < 10_000_000; i, l = i+1, l.next {
			sum += l.value
		}
		return sum
	}
}

//go:noinline
func fibonacci(n int) int {
	if n < 2 {
		return n
	}
	return fibonacci(n-1) + fibonacci(n-2)
}

func recurse() func() uint64 {
	return func() uint64 { return uint64(fibonacci(28)) }
}

func fillMap() func() uint64 {
	return func() (sum uint64) {
		m := make(map[uint64]uint64)
		x := uint64(88172645463325252) // Marsaglia, Xorshift RNGs, section 3
		for i := 0; i < 1_000_000; i++ {
			x ^= x << 13
			x ^= x >> 7
			x ^= x << 17
			m[x&0xffff] += x
		}
		for key := uint64(0); key < 0x10000; key++ {
			sum ^= m[key]
		}
		return sum
	}
}

func quicksort(a []int) {
	if len(a) < 2 {
		return
	}
	pivot := a[len(a)/2]
	i, j := 0, len(a)-1
	for i <= j {
		for a[i] < pivot {
			i++
		}
		for a[j] > pivot {
			j--
		}
		if i <= j {
			a[i], a[j] = a[j], a[i]
			i++
			j--
		}
	}
	quicksort(a[:j+1])
	quicksort(a[i:])
}

func partition() func() uint64 {
	a := make([]int, 300_000)
	return func() uint64 {
		random := pseudoRandom(1)
		for i := range a {
			a[i] = int(random.next() >> 4)
		}
		quicksort(a)
		return uint64(a[1000])
	}
}

func sortStrings() func() uint64 {
	words := make([]string, 50_000)
	random := pseudoRandom(1)
	for i := range words {
		words[i] = strconv.Itoa(int(random.next()))
	}
	sorted := make([]string, len(words))
	return func() uint64 {
		copy(sorted, words)
		sort.Strings(sorted)
		return uint64(len(sorted[1000]))<<32 | uint64(sorted[1000][0])
	}
}

type tree struct{ left, right *tree }

func grow(depth int) *tree {
	if depth == 0 {
		return &tree{}
	}
	return &tree{grow(depth - 1), grow(depth - 1)}
}

func (t *tree) leaves() uint64 {
	if t.left == nil {
		return 1
	}
	return t.left.leaves() + t.right.leaves()
}

func growTrees() func() uint64 {
	return func() (leaves uint64) {
		for repeat := 0; repeat < 4; repeat++ {
			leaves += grow(14).leaves()
		}
		return leaves
	}
}
