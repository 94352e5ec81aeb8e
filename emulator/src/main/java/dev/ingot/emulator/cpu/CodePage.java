package dev.ingot.emulator.cpu;

import dev.ingot.emulator.memory.RamPage;
import java.util.Arrays;

/** The decoded instructions of one physical page. */
final class CodePage {
  static final int OPS = RamPage.BYTES / Integer.BYTES;

  /** By word index; null where not decoded yet. */
  final Op[] ops = new Op[OPS];

  final RamPage ram;

  CodePage(RamPage ram) {
    this.ram = ram;
  }

  /** The instruction word at {@code index}. */
  int word(int index) {
    return (int) (ram.words[index >>> 1] >>> (index << 5));
  }

  /** All instruction words of the page. */
  int[] words() {
    int[] words = new int[OPS];
    Arrays.setAll(words, this::word);
    return words;
  }

  void clear() {
    Arrays.fill(ops, null);
  }
}
