package dev.ingot.cli;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.image.ImageBuilder;
import dev.ingot.image.ImageSpec;
import dev.ingot.linkerscript.Board;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Programs of testdata as bootable images. Each is built once, also when several tests ask at the
 * same time.
 *
 * @param folder where the built programs go
 */
record GuestImages(Path folder) {
  private static final ConcurrentHashMap<Path, Object> BUILDING = new ConcurrentHashMap<>();

  /**
   * The image of one run of a program.
   *
   * @param source the Go source file
   * @param expected names the arguments, the environment and the file tree
   * @param memoryBytes RAM of the machine that will boot it
   */
  byte[] image(
      Path source, String release, boolean stripped, Expectation expected, long memoryBytes)
      throws IOException {
    GoProgram program = GoProgram.of(ElfImage.read(elf(source, release, stripped)));
    PatchPlan plan = Patcher.plan(program, PatchOptions.forBoot());
    List<String> argv = new ArrayList<>(List.of(expected.program()));
    argv.addAll(expected.arguments());
    return ImageBuilder.build(
            new ImageSpec(
                ElfImage.of(plan.emit(), expected.program()),
                argv,
                expected.environment(),
                expected.root(),
                Board.qemuVirt(memoryBytes)))
        .bytes();
  }

  private Path elf(Path source, String release, boolean stripped) throws IOException {
    String program = source.getFileName().toString().replace(".go", "");
    Path elf = folder.resolve("%s-%s%s".formatted(program, release, stripped ? "-stripped" : ""));
    Tool go = Tool.go(release);
    synchronized (BUILDING.computeIfAbsent(elf, _ -> new Object())) {
      if (!Files.exists(elf)) {
        String flags = stripped ? "-ldflags=-s -w" : "-ldflags=";
        go.build(source, elf, "arm64", flags, "-trimpath");
      }
    }
    return elf;
  }
}
