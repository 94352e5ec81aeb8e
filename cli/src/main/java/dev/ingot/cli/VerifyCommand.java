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

/** {@code ingot verify}: whether a patched file is its original with the recorded edits. */
final class VerifyCommand extends Command {
  private final PatchedArgument patched = new PatchedArgument(model);
  private final Argument<Path> original =
      Option.path("--against")
          .required()
          .label("ORIGINAL")
          .says("The program before patching.")
          .in(model);

  VerifyCommand() {
    super(
        "verify",
        "Check that a patched program differs from its original as its manifest tells.",
        "",
        "Every recorded edit must be there, and no other byte may differ. Sizes and SHA-256 sums"
            + " are compared as well. The first discrepancies go to stdout; the exit status is 0"
            + " without any, else 3.",
        "",
        "  ingot verify hello.patched --against ./hello --manifest hello.json");
  }

  @Override
  public Integer call() throws IOException {
    PatchRecord record = patched.record();
    Verification verification =
        Verification.of(record, ElfImage.read(original.value()), patched.read());
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
                patched.name(),
                ProgramFile.nameOf(original.value()),
                Stages.count(verification.edits())));
    return ExitStatus.OK;
  }

  private Refusal refusal(Verification verification) {
    long named = verification.first().size();
    return new Refusal(
        patched.name(),
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
