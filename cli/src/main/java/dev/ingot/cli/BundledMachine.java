package dev.ingot.cli;

import dev.ingot.emulator.FloatingPoint;
import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import dev.ingot.emulator.StandardStreams;
import dev.ingot.emulator.Translator;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.device.fdt.VirtBoard.GicVersion;
import dev.ingot.emulator.gdb.GdbServer;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Boots an image on the reference machine, with the console on ingot's own streams. */
final class BundledMachine {
  private final MachineOptions options;
  private final ObservationOptions observation;
  private final Stages stages;

  BundledMachine(MachineOptions options, ObservationOptions observation, Stages stages) {
    this.options = options;
    this.observation = observation;
    this.stages = stages;
  }

  GuestEnd run(Guest guest) throws IOException {
    try (DiskFiles disks = DiskFiles.of(options.disks())) {
      return run(guest, disks);
    }
  }

  private GuestEnd run(Guest guest, DiskFiles disks) throws IOException {
    Optional<TranslationFile> translations = translations(guest);
    Machine machine = new Machine(configuration(guest, disks, translations));
    long start = System.nanoTime();
    load(machine, guest);
    boolean interprets = options.translation() == MachineOptions.Translation.OFF;
    RunResult result;
    try (GuestObservers observers =
        GuestObservers.of(machine, guest, observation, interprets, translations)) {
      result = run(machine);
      observers.report(result.outcome(), death(result.outcome()), System.err);
    }
    return new GuestEnd(
        how(result.outcome()),
        exitStatus(result.outcome()),
        describe(result.outcome()),
        OptionalLong.of(result.instructions()),
        Duration.ofNanos(System.nanoTime() - start),
        address -> OptionalLong.of(machine.readVirtualWord(address)));
  }

  private static void load(Machine machine, Guest guest) throws IOException {
    switch (guest.kind()) {
      case KERNEL_IN_FLASH -> machine.loadFlash(guest.image());
      case PROGRAM, KERNEL -> machine.load(guest.image());
      case OTHER_KERNEL -> loadKernel(machine, guest);
    }
  }

  private static void loadKernel(Machine machine, Guest guest) throws IOException {
    Optional<Path> disk = guest.initialRamDisk();
    byte[] diskBytes = disk.isPresent() ? Files.readAllBytes(disk.get()) : new byte[0];
    try {
      machine.load(guest.image(), diskBytes);
    } catch (IllegalArgumentException notBootable) {
      throw new RefusedException(
          new Refusal(
              guest.file().map(Path::toString).orElse("the kernel"),
              "--kernel",
              notBootable.getMessage(),
              "an uncompressed arm64 Image that fits into RAM",
              "unpack a compressed kernel, or give the machine more RAM by --memory"),
          notBootable);
    }
  }

  private RunResult run(Machine machine) throws IOException {
    RunLimits limits =
        new RunLimits(
            options.maxInstructions(), options.timeout().orElse(RunLimits.NONE.wallTime()));
    if (observation.gdb().isEmpty()) {
      return machine.run(limits);
    }
    try (GdbServer server = new GdbServer(observation.gdb().getAsInt())) {
      stages.always("gdb", "waits for: target remote localhost:" + server.port());
      return server.run(machine, limits);
    }
  }

  private Optional<TranslationFile> translations(Guest guest) throws IOException {
    Optional<Path> folder = options.keptTranslations();
    return folder.isPresent()
        ? Optional.of(TranslationFile.in(folder.get(), guest, options, stages))
        : Optional.empty();
  }

  private MachineConfig configuration(
      Guest guest, DiskFiles disks, Optional<TranslationFile> translations) {
    MachineConfig.Builder builder =
        MachineConfig.builder()
            .ramBytes(options.memory().bytes())
            .cpuModel(cpuModel())
            .cpuCount(options.cpus())
            .hypervisor(options.el2())
            .gic(options.gic() == 2 ? GicVersion.V2 : GicVersion.V3)
            .bootArguments(guest.bootArguments())
            .rngSeed(options.seed())
            .translator(translator())
            .floatingPoint(floatingPoint())
            .console0(ConsoleStream.stdout())
            .console1(new NucleusLines(ConsoleStream.stderr(), guest.symbolizer()))
            .symbolizer(guest.symbolizer());
    if (translations.isPresent()) {
      builder.translations(translations.get().translations());
    }
    if (options.clock() == MachineOptions.Clock.HOST) {
      builder.epochSeconds(Instant.now().getEpochSecond());
    }
    disks.disks().forEach(builder::disk);
    FileInputStream stdin = new FileInputStream(FileDescriptor.in);
    if (HostTerminal.typesStdin()) {
      Keyboard keyboard = new Keyboard(stdin);
      keyboard.catchInterrupts();
      builder.interactiveInput(keyboard);
    } else if (guest.kind() == Guest.Kind.OTHER_KERNEL) {
      builder.input(stdin).unknownIsUndefined(true);
    } else {
      OutputStream stderr = new FileOutputStream(FileDescriptor.err);
      builder.streams(StandardStreams.of(stdin, StandardOutput.raw(), stderr));
    }
    return builder.build();
  }

  private Translator translator() {
    return switch (options.translation()) {
      case ON -> Translator.ON;
      case OFF -> Translator.OFF;
    };
  }

  private FloatingPoint floatingPoint() {
    return switch (options.floatingPoint()) {
      case FAST -> FloatingPoint.FAST;
      case EXACT -> FloatingPoint.EXACT;
    };
  }

  private CpuModel cpuModel() {
    return switch (options.cpu()) {
      case "cortex-a57" -> CpuModel.CORTEX_A57;
      case "cortex-a72" -> CpuModel.CORTEX_A72;
      default -> CpuModel.MAX;
    };
  }

  private static GuestEnd.How how(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Exited _, Outcome.PoweredOff _ -> GuestEnd.How.EXITED;
      default -> GuestEnd.How.CRASHED;
    };
  }

  private static int exitStatus(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Exited exited -> exited.status();
      case Outcome.PoweredOff _ -> ExitStatus.OK;
      default -> ExitStatus.CRASHED;
    };
  }

  /** The headline of a crash report; a status of this kind then is a signal's. */
  private static String death(Outcome outcome) {
    return outcome instanceof Outcome.Exited exited && exited.status() > ExitStatus.SIGNAL_BASE
        ? "killed by signal " + (exited.status() - ExitStatus.SIGNAL_BASE)
        : describe(outcome);
  }

  private static String describe(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Exited exited -> "exit status " + exited.status();
      case Outcome.PoweredOff _ -> "powered off";
      case Outcome.Reset _ -> "the guest asked for a reset";
      case Outcome.NucleusPanicked _ -> "the nucleus gave up; its last lines say why";
      case Outcome.Stopped stopped ->
          "semihosting SYS_EXIT with reason 0x%x, code %d"
              .formatted(stopped.reason(), stopped.code());
      case Outcome.UnknownInstruction unknown -> unknown.describe();
      case Outcome.FlashWritten written -> written.describe();
      case Outcome.Halted _ -> "the debugger killed it";
      case Outcome.InstructionLimit _ -> "--max-instructions reached";
      case Outcome.TimeLimit _ -> "--timeout reached";
      case Outcome.Deadlocked deadlocked ->
          "no CPU can ever go on: waiting at 0x%x%s"
              .formatted(deadlocked.pc(), deadlocked.location().map(at -> " in " + at).orElse(""));
    };
  }
}
