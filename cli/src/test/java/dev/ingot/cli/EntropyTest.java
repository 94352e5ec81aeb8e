package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.MachineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a program's random bytes come from, and what is said when they come from nowhere good. */
class EntropyTest {
  private static final Path SOURCE = Path.of("../testdata/programs/machine/random.go");
  private static final String SIXTEEN_BYTES = "[0-9a-f]{32}\n";
  private static final String WARNING =
      "[nucleus] random numbers are predictable: the machine has no virtio-rng, RNDR or"
          + " /chosen/rng-seed\n";

  @TempDir private static Path folder;
  private static Path file;
  private static byte[] image;

  @BeforeAll
  static void makeTheImage() throws IOException {
    Expectation plain =
        new Expectation("random", List.of(), List.of(), Optional.empty(), 0, List.of(), List.of());
    image = new GuestImages(folder).image(SOURCE, "1.23", false, plain, ReferenceRun.MEMORY);
    file = Files.write(folder.resolve("random.img"), image);
  }

  @Test
  void theSeedDecidesOnTheReferenceMachine() {
    String first = reference(1);

    assertThat(first).matches(SIXTEEN_BYTES);
    assertThat(reference(1)).isEqualTo(first);
    assertThat(reference(2)).matches(SIXTEEN_BYTES).isNotEqualTo(first);
  }

  @Test
  @Tag("slow")
  void theDeviceTreesSeedMakesEveryBootOfQemuAnother() throws IOException {
    String first = qemu("virt", "cortex-a57");

    assertThat(first).matches(SIXTEEN_BYTES);
    assertThat(qemu("virt", "cortex-a57")).matches(SIXTEEN_BYTES).isNotEqualTo(first);
  }

  @Test
  @Tag("slow")
  void soDoesAnEntropyDeviceAlone() throws IOException {
    String machine = "virt,dtb-randomness=off";
    String first = qemu(machine, "cortex-a57", "-device", "virtio-rng-device");

    assertThat(first).matches(SIXTEEN_BYTES);
    assertThat(qemu(machine, "cortex-a57", "-device", "virtio-rng-device"))
        .matches(SIXTEEN_BYTES)
        .isNotEqualTo(first);
  }

  @Test
  @Tag("slow")
  void soDoesTheCpusOwnGeneratorAlone() throws IOException {
    String machine = "virt,dtb-randomness=off";
    String first = qemu(machine, "max");

    assertThat(first).matches(SIXTEEN_BYTES);
    assertThat(qemu(machine, "max")).matches(SIXTEEN_BYTES).isNotEqualTo(first);
  }

  @Test
  @Tag("slow")
  void withoutAnySourceTheNucleusWarns() throws IOException {
    assertThat(qemu("virt,dtb-randomness=off", "cortex-a57"))
        .startsWith(WARNING)
        .matches("(?s).*\n" + SIXTEEN_BYTES);
  }

  private static String reference(long seed) {
    ReferenceRun run = ReferenceRun.of(image, MachineConfig.builder().rngSeed(seed));
    assertThat(run.stderr()).isEmpty();
    return run.stdout();
  }

  private static String qemu(String machine, String cpu, String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of("-M", machine, "-cpu", cpu, "-m", "256M"));
    options.addAll(List.of("-nographic", "-nic", "none", "-semihosting"));
    options.addAll(List.of("-kernel", file.toString()));
    options.addAll(List.of(more));
    Tool.Result run =
        Tool.onPath("qemu-system-aarch64", "it boots the image of this test")
            .run(options.toArray(String[]::new));
    assertThat(run.status()).as(run.stdout()).isZero();
    return run.stdout();
  }
}
