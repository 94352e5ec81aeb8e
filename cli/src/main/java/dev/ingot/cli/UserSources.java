package dev.ingot.cli;

import dev.ingot.asm.Assembler;
import dev.ingot.asm.Translation;
import dev.ingot.asm.source.Diagnostic;
import dev.ingot.asm.source.DirectoryFiles;
import dev.ingot.asm.source.SourceText;
import dev.ingot.goelf.ProgramFile;
import dev.ingot.patcher.Redirect;
import dev.ingot.patcher.Redirect.CodeTarget;
import dev.ingot.patcher.UserCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The assembly files that redirections name; each is assembled once. */
final class UserSources {
  /** {@code FILE.s} or {@code FILE.s:LABEL}. */
  private static final Pattern SOURCE = Pattern.compile("(.+?\\.[sS])(?::(.+))?");

  private final Consumer<String> warnings;
  private final Map<Path, UserCode> assembled = new HashMap<>();

  /**
   * @param warnings gets what the assembler warns of
   */
  UserSources(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /**
   * Where a redirection goes: to a label of an assembly file when the text names one, else to a
   * function or address.
   *
   * @param folder that relative names count from
   * @throws WrongSourceException when the file has errors
   * @throws UncheckedIOException when it cannot be read
   */
  Redirect.Target target(String text, Path folder) {
    Matcher source = SOURCE.matcher(text);
    if (!source.matches()) {
      return Redirect.targetNamed(text);
    }
    UserCode code =
        assembled.computeIfAbsent(
            folder.resolve(source.group(1)).normalize(), file -> assemble(file));
    return new CodeTarget(code, Optional.ofNullable(source.group(2)));
  }

  private UserCode assemble(Path file) {
    List<Path> includes = List.of(file.toAbsolutePath().getParent());
    SourceText source = new SourceText(file.toString(), read(file));
    return switch (Assembler.translate(List.of(source), new DirectoryFiles(includes))) {
      case Translation.Rejected rejected -> throw new WrongSourceException(rejected.diagnostics());
      case Translation.Translated translated -> {
        translated.warnings().stream().map(Diagnostic::render).forEach(warnings);
        yield new AssembledSource(ProgramFile.nameOf(file), translated.units());
      }
    };
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
