package dev.ingot.cli;

import dev.ingot.linkerscript.Board;
import dev.ingot.linkerscript.BoardSource;
import dev.ingot.linkerscript.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The board that a program is placed on, and which of its memories the program uses. */
final class BoardOptions {
  private static final ByteSize DEFAULT_MEMORY = new ByteSize(512L << 20);

  /** The least RAM of {@link Board#qemuVirt}. */
  private static final ByteSize LEAST_MEMORY = new ByteSize(16L << 20);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @ArgGroup private Source source = new Source();

  @Option(
      names = {"-m", "--memory"},
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description =
          "RAM of qemu-virt (default: 512M), or of a device tree that leaves it to the firmware.")
  private ByteSize memory;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      defaultValue = "ram",
      description =
          "ram: all of the program in RAM; rom: code and constants stay in flash. Default:"
              + " ${DEFAULT-VALUE}.")
  private Memories layout;

  /** Where the board comes from: one of these. */
  private static final class Source {
    @Option(
        names = "--board",
        paramLabel = "NAME",
        description = "A built-in board: qemu-virt, which is the default.")
    private BuiltIn builtIn = BuiltIn.QEMU_VIRT;

    @Option(
        names = "--board-file",
        paramLabel = "FILE",
        description = "A board file; docs/board-files.md describes the format.")
    private Path boardFile;

    @Option(
        names = "--dtb",
        paramLabel = "FILE",
        description = "A device tree blob: RAM, reserved memory, UART, GIC and timer.")
    private Path blob;
  }

  /** The built-in boards. */
  private enum BuiltIn {
    QEMU_VIRT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Which memories the program uses. */
  private enum Memories {
    RAM,
    ROM;

    Layout layout() {
      return switch (this) {
        case RAM -> new Layout.InRam();
        case ROM -> new Layout.InRom();
      };
    }

    @Override
    public String toString() {
      return layout().name();
    }
  }

  Layout layout() {
    return layout.layout();
  }

  /**
   * Reads the board.
   *
   * @throws dev.ingot.goelf.RefusedException when its file describes no usable board
   */
  Board read() throws IOException {
    return source().board();
  }

  private BoardSource source() {
    if (source.blob != null) {
      return new BoardSource.Blob(
          source.blob, memory == null ? OptionalLong.empty() : OptionalLong.of(memory.bytes()));
    }
    if (source.boardFile != null) {
      if (memory != null) {
        throw new ParameterException(
            spec.commandLine(), "--memory has no use with --board-file; the file tells the RAM");
      }
      return new BoardSource.TextFile(source.boardFile);
    }
    return switch (source.builtIn) {
      case QEMU_VIRT -> qemuVirt();
    };
  }

  private BoardSource qemuVirt() {
    ByteSize ram = memory == null ? DEFAULT_MEMORY : memory;
    if (ram.bytes() < LEAST_MEMORY.bytes()) {
      throw new ParameterException(
          spec.commandLine(),
          "--memory %s is too little for qemu-virt; allowed is %s or more"
              .formatted(ram.inMebibytes(), LEAST_MEMORY.inMebibytes()));
    }
    return new BoardSource.QemuVirt(ram.bytes());
  }
}
