package dev.ingot.patcher;

import dev.ingot.goelf.testing.GoBuilds;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Go programs with more text than a {@code BL} reaches over: packages of a few functions with write
 * barriers, the shores, and behind each a stretch of {@code NOP}s, the sand. A shore imports the
 * one before, because Go's linker lays packages out in the order of their imports, the runtime
 * first. Zero-filled data keeps what a patch adds out of the reach of all text.
 *
 * <p>{@code main} calls every shore. With the VA of a counter as its argument it calls each until
 * the counter has grown by a thousand, and says so.
 */
final class WideProgram {
  /** Functions of sand are up to so long: the assembler holds each as a list of instructions. */
  private static final int MOST_OF_A_FUNCTION = 8 << 20;

  /** Largest alignment that {@code PCALIGN} takes (Go src/cmd/internal/obj/util.go). */
  private static final int STEP = 2048;

  private WideProgram() {}

  /**
   * Builds one.
   *
   * @param sand bytes behind each shore, multiples of 2048
   */
  static Path build(String release, List<Integer> sand, String... flags) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int shore = 0; shore < sand.size(); shore++) {
      files.put(
          "wide/shore%d/shore.go".formatted(shore), shore(shore, functionsOf(sand.get(shore))));
      files.put("wide/shore%d/sand.s".formatted(shore), sand(sand.get(shore)));
    }
    files.put("wide/main.go", main(sand.size()));
    return GoBuilds.buildGenerated(release, "wide", files, flags);
  }

  /** Stores of one pointer to one to four places: barriers of two to five slots since Go 1.21. */
  private static String shore(int number, int functions) {
    return """
    package shore%d

    %s

    type Shell struct{ a, b, c, d *int }

    var never bool

    %s
    //go:noinline
    func One(s *Shell, p *int) { s.a = p }

    //go:noinline
    func Two(s *Shell, p *int) { s.a, s.b = p, p }

    //go:noinline
    func Three(s *Shell, p *int) { s.a, s.b, s.c = p, p, p }

    //go:noinline
    func Four(s *Shell, p *int) { s.a, s.b, s.c, s.d = p, p, p, p }

    func All(p *int) {
      s := new(Shell)
      escape = s
      One(s, p)
      Two(s, p)
      Three(s, p)
      Four(s, p)
      if never {
        sand()
      }
    }

    var escape *Shell
    """
        .formatted(
            number,
            number == 0 ? "" : "import _ \"wide/shore%d\"".formatted(number - 1),
            IntStream.range(0, functions)
                .mapToObj(i -> "func %s()\n".formatted(sandName(i)))
                .collect(Collectors.joining()));
  }

  private static int functionsOf(int sand) {
    return Math.ceilDiv(sand, MOST_OF_A_FUNCTION);
  }

  private static String sandName(int number) {
    return number == 0 ? "sand" : "sand" + number;
  }

  private static String sand(int size) {
    StringBuilder source = new StringBuilder("#define NOSPLIT 4\n");
    int functions = functionsOf(size);
    for (int i = 0; i < functions; i++) {
      int length = Math.min(size - i * MOST_OF_A_FUNCTION, MOST_OF_A_FUNCTION);
      boolean isLast = i == functions - 1;
      source.append("TEXT ·%s(SB),NOSPLIT,$0\n".formatted(sandName(i)));
      source.append("\tNOOP\n\tPCALIGN $%d\n".formatted(STEP).repeat(length / STEP));
      source.append(isLast ? "\tRET\n" : "\tCALL ·%s(SB)\n\tRET\n".formatted(sandName(i + 1)));
    }
    return source.toString();
  }

  private static String main(int shores) {
    StringBuilder imports = new StringBuilder();
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < shores; i++) {
      imports.append("\t\"wide/shore%d\"\n".formatted(i));
      calls.append("\tshore%d.All,\n".formatted(i));
    }
    return """
    package main

    import (
    	"fmt"
    	"os"
    	"runtime"
    	"strconv"
    	"unsafe"
    %s)

    var shores = []func(*int){
    %s}

    var desert [160 << 20]byte

    func main() {
    	if desert[len(desert)-1] != 0 {
    		panic("the desert is not empty")
    	}
    	go func() {
    		for {
    			runtime.GC()
    		}
    	}()
    	for number, call := range shores {
    		if len(os.Args) == 1 {
    			for i := 0; i < 1000; i++ {
    				call(new(int))
    			}
    			fmt.Println("shore", number)
    			continue
    		}
    		address, err := strconv.ParseUint(os.Args[1], 0, 64)
    		if err != nil {
    			panic(err)
    		}
    		counter := (*uint64)(unsafe.Add(unsafe.Pointer(nil), address))
    		for before := *counter; *counter < before+1000; {
    			call(new(int))
    			runtime.Gosched()
    		}
    		fmt.Println("shore", number, "counted")
    	}
    }
    """
        .formatted(imports, calls);
  }
}
