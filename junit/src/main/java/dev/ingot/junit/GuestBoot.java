package dev.ingot.junit;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import dev.ingot.emulator.StandardStreams;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.device.fdt.VirtBoard.GicVersion;
import dev.ingot.emulator.trace.SystemCall;
import dev.ingot.emulator.trace.SystemCallLog;
import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.image.FlatImage;
import dev.ingot.image.ImageBuilder;
import dev.ingot.image.ImageSpec;
import dev.ingot.linkerscript.Board;
import dev.ingot.nucleus.SystemCallNames;
import dev.ingot.patcher.BarrierCounter;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Patches, builds and boots a program in this JVM. */
final class GuestBoot {
  private static final int MIB_SHIFT = 20;

  private GuestBoot() {}

  static GuestRun run(BootGo boot) throws IOException {
    PatchPlan plan =
        Patcher.plan(GoProgram.of(ElfImage.read(Path.of(boot.elf()))), PatchOptions.forBoot());
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    List<SystemCall> calls = new ArrayList<>();
    SystemCallLog log = new SystemCallLog(calls::add);
    ByteArrayInputStream stdin =
        new ByteArrayInputStream(boot.stdin().getBytes(StandardCharsets.UTF_8));
    Machine machine =
        new Machine(
            MachineConfig.builder()
                .ramBytes(ramBytes(boot))
                .cpuModel(CpuModel.MAX)
                .cpuCount(boot.cpus())
                .gic(GicVersion.V3)
                .rngSeed(boot.seed())
                .console0(stdout)
                .console1(stderr)
                .streams(StandardStreams.of(stdin, stdout, stderr))
                .observer(log)
                .build());
    machine.load(image(boot, plan).bytes());
    RunResult result =
        machine.run(new RunLimits(boot.maxInstructions(), RunLimits.NONE.wallTime()));
    calls.addAll(log.unfinished());
    return new GuestRun(
        result.outcome(),
        stdout.toString(StandardCharsets.UTF_8),
        stderr.toString(StandardCharsets.UTF_8),
        result.instructions(),
        countByName(calls),
        barrierCalls(plan, machine));
  }

  private static long ramBytes(BootGo boot) {
    return (long) boot.memoryMiB() << MIB_SHIFT;
  }

  private static FlatImage image(BootGo boot, PatchPlan plan) throws IOException {
    String name = Path.of(boot.elf()).getFileName().toString();
    List<String> arguments = new ArrayList<>(List.of(name));
    arguments.addAll(List.of(boot.args()));
    Optional<Path> root =
        boot.root().isEmpty() ? Optional.empty() : Optional.of(Path.of(boot.root()));
    return ImageBuilder.build(
        new ImageSpec(
            ElfImage.of(plan.emit(), name),
            arguments,
            List.of(boot.env()),
            root,
            Board.qemuVirt(ramBytes(boot))));
  }

  private static Map<String, Long> countByName(List<SystemCall> calls) {
    Map<String, Long> counts = new TreeMap<>();
    for (SystemCall call : calls) {
      counts.merge(SystemCallNames.of(call.number()), 1L, Long::sum);
    }
    return counts;
  }

  /** The counters as they stand in the program's memory, by the barrier's short name. */
  private static Map<String, Long> barrierCalls(PatchPlan plan, Machine machine) {
    Map<String, Long> calls = new TreeMap<>();
    for (BarrierCounter counter : plan.counters()) {
      String variant = counter.variant().substring(counter.variant().lastIndexOf('.') + 1);
      calls.put(variant, machine.readVirtualWord(counter.address()));
    }
    return calls;
  }
}
