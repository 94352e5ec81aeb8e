package dev.ingot.cli;

import dev.ingot.goelf.ProgramFile;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.patcher.Redirect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of redirections: one a line, empty lines and lines that start with # do not count. */
final class RedirectList {
  private RedirectList() {}

  /**
   * Reads a file.
   *
   * @throws RefusedException naming the first line that is no redirection
   */
  static List<Redirect> read(Path file, UserSources sources) throws IOException {
    Path folder = file.resolveSibling("");
    List<String> lines = Files.readAllLines(file);
    List<Redirect> redirects = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        int number = i + 1;
        redirects.add(
            Redirect.parse(line, target -> sources.target(target, folder))
                .orElseThrow(() -> new RefusedException(refusal(file, number, line))));
      }
    }
    return redirects;
  }

  private static Refusal refusal(Path file, int number, String line) {
    return new Refusal(
        ProgramFile.nameOf(file),
        "line " + number,
        '"' + line + '"',
        "SYMBOL=TARGET",
        "write the function's name, = and the target's name or address");
  }
}
