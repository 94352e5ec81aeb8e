package dev.ingot.goelf.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** GNU as and ld for AArch64, as oracles. */
public final class GnuAssembler {
  private static final String PREFIX = "aarch64-linux-gnu-";

  private GnuAssembler() {}

  /** The words of statements, one behind the other. */
  public static List<Integer> words(Path folder, List<String> statements) {
    return words(text(folder, assemble(folder, String.join("\n", statements) + "\n"), List.of()));
  }

  /** The words of a source with absolute symbols, linked at an address. */
  public static List<Integer> linkedWords(
      Path folder, String source, long address, Map<String, Long> symbols) {
    List<String> options = new ArrayList<>(List.of("-Ttext=0x" + Long.toHexString(address)));
    symbols.forEach((name, value) -> options.add("--defsym=%s=0x%x".formatted(name, value)));
    return words(text(folder, assemble(folder, source), options));
  }

  /** The word of one statement that names {@code target}, linked at an address. */
  public static int linkedWord(Path folder, String statement, long address, long target) {
    return linkedWords(folder, statement + "\n", address, Map.of("target", target)).getFirst();
  }

  /** A static program without a C library: the source must define {@code _start}. */
  public static Path program(Path folder, String source) {
    Path program = folder.resolve("program");
    link(assemble(folder, source), program, List.of());
    return program;
  }

  private static Path assemble(Path folder, String source) {
    Path object = folder.resolve("source.o");
    try {
      Path file = Files.writeString(folder.resolve("source.s"), source);
      Tool.runSuccessfully(
          Map.of(), List.of(PREFIX + "as", "-o", object.toString(), file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return object;
  }

  private static void link(Path object, Path target, List<String> options) {
    List<String> command = new ArrayList<>(List.of(PREFIX + "ld", "-e", "0", "-o"));
    command.add(target.toString());
    command.addAll(options);
    command.add(object.toString());
    Tool.runSuccessfully(Map.of(), command);
  }

  private static byte[] text(Path folder, Path object, List<String> linkOptions) {
    Path linked = folder.resolve("linked");
    Path text = folder.resolve("text");
    if (linkOptions.isEmpty()) {
      linked = object;
    } else {
      link(object, linked, linkOptions);
    }
    Tool.runSuccessfully(
        Map.of(),
        List.of(
            PREFIX + "objcopy", "-O", "binary", "-j", ".text", linked.toString(), text.toString()));
    try {
      return Files.readAllBytes(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Integer> words(byte[] text) {
    ByteBuffer bytes = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> words = new ArrayList<>();
    while (bytes.hasRemaining()) {
      words.add(bytes.getInt());
    }
    return words;
  }
}
