// Command terminal shows what arrives from somebody who types: lines, in raw mode keys, or Ctrl-C.
package main

import (
	"bufio"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
	"unsafe"
)

// Linux asm-generic/termbits.h
const (
	tcgets       = 0x5401
	tcsets       = 0x5402
	icrnl        = 0x100
	isig         = 0x1
	icanon       = 0x2
	echo         = 0x8
	inputFlags   = 0
	localFlags   = 3
	termiosWords = 9
)

func ioctl(request uintptr, settings *[termiosWords]uint32) {
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, 0, request, uintptr(unsafe.Pointer(settings)))
	if errno != 0 {
		fmt.Println("ioctl:", errno)
		os.Exit(1)
	}
}

func lines() {
	fmt.Println("ready")
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		fmt.Printf("line %q\n", in.Text())
	}
	fmt.Println("end", in.Err())
}

// keys reads without line editing, echo and signals until a q comes.
func keys() {
	var before, raw [termiosWords]uint32
	ioctl(tcgets, &before)
	raw = before
	raw[inputFlags] &^= icrnl
	raw[localFlags] &^= isig | icanon | echo
	ioctl(tcsets, &raw)
	fmt.Println("ready")
	var key [1]byte
	for key[0] != 'q' {
		if _, err := os.Stdin.Read(key[:]); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Printf("key %#02x\n", key[0])
	}
	ioctl(tcsets, &before)
}

func interrupt() {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	fmt.Println("ready")
	fmt.Println("got", <-interrupts)
}

func main() {
	switch os.Args[1] {
	case "lines":
		lines()
	case "keys":
		keys()
	case "interrupt":
		interrupt()
	case "sleep":
		fmt.Println("ready")
		time.Sleep(time.Hour)
	}
}
