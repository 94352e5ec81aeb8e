package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The nucleus finds the CPUs and the RAM of whatever machine QEMU's device tree describes. */
@Tag("slow")
class MachineShapesTest {
  private static final Path SOURCE = Path.of("../testdata/programs/machine/machine.go");

  /** What image, nucleus, device tree and the program's stack may take of RAM, in MiB. */
  private static final int TAKEN = 8;

  @TempDir private static Path folder;

  /** A machine by QEMU's options, and what the program has to see of it. */
  record Shape(String name, int cpus, int memoryMib, List<String> options) {
    static Shape of(String name, int cpus, int memoryMib, String options) {
      return new Shape(name, cpus, memoryMib, List.of(options.split(" ")));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Shape> shapes() {
    return Stream.of(
        Shape.of(
            "GICv2, entered at EL2",
            4,
            512,
            "-M virt,gic-version=2,virtualization=on -cpu cortex-a57 -smp 4 -m 512M"),
        Shape.of(
            "GICv3, entered at EL2",
            4,
            512,
            "-M virt,gic-version=3,virtualization=on -cpu max -smp 4 -m 512M"),
        Shape.of(
            "more CPUs than the nucleus takes",
            8,
            512,
            "-M virt,gic-version=3 -cpu max -smp 12 -m 512M"),
        Shape.of("RAM that ends within 2 MiB", 1, 201, "-M virt -cpu cortex-a57 -m 201M"),
        Shape.of(
            "two banks",
            2,
            512,
            "-M virt -cpu cortex-a57 -smp 2 -m 512M"
                + " -object memory-backend-ram,id=m0,size=300M"
                + " -object memory-backend-ram,id=m1,size=212M"
                + " -numa node,memdev=m0,cpus=0 -numa node,memdev=m1,cpus=1"),
        Shape.of(
            "RAM beyond 512 GiB, of which the host has next to nothing",
            1,
            600 << 10,
            "-M virt,gic-version=3,memory-backend=m0 -cpu max -m 600G"
                + " -object memory-backend-ram,id=m0,size=600G,reserve=off"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void allCpusAndAllRamAreUsed(Shape shape) throws IOException {
    String[] found = run(shape.options());

    assertThat(found[0]).isEqualTo(Integer.toString(shape.cpus()));
    assertThat(Integer.parseInt(found[1])).isBetween(shape.memoryMib() - TAKEN, shape.memoryMib());
  }

  @Test
  void whatTheDeviceTreeReservesIsLeftAlone() throws IOException {
    Tool compiler = Tool.onPath("dtc", "it writes the device tree of this test");
    Path tree = folder.resolve("virt.dtb");
    Path source = folder.resolve("reserved.dts");
    Path reserved = folder.resolve("reserved.dtb");
    Tool qemu = Tool.onPath("qemu-system-aarch64", "it describes its machine");
    assertThat(
            qemu.run(
                    "-M",
                    "virt,dumpdtb=" + tree,
                    "-cpu",
                    "cortex-a57",
                    "-m",
                    "512M",
                    "-nic",
                    "none")
                .status())
        .isZero();
    String text = compiler.run("-q", "-I", "dtb", "-O", "dts", tree.toString()).stdout();
    Files.writeString(
        source,
        text.replaceFirst("/dts-v1/;", "/dts-v1/; /memreserve/ 0x48000000 0x1000000;")
            .replaceFirst(
                "chosen \\{",
                """
                reserved-memory {
                  #address-cells = <2>;
                  #size-cells = <2>;
                  ranges;
                  secure@4a000000 { reg = <0 0x4a000123 0 0x1000000>; no-map; };
                  buffer@4c000000 { reg = <0 0x4c000000 0 0x800000>; };
                };
                chosen {\
                """));
    assertThat(
            compiler
                .run("-q", "-I", "dts", "-O", "dtb", "-o", reserved.toString(), source.toString())
                .status())
        .isZero();

    String[] found =
        run(List.of("-M", "virt", "-cpu", "cortex-a57", "-m", "512M", "-dtb", reserved.toString()));

    assertThat(Integer.parseInt(found[1])).isBetween(512 - 40 - 1 - TAKEN, 512 - 40);
  }

  /** Boots the program and splits what it prints. */
  private static String[] run(List<String> options) throws IOException {
    Tool qemu = Tool.onPath("qemu-system-aarch64", "it boots the image of this test");
    Expectation plain =
        new Expectation("machine", List.of(), List.of(), Optional.empty(), 0, List.of(), List.of());
    Path image = Files.createTempFile(folder, "machine", ".img");
    Files.write(
        image,
        new GuestImages(folder).image(SOURCE, "1.23", false, plain, ReferenceRun.MEMORY / 4));
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(
        List.of("-nographic", "-nic", "none", "-semihosting", "-kernel", image.toString()));

    Tool.Result result = qemu.run(arguments.toArray(String[]::new));

    assertThat(result.status()).as(result.stdout()).isZero();
    return result.stdout().strip().split(" ");
  }
}
