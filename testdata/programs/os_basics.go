// Command os_basics asks the system what an ordinary program asks: arguments, environment, files of the root tree,
// working directory, host name, /dev/null and a pipe read through the network poller.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
)

// identity prints what the program is called, and whether all who say so agree.
func identity() {
	fmt.Println("called", os.Args[0])
	executable, err := os.Executable()
	fmt.Println("executable", filepath.IsAbs(executable), filepath.Base(executable) == filepath.Base(os.Args[0]), err)
	link, err := os.Readlink("/proc/self/exe")
	fmt.Println("exe", link == executable, err)
	comm, err := os.ReadFile("/proc/self/comm")
	name := strings.TrimSuffix(string(comm), "\n")
	fmt.Println("comm", len(name) > 0, strings.HasPrefix(filepath.Base(executable), name), err)
}

func main() {
	fmt.Println("args", os.Args[1:])
	environment := os.Environ()
	sort.Strings(environment)
	fmt.Println("env", len(environment), os.Getenv("FOO"))
	for _, name := range []string{"/etc/motd", "/nonexistent"} {
		content, err := os.ReadFile(name)
		fmt.Printf("read %q %v\n", content, err)
	}
	if info, err := os.Stat("/etc/motd"); err == nil {
		fmt.Println("stat", info.Size(), info.Mode())
	} else {
		fmt.Println("stat", err)
	}
	if entries, err := os.ReadDir("/etc"); err == nil {
		for _, entry := range entries {
			fmt.Println("entry", entry.Type(), entry.Name())
		}
	} else {
		fmt.Println("entries", err)
	}
	link, err := os.Readlink("/etc/message")
	fmt.Println("link", link, err)
	err = os.WriteFile("/etc/new", []byte("x"), 0o644)
	fmt.Println("write", err)
	directory, err := os.Getwd()
	fmt.Println("directory", directory, err)
	host, err := os.Hostname()
	fmt.Println("host", host, err)
	fmt.Println("pid", os.Getpid() > 0, "cpus", runtime.NumCPU() > 0, "page size", os.Getpagesize())
	if f, err := os.OpenFile("/dev/null", os.O_RDWR, 0); err == nil {
		n, err := f.Write([]byte("xxx"))
		fmt.Println("null", n, err)
		f.Close()
	} else {
		fmt.Println("null", err)
	}
	if r, w, err := os.Pipe(); err == nil {
		go func() {
			w.Write([]byte("via pipe"))
			w.Close()
		}()
		buffer := make([]byte, 20)
		n, err := r.Read(buffer)
		fmt.Printf("pipe %q %v\n", buffer[:n], err)
		n, err = r.Read(buffer)
		fmt.Println("pipe end", n, err)
	} else {
		fmt.Println("pipe", err)
	}
	line, err := os.ReadFile("/proc/self/cmdline")
	fmt.Println("command line", string(line) == strings.Join(os.Args, "\x00")+"\x00", err)
	identity()
	fmt.Fprintln(os.Stderr, "to stderr")
}
