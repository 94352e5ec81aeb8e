package dev.ingot.cli;

import dev.ingot.linkerscript.Board;
import dev.ingot.linkerscript.BoardSource;
import dev.ingot.linkerscript.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The board that a program is placed on, and which of its memories the program uses. */
final class BoardOptions extends OptionGroup {
  private static final ByteSize DEFAULT_MEMORY = new ByteSize(512L << 20);

  /** The least RAM of {@link Board#qemuVirt}. */
  private static final ByteSize LEAST_MEMORY = new ByteSize(16L << 20);

  private final Source source = new Source(model);

  private final Argument<ByteSize> memory =
      Option.converted(ByteSize.class, ByteSize::parse, "-m", "--memory")
          .label("SIZE")
          .says(
              "RAM of qemu-virt (default: 512M), or of a device tree that leaves it to the"
                  + " firmware.")
          .in(model);

  private final Argument<Memories> layout =
      Option.oneOf(Memories.values(), "--layout")
          .label("LAYOUT")
          .orElse("ram")
          .says(
              "ram: all of the program in RAM; rom: code and constants stay in flash. Default:"
                  + " ${DEFAULT-VALUE}.")
          .in(model);

  BoardOptions(CommandSpec model) {
    super(model);
  }

  /** Where the board comes from: one of these at the most. */
  private static final class Source {
    private final Argument<BuiltIn> builtIn;
    private final Argument<Path> boardFile;
    private final Argument<Path> blob;

    Source(CommandSpec model) {
      ArgGroupSpec.Builder sources = ArgGroupSpec.builder().exclusive(true);
      builtIn =
          Option.oneOf(BuiltIn.values(), "--board")
              .label("NAME")
              .says("A built-in board: qemu-virt, which is the default.")
              .in(sources);
      boardFile =
          Option.path("--board-file")
              .label("FILE")
              .says("A board file; docs/board-files.md describes the format.")
              .in(sources);
      blob =
          Option.path("--dtb")
              .label("FILE")
              .says("A device tree blob: RAM, reserved memory, UART, GIC and timer.")
              .in(sources);
      model.addArgGroup(sources.build());
    }
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
    return layout.value().layout();
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
    if (source.blob.isGiven()) {
      return new BoardSource.Blob(
          source.blob.value(),
          memory.isGiven() ? OptionalLong.of(memory.value().bytes()) : OptionalLong.empty());
    }
    if (source.boardFile.isGiven()) {
      if (memory.isGiven()) {
        throw usage("--memory has no use with --board-file; the file tells the RAM");
      }
      return new BoardSource.TextFile(source.boardFile.value());
    }
    return switch (source.builtIn.ifGiven().orElse(BuiltIn.QEMU_VIRT)) {
      case QEMU_VIRT -> qemuVirt();
    };
  }

  private BoardSource qemuVirt() {
    ByteSize ram = memory.ifGiven().orElse(DEFAULT_MEMORY);
    if (ram.bytes() < LEAST_MEMORY.bytes()) {
      throw usage(
          "--memory %s is too little for qemu-virt; allowed is %s or more"
              .formatted(ram.inMebibytes(), LEAST_MEMORY.inMebibytes()));
    }
    return new BoardSource.QemuVirt(ram.bytes());
  }
}
