package dev.ingot.asm.build;

import dev.ingot.asm.Assembler;
import dev.ingot.asm.Assembly;
import dev.ingot.asm.AssemblyJob;
import dev.ingot.asm.link.AddressSymbol;
import dev.ingot.asm.link.MemoryLayout;
import dev.ingot.asm.source.DirectoryFiles;
import dev.ingot.asm.source.SourceText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Assembles the units that a list names into a flat image and a symbol file: {@code AssembleUnits
 * UNITS OUTPUT SYMBOLS [BASE]}. BASE is the address of the first byte, {@code 0x...}; without it
 * the nucleus's. Exit 0 when it worked, 1 for errors in the sources or files, 2 for wrong usage.
 * The output depends on the sources only.
 */
public final class AssembleUnits {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private AssembleUnits() {}

  /** The command line. */
  public static void main(String[] args) {
    if (args.length != 3 && args.length != 4) {
      System.err.println("usage: AssembleUnits UNITS OUTPUT SYMBOLS [BASE]");
      System.exit(WRONG_USAGE);
    }
    try {
      MemoryLayout layout =
          args.length == 3
              ? MemoryLayout.nucleus()
              : new MemoryLayout(Long.decode(args[3]), MemoryLayout.PAGE);
      if (!run(job(Path.of(args[0]), layout), Path.of(args[1]), Path.of(args[2]), System.err)) {
        System.exit(FAILED);
      }
    } catch (IOException e) {
      System.err.println("error: " + e);
      System.exit(FAILED);
    }
  }

  /**
   * Assembles.
   *
   * @param job what to assemble
   * @param output the image
   * @param symbols one line a symbol, {@code %016x NAME}, by address
   * @param messages errors and warnings, or the size of what was written
   * @return whether the sources had no errors; otherwise nothing is written
   */
  static boolean run(AssemblyJob job, Path output, Path symbols, PrintStream messages)
      throws IOException {
    switch (Assembler.assemble(job)) {
      case Assembly.Rejected rejected -> {
        rejected.diagnostics().forEach(d -> messages.println(d.render()));
        return false;
      }
      case Assembly.Assembled assembled -> {
        assembled.warnings().forEach(d -> messages.println(d.render()));
        messages.println(
            output.getFileName()
                + ": "
                + sizes(assembled.image().bytes().length, assembled.image().symbols()));
        replace(output, assembled.image().bytes());
        replace(symbols, symbolFile(assembled.image().symbols()).getBytes(StandardCharsets.UTF_8));
        return true;
      }
    }
  }

  /**
   * The job that a list of units stands for.
   *
   * @param units the list: one file name a line, beside the list; empty lines and {@code #}
   *     comments are skipped
   * @param layout where sections go
   */
  static AssemblyJob job(Path units, MemoryLayout layout) throws IOException {
    Path directory = units.toAbsolutePath().getParent();
    List<SourceText> sources = new ArrayList<>();
    for (String line : Files.readAllLines(units)) {
      String name = line.strip();
      if (!name.isEmpty() && !name.startsWith("#")) {
        sources.add(new SourceText(name, Files.readString(directory.resolve(name))));
      }
    }
    return new AssemblyJob(sources, new DirectoryFiles(List.of(directory)), Map.of(), layout);
  }

  /** How big it is: what an image carries of it, by section, and what it needs in RAM besides. */
  private static String sizes(int bytes, List<AddressSymbol> symbols) {
    Map<String, Long> addresses =
        symbols.stream()
            .filter(symbol -> symbol.name().startsWith("__"))
            .collect(Collectors.toMap(AddressSymbol::name, AddressSymbol::address));
    StringJoiner sections = new StringJoiner(", ");
    for (String section : List.of("text", "rodata", "data", "bss")) {
      Long start = addresses.get("__" + section + "_start");
      Long end = addresses.get("__" + section + "_end");
      if (start != null && end != null) {
        sections.add(String.format(Locale.ROOT, "%s %,d", section, end - start));
      }
    }
    return String.format(Locale.ROOT, "%,d bytes in an image (%s)", bytes, sections);
  }

  private static String symbolFile(List<AddressSymbol> symbols) {
    return symbols.stream()
        .map(s -> String.format("%016x %s\n", s.address(), s.name()))
        .collect(Collectors.joining());
  }

  /** Writes beside the target first, so that a build that is stopped leaves no half file. */
  private static void replace(Path target, byte[] content) throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path temporary = directory.resolve(target.getFileName() + ".tmp");
    try {
      Files.write(temporary, content);
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
