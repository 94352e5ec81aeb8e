package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import dev.ingot.patcher.BssPlacement.MoveBssAbove;
import dev.ingot.patcher.BssPlacement.MoveBssBy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Debuggers and symbol readers find moved variables where they are. */
class DebugInfoTest {
  private static final String GDB = "gdb-multiarch";
  private static final List<String> MOVED = List.of("runtime.mheap_", "os.Args", "runtime.allgs");
  private static final String UNMOVED = "runtime.buildVersion";

  /** GDB's {@code $1 = 0x1bdb20}. */
  private static final Pattern PRINTED = Pattern.compile("\\$1 = 0x([0-9a-f]+)");

  /** {@code __SO_ACCEPTCON} in the flags of {@code /proc/net/unix} (Linux include/linux/net.h). */
  private static final String LISTENING = " 00010000 ";

  @TempDir private Path folder;

  static List<String> releases() {
    return GoBuilds.releases();
  }

  private Patched moved(Path program) {
    return Patched.write(program, Patched.moveOnly(new MoveBssAbove()), folder);
  }

  private static List<String> gdb(Path program, String... commands) {
    List<String> command = new ArrayList<>(List.of(GDB, "-nx", "-batch"));
    for (String text : commands) {
      command.addAll(List.of("-ex", text));
    }
    command.add(program.toString());
    return Tool.run(Map.of(), command).lines();
  }

  /** The VA that GDB's expression parser gets from the debugging information. */
  private static long addressInGdb(Path program, String variable) {
    String output = String.join("\n", gdb(program, "print/x &'" + variable + "'"));
    Matcher address = PRINTED.matcher(output);
    assertThat(address.find()).as(output).isTrue();
    return Long.parseLong(address.group(1), 16);
  }

  private static Map<String, Long> nm(String release, Path program) {
    List<String> lines =
        Tool.runSuccessfully(
                Map.of(), List.of(GoBuilds.goCommand(release), "tool", "nm", program.toString()))
            .lines();
    Map<String, Long> symbols = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", 3);
      if (words.length == 3 && !words[1].equals("U")) {
        symbols.put(words[1] + " " + words[2], Long.parseLong(words[0], 16));
      }
    }
    return symbols;
  }

  @ParameterizedTest
  @MethodSource("releases")
  void gdbFindsMovedVariables(String release) {
    assumeTrue(Tool.isInstalled(GDB), GDB + " is not installed");
    Path program = GoBuilds.build(release, "redirect");
    Patched patched = moved(program);
    long delta = patched.plan().bssMove().delta();

    for (String variable : MOVED) {
      assertThat(addressInGdb(patched.file(), variable))
          .as(variable)
          .isEqualTo(addressInGdb(program, variable) + delta);
    }
    assertThat(addressInGdb(patched.file(), UNMOVED)).isEqualTo(addressInGdb(program, UNMOVED));
  }

  @Test
  void gdbReadsAMovedVariableOfTheRunningProgram() throws Exception {
    assumeTrue(Tool.isInstalled(GDB), GDB + " is not installed");
    assumeTrue(Tool.isInstalled("qemu-aarch64"), "qemu-aarch64 is not installed");
    Patched patched = moved(GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect"));
    Path socket = folder.resolve("gdb.socket");
    ProcessBuilder builder =
        new ProcessBuilder("qemu-aarch64", "-g", socket.toString(), patched.file().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    // QEMU tells GDB of a signal in the thread that got it, and two at once wait for each other's
    // answer for ever; a goroutine that a busy machine holds up would be sent some (SIGURG).
    builder.environment().put("GODEBUG", "asyncpreemptoff=1");
    Process program = builder.start();
    try {
      awaitSocket(program, socket);

      List<String> lines =
          gdb(
              patched.file(),
              "set remotetimeout 60",
              "target remote " + socket,
              "break main.main",
              "continue",
              "output 'runtime.physPageSize'",
              "kill");

      // The runtime reads it from the auxiliary vector; qemu-user has pages of 4 KiB on any host.
      assertThat(lines).anyMatch(line -> line.startsWith("4096"));
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  /** Until it listens: the file is there before, and GDB does not try again. */
  private static void awaitSocket(Process program, Path socket) throws Exception {
    while (Files.readAllLines(Path.of("/proc/net/unix")).stream()
        .noneMatch(line -> line.contains(LISTENING) && line.endsWith(" " + socket))) {
      assertThat(program.waitFor(50, TimeUnit.MILLISECONDS)).as("qemu-aarch64 ended").isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void goToolNmShowsMovedSymbolsAtTheirNewPlaceAndTheOthersAtTheirOld(String release) {
    Path program = GoBuilds.build(release, "redirect");
    GoProgram original = GoProgram.of(ElfImage.read(program));
    Patched patched = moved(program);
    long delta = patched.plan().bssMove().delta();
    Map<String, Long> expected = nm(release, program);
    expected.replaceAll(
        (symbol, address) -> {
          boolean inZeros =
              original.image().sections().stream()
                  .filter(s -> s.name().equals(".bss") || s.name().equals(".noptrbss"))
                  .anyMatch(s -> address >= s.address() && address <= s.endAddress());
          return inZeros ? address + delta : address;
        });

    assertThat(nm(release, patched.file())).isEqualTo(expected);
  }

  @Test
  void uncompressedLocationsAreEditedOneByOne() {
    Path program =
        GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect", "-ldflags=-compressdwarf=false");
    Patched patched = moved(program);
    ElfSection info = ElfImage.read(program).sectionNamed(".debug_info").orElseThrow();

    assertThat(patched.plan().edits())
        .filteredOn(edit -> edit.kind() == EditKind.DEBUG_INFO)
        .hasSizeGreaterThan(200)
        .allMatch(edit -> edit.oldBytes().size() == 8)
        .allMatch(edit -> edit.fileOffset() >= info.offset())
        .allMatch(edit -> edit.endOffset() <= info.offset() + info.size());
  }

  @Test
  void aCompressedSectionIsReplacedAndCanBeTakenBack() {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect");
    Patched patched = moved(program);
    ElfSection before = ElfImage.read(program).sectionNamed(".debug_info").orElseThrow();
    ElfSection after = ElfImage.read(patched.file()).sectionNamed(".debug_info").orElseThrow();

    assertThat(before.flags() & ElfSection.COMPRESSED).isNotZero();
    assertThat(after.flags() & ElfSection.COMPRESSED).isZero();
    assertThat(after.index()).isEqualTo(before.index());
    assertThat(PatchedBytes.undo(Patched.bytesOf(patched.file()), patched.plan().edits()))
        .isEqualTo(Patched.bytesOf(program));
  }

  /** Go up to 1.18 writes such sections; objcopy makes them of a newer program. */
  @Test
  void aSectionOfTheOldCompressionGetsItsPlainName() {
    Path plain =
        GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect", "-ldflags=-compressdwarf=false");
    Path old = folder.resolve("old");
    Tool.runSuccessfully(
        Map.of(),
        List.of(
            "aarch64-linux-gnu-objcopy",
            "--compress-debug-sections=zlib-gnu",
            plain.toString(),
            old.toString()));
    GoProgram program = GoProgram.of(ElfImage.read(old));
    BssMove move = new BssMove(program.moduleData().bss(), program.moduleData().bss() + 0x10000, 1);

    DebugInfoRelocation relocation = DebugInfoRelocation.of(program, move);

    assertThat(relocation.replacement().orElseThrow().original().name()).isEqualTo(".zdebug_info");
    assertThat(relocation.replacement().orElseThrow().name()).isEqualTo(".debug_info");
  }

  @Test
  void brokenDebuggingInformationIsLeftAndWarnedOf() {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect");
    byte[] bytes = Patched.bytesOf(program);
    ElfSection info = ElfImage.read(program).sectionNamed(".debug_info").orElseThrow();
    bytes[(int) info.offset() + 100] ^= 0x55;

    PatchPlan plan =
        Patcher.plan(
            GoProgram.of(ElfImage.of(bytes, "broken")), Patched.moveOnly(new MoveBssBy(0x10_0000)));

    assertThat(plan.edits()).noneMatch(edit -> edit.kind() == EditKind.DEBUG_INFO);
    assertThat(plan.warnings()).anyMatch(w -> w.startsWith("DWARF still gives the old addresses"));
  }

  @Test
  void anImageNeedsNoNewDebuggingInformationAndSaysSo() {
    PatchPlan plan =
        Patched.plan(GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect"), PatchOptions.forBoot());

    assertThat(plan.edits()).noneMatch(edit -> edit.kind() == EditKind.DEBUG_INFO);
    assertThat(plan.warnings()).anyMatch(w -> w.startsWith("DWARF still gives the old addresses"));
  }
}
