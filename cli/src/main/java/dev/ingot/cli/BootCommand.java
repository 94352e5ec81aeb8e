package dev.ingot.cli;

import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.BarrierCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ingot boot}: patch, build, boot. */
@Command(
    name = "boot",
    mixinStandardHelpOptions = true,
    header = "Patch a Go program, make an image of it and boot the image.",
    description = {
      "",
      "What the program prints goes to stdout and stderr as it would on Linux; its exit status is"
          + " ingot's. One line a stage goes to stderr.",
      "",
      "  ingot boot ./hello",
      "  ingot boot ./server --env PORT=80 --root ./site -- --verbose"
    })
final class BootCommand implements Callable<Integer> {
  @Mixin private ProgramOptions program;
  @Mixin private PatchingOptions patching;
  @Mixin private MachineOptions machine;
  @Mixin private ObservationOptions observation;
  @Mixin private MessageOptions messages;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep the image, the manifest and the report in this folder.")
  private Path keep;

  @Option(names = "--dry-run", description = "Do everything but boot it and write files.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Stages stages = messages.stages();
    Casting casting = Casting.of(program, patching, machine.memory(), stages);
    if (dryRun) {
      stages.done("dry run", "%s would boot", program.elf().path());
      return ExitStatus.OK;
    }
    Optional<KeptFiles> kept = keep();
    if (kept.isPresent()) {
      kept.get().write(casting);
    }
    GoProgram patched = GoProgram.of(casting.patched());
    Guest guest =
        new Guest(
            casting.image().bytes(),
            kept.map(KeptFiles::image),
            Guest.Kind.PROGRAM,
            "",
            GuestSymbols.of(() -> Optional.of(patched)));
    GuestEnd end = GuestMachines.boot(machine, observation, guest, stages);
    stages.done("barriers", "%s", barrierCalls(casting, end));
    kept.ifPresent(files -> files.list(stages));
    return end.exitStatus();
  }

  private Optional<KeptFiles> keep() throws IOException {
    return keep == null ? Optional.empty() : Optional.of(KeptFiles.in(keep, program.elf().path()));
  }

  private static String barrierCalls(Casting casting, GuestEnd end) {
    StringJoiner calls = new StringJoiner(", ");
    long all = 0;
    for (BarrierCounter counter : casting.plan().counters()) {
      OptionalLong count = end.memory().word(counter.address());
      if (count.isEmpty()) {
        return "this machine does not show the program's counters; --machine emulator does";
      }
      all += count.getAsLong();
      calls.add("%s: %s".formatted(Casting.shortName(counter), Stages.count(count.getAsLong())));
    }
    return all == 0
        ? "no counted call was made"
        : "%s calls counted (%s)".formatted(Stages.count(all), calls);
  }
}
