package dev.ingot.image.freestanding;

import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The services of Go's runtime that compiled code calls and that cannot work without its start: a
 * heap, goroutines, panics, Linux. Names are those of Go 1.16 to 1.27 (Go
 * src/cmd/compile/internal/typecheck/_builtin/runtime.go, src/runtime); a program has some of them.
 */
final class RuntimeServices {
  /**
   * A service of a program.
   *
   * @param name its function
   * @param reason why it cannot work, for a kernel's author
   */
  record Service(String name, String reason) {}

  /**
   * Functions with one reason.
   *
   * @param patterns names; a {@code *} at the end stands for any ending
   */
  private record Group(String reason, List<String> patterns) {
    boolean has(String name) {
      return patterns.stream()
          .anyMatch(
              pattern ->
                  pattern.endsWith("*")
                      ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                      : name.equals(pattern));
    }
  }

  private static final List<Group> GROUPS =
      List.of(
          new Group(
              "there is no heap",
              List.of(
                  "runtime.newobject",
                  "runtime.newarray",
                  "runtime.makeslice",
                  "runtime.makeslice64",
                  "runtime.makeslicecopy",
                  "runtime.growslice*",
                  "runtime.reflect_growslice",
                  "runtime.mallocgc*",
                  "runtime.rawstring",
                  "runtime.rawbyteslice",
                  "runtime.rawruneslice",
                  "runtime.persistentalloc",
                  "runtime.getitab")),
          new Group(
              "maps need a heap",
              List.of(
                  "runtime.makemap*",
                  "runtime.mapassign*",
                  "runtime.mapinit*",
                  "runtime.mapclone")),
          new Group(
              "there are no goroutines and no scheduler",
              List.of(
                  "runtime.newproc",
                  "runtime.gopark",
                  "runtime.goready",
                  "runtime.Gosched",
                  "runtime.mcall",
                  "runtime.makechan*",
                  "runtime.chansend*",
                  "runtime.chanrecv*",
                  "runtime.closechan",
                  "runtime.selectgo",
                  "runtime.selectnbsend",
                  "runtime.selectnbrecv*",
                  "runtime.block",
                  "runtime.semacquire*",
                  "runtime.Goexit",
                  "time.Sleep")),
          new Group(
              "defer that the compiler cannot place in the function needs a goroutine",
              List.of("runtime.deferproc*", "runtime.deferprocStack", "runtime.deferprocat")),
          new Group(
              "a panic cannot unwind here",
              List.of(
                  "runtime.gopanic",
                  "runtime.goPanic*",
                  "runtime.panic*",
                  "runtime.sigpanic",
                  "runtime.throw",
                  "runtime.fatal*")),
          new Group(
              "the stack is too small, and cannot grow (ingot image --stack)",
              List.of("runtime.morestack*")),
          new Group(
              "print and println write to Linux; write to a UART",
              List.of("runtime.printlock", "runtime.gwrite", "runtime.write1")),
          new Group(
              "there is no Linux to call",
              List.of(
                  "runtime/internal/syscall.Syscall6",
                  "internal/runtime/syscall.Syscall6",
                  "internal/runtime/syscall/linux.Syscall6",
                  "syscall.Syscall",
                  "syscall.Syscall6",
                  "syscall.RawSyscall",
                  "syscall.RawSyscall6",
                  "syscall.rawVforkSyscall",
                  "runtime.nanotime1",
                  "runtime.walltime",
                  "runtime.mmap",
                  "runtime.futex",
                  "runtime.exit",
                  "runtime.usleep")),
          new Group(
              "the garbage collector never runs here",
              List.of("runtime.GC", "runtime.gcStart", "runtime.SetFinalizer")));

  /**
   * Parts of the write barrier that note pointers for a collector that never runs, and call nothing
   * that their callers need: they return at once (Go src/runtime/mbitmap.go, atomic_pointer.go).
   */
  private static final List<String> NOTING =
      List.of(
          "runtime.bulkBarrierPreWrite",
          "runtime.bulkBarrierPreWriteSrcOnly",
          "runtime.bulkBarrierBitmap",
          "runtime.typeBitsBulkBarrier",
          "runtime.atomicwb");

  private RuntimeServices() {}

  /**
   * The services that a program has, in the order of its functions.
   *
   * @param replaced functions whose calls the user sends elsewhere
   */
  static List<Service> in(GoProgram program, Set<String> replaced) {
    Map<String, Service> services = new LinkedHashMap<>();
    for (GoFunction function : program.pclntab().functions()) {
      if (!replaced.contains(function.name())) {
        GROUPS.stream()
            .filter(group -> group.has(function.name()))
            .findFirst()
            .ifPresent(
                group ->
                    services.put(function.name(), new Service(function.name(), group.reason())));
      }
    }
    return new ArrayList<>(services.values());
  }

  /** Functions that shall return at once. */
  static List<String> noting() {
    return NOTING;
  }
}
