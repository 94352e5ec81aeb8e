package dev.ingot.cli;

import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Reports;
import java.nio.file.Path;
import java.util.Locale;

/** The forms of the patch report. */
enum ReportFormat {
  TEXT,
  JSON,
  HTML;

  /** The form that a file's name asks for; text when it does not tell. */
  static ReportFormat ofFile(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".html")) {
      return HTML;
    }
    return name.endsWith(".json") ? JSON : TEXT;
  }

  String render(PatchPlan plan) {
    return switch (this) {
      case TEXT -> Reports.text(plan);
      case JSON -> Reports.json(plan);
      case HTML -> Reports.html(plan);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
