package dev.ingot.cli;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ProgramFile;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.patcher.Discrepancy;
import dev.ingot.patcher.PatchRecord;
import dev.ingot.patcher.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ingot verify}: whether a patched file is its original with the recorded edits. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Check that a patched program differs from its original as its manifest tells.",
    description = {
      "",
      "Every recorded edit must be there, and no other byte may differ. Sizes and SHA-256 sums are"
          + " compared as well. The first discrepancies go to stdout; the exit status is 0 without"
          + " any, else 3.",
      "",
      "  ingot verify hello.patched --against ./hello --manifest hello.json"
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "PATCHED", description = "The patched program.")
  private Path patched;

  @Option(
      names = "--against",
      required = true,
      paramLabel = "ORIGINAL",
      description = "The program before patching.")
  private Path original;

  @Option(
      names = "--manifest",
      required = true,
      paramLabel = "FILE",
      description = "The manifest that was written with the patched program.")
  private Path manifest;

  @Override
  public Integer call() throws IOException {
    PatchRecord record = PatchRecord.read(manifest);
    Verification verification =
        Verification.of(record, ElfImage.read(original), ProgramFile.read(patched));
    StringBuilder lines = new StringBuilder();
    for (Discrepancy discrepancy : verification.first()) {
      lines.append(discrepancy.asLine()).append('\n');
    }
    if (!verification.isPassed()) {
      StandardOutput.print(lines.toString());
      throw new RefusedException(refusal(verification));
    }
    StandardOutput.print(
        "%s is %s with the %s recorded edits; no other byte differs"
            .formatted(
                ProgramFile.nameOf(patched),
                ProgramFile.nameOf(original),
                Stages.count(verification.edits())));
    return ExitStatus.OK;
  }

  private Refusal refusal(Verification verification) {
    long named = verification.first().size();
    return new Refusal(
        ProgramFile.nameOf(patched),
        "verification",
        "%s discrepancies%s"
            .formatted(
                Stages.count(verification.discrepancies()),
                verification.discrepancies() > named
                    ? ", the first %d on stdout".formatted(named)
                    : ""),
        "none",
        "give the three files of one run of ingot patch, or patch again");
  }
}
