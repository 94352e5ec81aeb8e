// Web serves and parses JSON trees in memory: many pointers, many write barriers.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
)

type node struct {
	Name string            `json:"name"`
	Kids []*node           `json:"kids"`
	Tags map[string]string `json:"tags"`
}

func tree(depth int) *node {
	n := &node{Name: fmt.Sprint("n", depth), Tags: map[string]string{"depth": fmt.Sprint(depth)}}
	if depth > 0 {
		n.Kids = append(n.Kids, tree(depth-1), tree(depth-1))
	}
	return n
}

func main() {
	total := 0
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewEncoder(w).Encode(tree(6))
	})
	for i := 0; i < 20; i++ {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		b, _ := io.ReadAll(w.Result().Body)
		var n node
		if err := json.Unmarshal(b, &n); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		total += len(b)
	}
	fmt.Println("total", total)
}
