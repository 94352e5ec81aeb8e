package dev.ingot.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.testing.Tool;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A bounded part of {@code make fuzz}, in a JVM of its own with the same small heap. */
class PatcherFuzzTest {
  private static final Path REAL = Path.of("../testdata/prebuilt/hello-go1.23").toAbsolutePath();

  private static Tool.Result fuzz(long seed, long first, long count) {
    return Tool.run(
        Map.of(),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            PatcherFuzz.class.getName(),
            REAL.toString(),
            String.valueOf(seed),
            String.valueOf(first),
            String.valueOf(count)));
  }

  @Test
  @Tag("slow")
  void damagedProgramsAreRefusedOrPatched() {
    Tool.Result run = fuzz(20261121, 0, 40_000);

    assertThat(run.output()).contains("inputs   40000").contains("crashed  0");
    assertThat(run.exit()).isZero();
  }

  /** Hash tables with counts of 2^31, which a parser that trusts them allocates. */
  @Test
  void theInputThatOnceTookAllMemoryIsHandled() {
    Tool.Result run = fuzz(20261121, 539_792, 1);

    assertThat(run.output()).contains("crashed  0");
  }

  @Test
  void aMutationLeavesTheSeedAsItWas() {
    FuzzSeed seed = SyntheticProgram.create();
    byte[] before = seed.bytes().clone();
    int changed = 0;

    for (int i = 0; i < 1000; i++) {
      Mutation mutation = new Mutation(seed, new SplittableRandom(i));
      changed += Arrays.equals(mutation.apply(), before) ? 0 : 1;
      mutation.undo();
      assertThat(seed.bytes()).isEqualTo(before);
    }

    assertThat(changed).isGreaterThan(800);
  }

  @Test
  void theSameNumberGivesTheSameDamage() {
    for (int number = 0; number < 20; number++) {
      byte[] first = new Mutation(SyntheticProgram.create(), new SplittableRandom(number)).apply();
      byte[] second = new Mutation(SyntheticProgram.create(), new SplittableRandom(number)).apply();

      assertThat(first).isEqualTo(second);
    }
  }
}
