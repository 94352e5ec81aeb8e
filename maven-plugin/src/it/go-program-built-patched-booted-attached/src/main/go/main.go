package main

import "fmt"

func main() { fmt.Println("cast by Maven") }
