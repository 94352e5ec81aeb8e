package dev.ingot.cli;

import dev.ingot.patcher.BarrierStub;
import dev.ingot.patcher.BssPlacement;
import dev.ingot.patcher.DebugInfo;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.Redirect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** How the program is patched. */
final class PatchingOptions extends OptionGroup {
  /** What takes the place of the runtime's write-barrier routines. */
  enum Barriers {
    COUNT,
    KEEP,
    SCRATCH,
    TRAP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final BssOptions bss = new BssOptions(model);

  private final Argument<Barriers> barriers =
      Option.oneOf(Barriers.values(), "--barriers")
          .label("STUB")
          .says(
              "What calls of runtime.gcWriteBarrierN run: count (counts, then goes on in the"
                  + " runtime's routine), keep (no redirection), scratch (a buffer that nobody"
                  + " reads; freestanding kernels only), trap (stops the program at the first"
                  + " call). Default: count, and with --freestanding scratch.")
          .in(model);

  private final Argument<List<String>> redirects =
      Option.converted(String.class, PatchingOptions::checked, "--redirect")
          .label("SYMBOL=TARGET")
          .says(
              "Send every call of the function SYMBOL to TARGET: a function of the program, an"
                  + " address (0x...), or an assembly file FILE.s or FILE.s:LABEL that becomes a"
                  + " part of the program. Repeatable.")
          .repeatableIn(model);

  private final Argument<Path> redirectsFile =
      Option.path("--redirects")
          .label("FILE")
          .says(
              "The same from a file, one a line; lines that start with # are comments, and names"
                  + " of assembly files count from its folder.")
          .in(model);

  PatchingOptions(CommandSpec model) {
    super(model);
  }

  /** Lets redirections pass; what they name is read later. */
  private static String checked(String redirect) {
    if (Redirect.parse(redirect).isEmpty()) {
      throw new TypeConversionException(
          "'%s' is no redirection; write SYMBOL=TARGET, such as main.a=main.b".formatted(redirect));
    }
    return redirect;
  }

  /**
   * All of it for the patcher.
   *
   * @param debugInfo what the patched file is for
   * @throws dev.ingot.goelf.RefusedException when the file of redirections is wrong
   * @throws WrongSourceException when an assembly file is
   */
  PatchOptions read(DebugInfo debugInfo) throws IOException {
    return new PatchOptions(
        bss(), stub(BarrierStub.COUNT), redirects(), Optional.empty(), debugInfo);
  }

  /** Where {@code .bss} goes. */
  BssPlacement bss() {
    return bss.placement().orElseGet(() -> PatchOptions.forBoot().bss());
  }

  /**
   * The redirections of the command line and of the file.
   *
   * @throws dev.ingot.goelf.RefusedException when the file is wrong
   */
  List<Redirect> redirects() throws IOException {
    UserSources sources = new UserSources(System.err::println);
    List<Redirect> all = new ArrayList<>();
    for (String redirect : redirects.value()) {
      Redirect.parse(redirect, target -> sources.target(target, Path.of(""))).ifPresent(all::add);
    }
    if (redirectsFile.isGiven()) {
      all.addAll(RedirectList.read(redirectsFile.value(), sources));
    }
    return all;
  }

  /** What barrier calls run into. */
  BarrierStub stub(BarrierStub unlessAsked) {
    if (!barriers.isGiven()) {
      return unlessAsked;
    }
    return switch (barriers.value()) {
      case SCRATCH -> BarrierStub.SCRATCH;
      case COUNT -> BarrierStub.COUNT;
      case KEEP -> BarrierStub.KEEP;
      case TRAP -> BarrierStub.TRAP;
    };
  }
}
