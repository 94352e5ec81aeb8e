package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.testing.Tool;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program, its plan and the patched file: what most tests start from. */
record Patched(Path original, PatchPlan plan, Path file) {
  static final PatchOptions UNCHANGED =
      new PatchOptions(new BssPlacement.KeepBss(), BarrierStub.KEEP);

  static GoProgram program(Path file) {
    return GoProgram.of(ElfImage.read(file));
  }

  static PatchPlan plan(Path original, PatchOptions options) {
    return Patcher.plan(program(original), options);
  }

  static Patched write(Path original, PatchOptions options, Path folder) {
    PatchPlan plan = plan(original, options);
    Path file = folder.resolve("patched-" + original.getFileName());
    plan.writeTo(file);
    return new Patched(original, plan, file);
  }

  /** What {@code ingot verify} and {@code unpatch} read. */
  static PatchRecord recordOf(PatchPlan plan) {
    return ManifestReader.read(new StringReader(Manifest.of(plan).toJson()), "manifest");
  }

  static PatchOptions moveOnly(BssPlacement placement) {
    return new PatchOptions(placement, BarrierStub.KEEP);
  }

  static byte[] bytesOf(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a program under qemu-user. */
  static Tool.Result run(Path program, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of("qemu-aarch64", program.toString()));
    command.addAll(List.of(arguments));
    return Tool.run(environment, command);
  }
}
