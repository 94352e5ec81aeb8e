package dev.ingot.linkerscript;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.linkerscript.MemoryRegion.Use;

/** Which of a board's memories hold a program's code, and which its data. */
public sealed interface Layout {
  /** The name that {@code --layout} takes. */
  String name();

  /** One line for a reader. */
  String summary();

  /**
   * Chooses the memories.
   *
   * @throws RefusedException when the board lacks what the layout needs
   */
  Placement place(Board board);

  /** A boot loader copies the whole program to RAM. */
  record InRam() implements Layout {
    @Override
    public String name() {
      return "ram";
    }

    @Override
    public String summary() {
      return "a boot loader puts all of it into RAM";
    }

    @Override
    public Placement place(Board board) {
      MemoryRegion room = imageRoom(board, this);
      return new Placement(room, room);
    }
  }

  /** Code stays in flash; the initial values of .data lie in flash and are copied at the start. */
  record InRom() implements Layout {
    @Override
    public String name() {
      return "rom";
    }

    @Override
    public String summary() {
      return "code and constants stay in flash, .data is loaded there and runs in RAM";
    }

    @Override
    public Placement place(Board board) {
      MemoryRegion flash =
          board
              .regions(Use.FLASH)
              .findFirst()
              .orElseThrow(
                  () ->
                      refuse(board, this, "no flash", "a board with flash", "take the layout ram"));
      return new Placement(flash, imageRoom(board, this));
    }
  }

  /**
   * Where the two halves of a program go.
   *
   * @param code for vectors, text and read-only data
   * @param data for .data, .bss, stack and page tables; the same region when all is in RAM
   */
  record Placement(MemoryRegion code, MemoryRegion data) {
    /** Whether .data starts as a copy that lies elsewhere. */
    public boolean copiesData() {
      return !code.equals(data);
    }
  }

  private static MemoryRegion imageRoom(Board board, Layout layout) {
    long room = board.imageRoom();
    if (room <= 0) {
      throw refuse(
          board,
          layout,
          "image address 0x%x in reserved memory".formatted(board.imageAddress()),
          "an address in free RAM",
          "move the image or the reserved region");
    }
    MemoryRegion bank = board.ram();
    return new MemoryRegion(bank.name(), Use.RAM, board.imageAddress(), room, bank.note());
  }

  private static RefusedException refuse(
      Board board, Layout layout, String found, String allowed, String remedy) {
    return new RefusedException(
        new Refusal(board.name(), "layout " + layout.name(), found, allowed, remedy));
  }
}
