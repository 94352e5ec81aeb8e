package dev.ingot.patcher;

import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The system calls that a program's code can make, as far as its instructions tell: numbers that
 * are constants at an {@code SVC}, or at the call of one of the functions that take the number as
 * their first argument. Whether the code is ever run is another question.
 */
public final class SystemCallCensus {
  /**
   * The functions of Go's standard library and of golang.org/x/sys/unix that make the system call
   * that their first argument numbers (Go src/syscall/syscall_linux.go,
   * src/internal/runtime/syscall).
   */
  private static final Pattern PASSING_ON =
      Pattern.compile(
          "(?:.*/)?(?:(?:runtime/internal/|internal/runtime/)?syscall(?:/linux)?|unix)\\."
              + "(?:[rR]aw)?(?:Vfork|AllThreads|runtime_doAllThreads)?Syscall(?:6|NoError)?"
              + "(?:\\.abi0)?");

  /** {@code svc #0}. */
  private static final int SUPERVISOR_CALL = 0xd400_0001;

  /** The register of the number at an {@code SVC} (Linux arch/arm64/kernel/entry.S). */
  private static final int NUMBER_REGISTER = 8;

  /** Numbers are below this; a larger constant is no number. */
  private static final long NUMBER_LIMIT = 1 << 16;

  /**
   * A place whose number is not certain.
   *
   * @param address VA of the {@code SVC} or call
   * @param function that holds it
   * @param reason why it is not certain
   */
  public record Uncertain(long address, String function, String reason) {}

  private final GoProgram program;
  private final RegisterConstants constants;
  private final SortedMap<Integer, SortedSet<String>> certain = new TreeMap<>();
  private final List<Uncertain> uncertain = new ArrayList<>();
  private int sites;

  private SystemCallCensus(GoProgram program) {
    this.program = program;
    this.constants = new RegisterConstants(program);
  }

  static SystemCallCensus of(GoProgram program) {
    SystemCallCensus census = new SystemCallCensus(program);
    new ProgramText(program).forEachWord(census::readWord);
    census.readCalls();
    census.uncertain.sort(Comparator.comparingLong(Uncertain::address));
    return census;
  }

  /** How many {@code SVC} instructions there are. */
  public int sites() {
    return sites;
  }

  /** The numbers that are certain, each with the functions that ask for it. */
  public SortedMap<Integer, SortedSet<String>> certain() {
    return certain;
  }

  /** The places that may ask for other numbers. */
  public List<Uncertain> uncertain() {
    return uncertain;
  }

  private void readWord(long address, int word) {
    if (word != SUPERVISOR_CALL) {
      return;
    }
    sites++;
    Optional<GoFunction> function = program.pclntab().functionAt(address);
    if (function.isEmpty() || !passesOn(function.get())) {
      addNumber(
          address,
          function,
          function.isPresent()
              ? constants.before(function.get(), address, NUMBER_REGISTER)
              : OptionalLong.empty(),
          "the number at the SVC is computed");
    }
  }

  private static boolean passesOn(GoFunction function) {
    return PASSING_ON.matcher(function.name()).matches();
  }

  private void readCalls() {
    List<GoFunction> passing =
        program.pclntab().functions().stream().filter(SystemCallCensus::passesOn).toList();
    CallCensus calls = CallCensus.of(program, passing);
    for (CallCensus.Call call : calls.calls()) {
      Optional<GoFunction> caller = program.pclntab().functionAt(call.address());
      if (caller.filter(SystemCallCensus::passesOn).isEmpty()) {
        addNumber(
            call.address(),
            caller,
            caller.isPresent()
                ? constants.firstArgument(caller.get(), call.address(), call.callee())
                : OptionalLong.empty(),
            "calls %s with a number that is computed".formatted(call.callee().name()));
      }
    }
    for (CallCensus.OtherReference other : calls.otherReferences()) {
      Optional<GoFunction> holder = program.pclntab().functionAt(other.address());
      if (holder.filter(SystemCallCensus::passesOn).isEmpty()) {
        addNumber(
            other.address(),
            holder,
            OptionalLong.empty(),
            "%s of %s".formatted(other.what(), other.callee().name()));
      }
    }
  }

  private void addNumber(
      long address, Optional<GoFunction> function, OptionalLong number, String whyNot) {
    String name = function.map(GoFunction::name).orElse("data");
    if (number.isPresent() && number.getAsLong() < NUMBER_LIMIT && number.getAsLong() >= 0) {
      certain.computeIfAbsent((int) number.getAsLong(), n -> new TreeSet<>()).add(name);
    } else {
      uncertain.add(new Uncertain(address, name, whyNot));
    }
  }
}
