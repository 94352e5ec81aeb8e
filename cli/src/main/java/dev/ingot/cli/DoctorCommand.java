package dev.ingot.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;

/** {@code ingot doctor}: what is installed, and what each thing is good for. */
final class DoctorCommand extends Command {
  private static final String ROW = "%-24s %-9s %s%n";

  DoctorCommand() {
    super(
        "doctor",
        "Tell what is installed beside ingot, and what each program enables.",
        "",
        "Nothing of it but Java is needed to patch a program and to boot it on the bundled"
            + " machine.");
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    text.append(
        ROW.formatted(
            "java",
            "found",
            "%s %s, %s"
                .formatted(
                    System.getProperty("java.vendor"),
                    Runtime.version(),
                    System.getProperty("java.home"))));
    text.append(ROW.formatted("", "", "runs ingot"));
    text.append(cache());
    for (HelperProgram program : HelperProgram.ALL) {
      text.append(describe(program));
    }
    StandardOutput.print(text.toString());
    return ExitStatus.OK;
  }

  private static String cache() {
    boolean used =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(argument -> argument.startsWith("-XX:SharedArchiveFile="));
    return ROW.formatted("start-up cache", used ? "in use" : "not used", "")
        + ROW.formatted(
            "",
            "",
            used
                ? "ingot starts in about half the time"
                : "start ingot with its launcher; `make build` and the package make the cache");
  }

  private static String describe(HelperProgram program) throws InterruptedException {
    List<HelperProgram.Installed> found = program.find();
    if (found.isEmpty()) {
      return ROW.formatted(program.name(), "missing", program.remedy())
          + ROW.formatted("", "", "would " + program.enables());
    }
    StringBuilder rows = new StringBuilder();
    for (HelperProgram.Installed one : found) {
      rows.append(
          ROW.formatted(
              rows.isEmpty() ? program.name() : "",
              rows.isEmpty() ? "found" : "",
              one.version() + ", " + one.path()));
    }
    return rows.append(ROW.formatted("", "", program.enables())).toString();
  }
}
