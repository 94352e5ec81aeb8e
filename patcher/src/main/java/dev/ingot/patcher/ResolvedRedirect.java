package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.Redirect.AddressTarget;
import dev.ingot.patcher.Redirect.CodeTarget;
import dev.ingot.patcher.Redirect.FunctionTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A redirection whose names were found in the program.
 *
 * @param function whose calls are redirected
 * @param target VA that they go to
 */
record ResolvedRedirect(Redirect redirect, GoFunction function, long target) {
  /** VAs of a user program are below this. */
  private static final long ADDRESS_LIMIT = 1L << 48;

  /** Labels that a refusal names. */
  private static final int MOST_LABELS = 8;

  /**
   * Finds the functions of every redirection.
   *
   * @throws dev.ingot.goelf.RefusedException when a name is unknown or asked for twice
   */
  static List<ResolvedRedirect> resolve(
      GoProgram program, PatchOptions options, List<PlacedCode> userCode) {
    Set<String> taken = new HashSet<>();
    if (options.stub() != BarrierStub.KEEP) {
      BarrierRoutine.of(program).forEach(routine -> taken.add(routine.name()));
    }
    List<ResolvedRedirect> resolved = new ArrayList<>();
    for (Redirect redirect : options.redirects()) {
      if (!taken.add(redirect.symbol())) {
        throw program
            .image()
            .refuse(
                place(redirect),
                "a second redirection of " + redirect.symbol(),
                "one for each function",
                "leave one out (write-barrier routines are redirected unless the stub is KEEP)");
      }
      resolved.add(resolve(program, redirect, userCode));
    }
    return List.copyOf(resolved);
  }

  private static ResolvedRedirect resolve(
      GoProgram program, Redirect redirect, List<PlacedCode> userCode) {
    GoFunction function = functionNamed(program, redirect, redirect.symbol());
    long target =
        switch (redirect.target()) {
          case FunctionTarget(String name) -> functionNamed(program, redirect, name).entry();
          case AddressTarget(long address) -> address;
          case CodeTarget code -> entryOf(program, redirect, code, userCode);
        };
    if (target == function.entry()
        || target % ProgramText.INSTRUCTION_SIZE != 0
        || target < 0
        || target >= ADDRESS_LIMIT) {
      throw program
          .image()
          .refuse(
              place(redirect),
              "VA 0x%x".formatted(target),
              "another function's VA, a multiple of 4 below 2^48",
              "name another target");
    }
    return new ResolvedRedirect(redirect, function, target);
  }

  private static long entryOf(
      GoProgram program, Redirect redirect, CodeTarget target, List<PlacedCode> userCode) {
    PlacedCode code =
        userCode.stream().filter(c -> c.code().equals(target.code())).findFirst().orElseThrow();
    return code.entry(target, redirect.symbol())
        .filter(code::contains)
        .orElseThrow(
            () ->
                program
                    .image()
                    .refuse(
                        place(redirect),
                        target
                            .label()
                            .map(label -> "no label %s in its code".formatted(label))
                            .orElse(
                                "no label %s, no single global label".formatted(redirect.symbol())),
                        "a label of " + target.code().name(),
                        "name one: %s=%s:LABEL%s"
                            .formatted(
                                redirect.symbol(),
                                target.code().name(),
                                known(code.placed().labels().keySet()))));
  }

  private static String known(Set<String> labels) {
    return labels.isEmpty()
        ? ""
        : labels.stream()
            .sorted()
            .limit(MOST_LABELS)
            .collect(Collectors.joining(", ", ", with one of ", ""));
  }

  private static GoFunction functionNamed(GoProgram program, Redirect redirect, String name) {
    return program
        .functionNamed(name)
        .orElseThrow(
            () ->
                program
                    .image()
                    .refuse(
                        place(redirect),
                        "no function " + name,
                        "a function of the program",
                        NearNames.suggest(name, program.pclntab().functions())));
  }

  /** A function without calls was inlined or is never used; the wish would silently do nothing. */
  void requireCalled(ElfImage image, CallCensus census) {
    if (census.callsOf(function) == 0) {
      throw image.refuse(
          place(redirect),
          "no call of " + function.name(),
          "one call (BL) or more",
          "leave it out, or build the function with //go:noinline if the compiler inlined it");
    }
  }

  RedirectedFunction summary(List<CallSite> sites) {
    return new RedirectedFunction(
        function.name(),
        redirect.target().text(),
        target,
        (int) sites.stream().filter(s -> s.variant().equals(function.name())).count());
  }

  private static String place(Redirect redirect) {
    return "redirection %s=%s".formatted(redirect.symbol(), redirect.target().text());
  }
}
