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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the program is patched. */
final class PatchingOptions {
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

  @Option(
      names = "--barriers",
      paramLabel = "STUB",
      description =
          "What calls of runtime.gcWriteBarrierN run: count (counts, then goes on in the runtime's"
              + " routine), keep (no redirection), scratch (a buffer that nobody reads;"
              + " freestanding kernels only), trap (stops the program at the first call). Default:"
              + " count, and with --freestanding scratch.")
  private Barriers barriers;

  @ArgGroup(exclusive = true)
  private BssOptions bss;

  @Option(
      names = "--redirect",
      paramLabel = "SYMBOL=TARGET",
      converter = RedirectConverter.class,
      description =
          "Send every call of the function SYMBOL to TARGET: a function of the program, an address"
              + " (0x...), or an assembly file FILE.s or FILE.s:LABEL that becomes a part of the"
              + " program. Repeatable.")
  private List<String> redirects = new ArrayList<>();

  @Option(
      names = "--redirects",
      paramLabel = "FILE",
      description =
          "The same from a file, one a line; lines that start with # are comments, and names of"
              + " assembly files count from its folder.")
  private Path redirectsFile;

  /** Lets redirections pass; what they name is read later. */
  static final class RedirectConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (Redirect.parse(text).isEmpty()) {
        throw new TypeConversionException(
            "'%s' is no redirection; write SYMBOL=TARGET, such as main.a=main.b".formatted(text));
      }
      return text;
    }
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
    return bss == null ? PatchOptions.forBoot().bss() : bss.placement();
  }

  /**
   * The redirections of the command line and of the file.
   *
   * @throws dev.ingot.goelf.RefusedException when the file is wrong
   */
  List<Redirect> redirects() throws IOException {
    UserSources sources = new UserSources(System.err::println);
    List<Redirect> all = new ArrayList<>();
    for (String redirect : redirects) {
      Redirect.parse(redirect, target -> sources.target(target, Path.of(""))).ifPresent(all::add);
    }
    if (redirectsFile != null) {
      all.addAll(RedirectList.read(redirectsFile, sources));
    }
    return all;
  }

  /** What barrier calls run into. */
  BarrierStub stub(BarrierStub unlessAsked) {
    if (barriers == null) {
      return unlessAsked;
    }
    return switch (barriers) {
      case SCRATCH -> BarrierStub.SCRATCH;
      case COUNT -> BarrierStub.COUNT;
      case KEEP -> BarrierStub.KEEP;
      case TRAP -> BarrierStub.TRAP;
    };
  }
}
