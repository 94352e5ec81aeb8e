package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees who looks into a Go program on the reference machine. */
@Tag("slow")
class ObservedProgramTest {
  private static final Path PROGRAMS = Path.of("../testdata/observed");
  private static final Pattern INSTRUCTIONS = Pattern.compile("([\\d,]+) instructions");

  /** A line of objdump with an address and an instruction word. */
  private static final Pattern LISTED = Pattern.compile("(?m)^ +([0-9a-f]+):\t([0-9a-f]{8}) ");

  @TempDir private static Path folder;
  private static Path counter;

  @BeforeAll
  static void build() throws IOException {
    counter = image("counter", "-ldflags=-s -w");
  }

  private static Path image(String program, String... flags) throws IOException {
    Path elf = folder.resolve(program);
    Tool.go("1.23").build(PROGRAMS.resolve(program + ".go"), elf, "arm64", flags);
    Path image = folder.resolve(program + ".img");
    Tool.Result made = IngotProcess.run("image", "-q", elf.toString(), "-o", image.toString());
    assertThat(made.status()).as(made.stderr()).isZero();
    return image;
  }

  private static String trace(String... requests) throws IOException {
    Path file = folder.resolve("trace");
    List<String> arguments = new ArrayList<>(List.of("run", counter.toString()));
    for (String request : requests) {
      arguments.addAll(List.of("--trace", request));
    }
    arguments.addAll(List.of("--trace-file", file.toString()));
    Tool.Result run = IngotProcess.run(arguments.toArray(String[]::new));
    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(run.stdout()).isEqualTo("counted to 15\n");
    return Files.readString(file);
  }

  // ---- traces ----

  @Test
  void systemCallsOfAStrippedProgramHaveNamesArgumentsResultsAndCallers() throws IOException {
    assertThat(trace("syscalls"))
        .containsPattern(
            "write\\(1, \"counted to 15\\\\n\", 14\\) = 14 {2}\\S+ \\(\\S+\\.go:\\d+\\)")
        .containsPattern("openat\\(AT_FDCWD, \"/sys/kernel/mm/\\S+\", O_RDONLY, 0\\) = -1 ENOENT")
        .contains("PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x")
        .containsPattern("clone\\(CLONE_VM\\|CLONE_FS\\|CLONE_FILES\\S+, 0x\\S+, .*\\) = \\d")
        .containsPattern("exit_group\\(0\\) = \\? {2}runtime\\.exit");
  }

  @Test
  void aFilterShowsWhatItNames() throws IOException {
    assertThat(trace("syscalls:write,exit*").lines())
        .hasSize(2)
        .anyMatch(line -> line.contains(" write("))
        .anyMatch(line -> line.contains(" exit_group("));
    assertThat(trace("exceptions:!return,!svc,!irq").lines())
        .isNotEmpty()
        .allMatch(line -> line.contains("data-abort") || line.contains("instruction-abort"));
  }

  @Test
  void instructionsAreThoseOfTheFunctionInItsOrder() throws IOException {
    List<String> function = listing("main.add");
    List<String> traced =
        Pattern.compile("cpu0 ([0-9a-f]{16}) ([0-9a-f]{8}) ")
            .matcher(trace("instructions:main.add"))
            .results()
            .map(line -> line.group(1) + ' ' + line.group(2))
            .toList();

    assertThat(function).isNotEmpty();
    assertThat(traced).hasSize(5 * function.size());
    assertThat(traced.subList(0, function.size())).isEqualTo(function);
  }

  /** Addresses and words of a function of the patched program, as GNU objdump reads them. */
  private static List<String> listing(String function) throws IOException {
    Tool objdump = Tool.onPath("aarch64-linux-gnu-objdump", "it says what the function is");
    Path named = folder.resolve("counter-with-symbols");
    Tool.go("1.23").build(PROGRAMS.resolve("counter.go"), named, "arm64");
    List<String> places =
        LISTED
            .matcher(objdump.run("-d", "--disassemble=" + function, named.toString()).stdout())
            .results()
            .map(line -> "0x" + line.group(1))
            .toList();
    Path patched = folder.resolve("counter.patched");
    IngotProcess.run("patch", "-q", folder.resolve("counter").toString(), "-o", patched.toString());
    return LISTED
        .matcher(
            objdump
                .run(
                    "-d",
                    "--start-address=" + places.getFirst(),
                    "--stop-address="
                        + "0x%x".formatted(Long.decode(places.getLast()) + Integer.BYTES),
                    patched.toString())
                .stdout())
        .results()
        .map(line -> "%16s".formatted(line.group(1)).replace(' ', '0') + ' ' + line.group(2))
        .toList();
  }

  @Test
  void branchesHaveBothEnds() throws IOException {
    assertThat(trace("branches:main.add").lines())
        .hasSize(10)
        .filteredOn(line -> line.contains(" call "))
        .hasSize(5)
        .allMatch(
            line -> line.matches(".*main\\.main\\+\\S+ \\(.*:\\d+\\) -> main\\.add\\+0x0 .*"));
  }

  @Test
  void aTracedRunIsTheSameRun() throws IOException {
    Tool.Result plain = IngotProcess.run("run", counter.toString());
    Tool.Result traced =
        IngotProcess.run(
            "run",
            counter.toString(),
            "--trace=instructions",
            "--trace=branches",
            "--trace=syscalls",
            "--trace=exceptions",
            "--profile=" + folder.resolve("same.pb.gz"),
            "--trace-file=/dev/null");
    assertThat(instructions(traced)).isEqualTo(instructions(plain)).isPositive();
  }

  private static long instructions(Tool.Result run) {
    Matcher count = INSTRUCTIONS.matcher(run.stderr());
    assertThat(count.find()).as(run.stderr()).isTrue();
    return Long.parseLong(count.group(1).replace(",", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls", "syscalls:a,,b", "branches:0x2-0x1", ""})
  void aTraceThatIsNoneIsWrongUsage(String request) {
    CommandLineRun run = CommandLineRun.of("run", "x.img", "--trace", request);
    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.stderr()).contains("--trace");
  }

  // ---- profile ----

  @Test
  void goToolPprofReadsTheProfile() throws IOException {
    Path endless = image("endless");
    Path file = folder.resolve("endless.pb.gz");
    Tool.Result run =
        IngotProcess.run(
            "run",
            endless.toString(),
            "--max-instructions=20000000",
            "--crash-report=off",
            "--profile=" + file);
    assertThat(run.status()).isEqualTo(ExitStatus.CRASHED);

    Tool.Result top = pprof("-top", "-nodefraction=0", file);
    assertThat(top.stdout())
        .startsWith("File: " + endless.getFileName())
        .contains("Type: instructions")
        .containsPattern("nucleus \\w+");
    MatchResult spin =
        Pattern.compile("(?m)^ *(\\d+) +([\\d.]+)% .* main\\.spin$")
            .matcher(top.stdout())
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError(top.stdout()));
    assertThat(Double.parseDouble(spin.group(2))).isBetween(80.0, 99.9);

    assertThat(pprof("-traces", file).stdout())
        .containsPattern("main\\.spin\\n +main\\.main\\n +runtime\\.main\\n +runtime\\.goexit");
    assertThat(pprof("-lines", "-top", file).stdout())
        .containsPattern("main\\.spin .*endless\\.go:1[01]");
  }

  private static Tool.Result pprof(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("tool", "pprof"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Tool.Result result = Tool.go("1.23").run(Map.of("HOME", folder.toString()), command);
    assertThat(result.status()).as(result.stderr()).isZero();
    return result;
  }

  @Test
  void twoRunsHaveTheSameProfile() throws IOException {
    Path first = folder.resolve("first.pb.gz");
    Path second = folder.resolve("second.pb.gz");
    IngotProcess.run("run", counter.toString(), "--profile=" + first);
    IngotProcess.run("run", counter.toString(), "--profile=" + second, "--translator=off");
    assertThat(second).hasSameBinaryContentAs(first);
  }

  // ---- deaths ----

  @Test
  void aProgramThatASignalKilledIsReportedWithItsCallStack() throws IOException {
    Tool.Result run = IngotProcess.run("run", image("killed").toString());
    assertThat(run.status()).isEqualTo(128 + 9);
    assertThat(run.stderr())
        .contains("--- crash report: killed by signal 9")
        .containsPattern(
            "#\\d+ +0x\\w+ main\\.fall\\+\\S+ \\(\\S*killed\\.go:12\\)\\n"
                + " +#\\d+ +0x\\w+ main\\.fall\\+\\S+ \\(\\S*killed\\.go:9\\)")
        .containsPattern("main\\.main\\+\\S+ \\(\\S*killed\\.go:16\\)")
        .containsPattern("kill\\(\\d+, SIGKILL\\) = \\?")
        .containsPattern("x29 [0-9a-f]{16}")
        .containsPattern("0x000000010000-0x\\w+ r-x");
  }

  @Test
  void aProgramThatEndsItselfIsNotReported() throws IOException {
    Tool.Result run = IngotProcess.run("boot", "-q", "../testdata/prebuilt/panic-go1.23");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.stderr()).doesNotContain("crash report");
  }

  /** The clock may stop it in its own loop, or where the runtime's monitor looks after it. */
  @ParameterizedTest
  @ValueSource(strings = {"--max-instructions=3000000", "--timeout=3"})
  void aProgramThatRunsForEverIsEndedWithAClearLine(String limit) throws IOException {
    Path endless = folder.resolve("endless.img");
    if (!Files.exists(endless)) {
      image("endless");
    }
    Tool.Result run = IngotProcess.run("run", "-q", endless.toString(), limit);
    String option = limit.substring(0, limit.indexOf('='));
    assertThat(run.status()).isEqualTo(ExitStatus.CRASHED);
    assertThat(run.stderr())
        .contains("--- crash report: " + option + " reached ---")
        .contains("ingot: " + option + " reached; ")
        .containsPattern("#0 +0x\\w+ (main|runtime)\\.\\S+ \\(\\S+\\.(go|s):\\d+\\)");
  }

  @Test
  void branchesAreReportedWhereTheyAreRecorded() throws IOException {
    Tool.Result run =
        IngotProcess.run(
            "run", image("killed").toString(), "--translator=off", "--crash-report=on");
    assertThat(run.stderr()).contains("Last branches").containsPattern("call +\\S+.* -> \\S+");
  }

  // ---- inputs ----

  @Test
  void theSeedAndTheClockAreInputs() throws IOException {
    String seed1 = seeded("--seed=1");
    assertThat(seeded("--seed=1")).isEqualTo(seed1);
    assertThat(seeded("--seed=2")).isNotEqualTo(seed1);
  }

  private static String seeded(String option) throws IOException {
    Path file = folder.resolve("seeded");
    IngotProcess.run("run", counter.toString(), option, "--trace=syscalls", "--trace-file=" + file);
    return Files.readString(file);
  }
}
