package dev.ingot.cli;

import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.BarrierCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** {@code ingot boot}: patch, build, boot. */
final class BootCommand extends Command {
  private final ProgramOptions program = new ProgramOptions(model);
  private final PatchingOptions patching = new PatchingOptions(model);
  private final MachineOptions machine = new MachineOptions(model);
  private final ObservationOptions observation = new ObservationOptions(model);
  private final MessageOptions messages = new MessageOptions(model);

  private final Argument<Path> keep =
      Option.path("--keep")
          .label("DIR")
          .says("Keep the image, the manifest and the report in this folder.")
          .in(model);

  private final Argument<Boolean> dryRun =
      Option.flag("--dry-run").says("Do everything but boot it and write files.").in(model);

  BootCommand() {
    super(
        "boot",
        "Patch a Go program, make an image of it and boot the image.",
        "",
        "What the program prints goes to stdout and stderr as it would on Linux; its exit status is"
            + " ingot's. One line a stage goes to stderr.",
        "",
        "  ingot boot ./hello",
        "  ingot boot ./server --env PORT=80 --root ./site -- --verbose");
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Stages stages = messages.stages();
    Casting casting = Casting.of(program, patching, machine.memory(), stages);
    if (dryRun.value()) {
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
            program.elf().path(),
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
    return keep.isGiven()
        ? Optional.of(KeptFiles.in(keep.value(), program.elf().path()))
        : Optional.empty();
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
