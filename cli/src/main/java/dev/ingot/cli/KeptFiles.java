package dev.ingot.cli;

import dev.ingot.patcher.Manifest;
import dev.ingot.patcher.Reports;
import dev.ingot.patcher.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of {@code --keep}.
 *
 * @param image the flat image
 * @param manifest every edit, JSON
 * @param report the patch report, HTML
 */
record KeptFiles(Path image, Path manifest, Path report) {
  /** Names them after the program, and makes the folder. */
  static KeptFiles in(Path folder, Path program) throws IOException {
    Files.createDirectories(folder);
    String name = program.getFileName().toString();
    return new KeptFiles(
        folder.resolve(name + ".img"),
        folder.resolve(name + ".manifest.json"),
        folder.resolve(name + ".report.html"));
  }

  void write(Casting casting) throws IOException {
    WholeFile.write(image, casting.image().bytes());
    WholeFile.write(manifest, Manifest.of(casting.plan()).toJson());
    WholeFile.write(report, Reports.html(casting.plan()));
  }

  /** One line each on stderr. */
  void list(Stages stages) {
    stages.done("kept", "%s (image)", image);
    stages.done("", "%s (every edit)", manifest);
    stages.done("", "%s (report)", report);
  }
}
