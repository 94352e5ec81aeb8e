package dev.ingot.emulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The words of one function as a disassembler lists them, which takes every word for an
 * instruction. The loads of literals tell which of them are constants. Go's assembler also keeps
 * constants that no load needs in the end (cmd/internal/obj/arm64/asm7.go, flushpool): they lie
 * behind the last jump or return, where no branch leads.
 */
final class ListedFunction {
  private final List<Word> words = new ArrayList<>();

  /**
   * A listed word.
   *
   * @param address in the listing's own terms: only distances count
   */
  record Word(long address, int word) {
    /** Load register (literal), but for opc and V (Arm ARM C4.1.94). */
    private static final int LITERAL_MASK = 0x3b00_0000;

    private static final int LITERAL = 0x1800_0000;

    private boolean isLiteralLoad() {
      return (word & LITERAL_MASK) == LITERAL;
    }

    /** Addresses of the words that a load of a literal loads; a prefetch loads none. */
    private List<Long> loaded() {
      List<Long> loaded = new ArrayList<>();
      boolean vector = (word >>> 26 & 1) != 0;
      int bytes =
          switch (word >>> 30) {
            case 0 -> Integer.BYTES;
            case 1 -> Long.BYTES;
            case 2 -> vector ? 2 * Long.BYTES : Integer.BYTES;
            default -> 0;
          };
      for (int offset = 0; offset < bytes; offset += Integer.BYTES) {
        loaded.add(target(5, 19) + offset);
      }
      return loaded;
    }

    /** Where a direct branch leads (Arm ARM C4.1.93): B, BL, B.cond, CBZ, CBNZ, TBZ, TBNZ. */
    private OptionalLong branchTarget() {
      if ((word & 0x7c00_0000) == 0x1400_0000) {
        return OptionalLong.of(target(0, 26));
      }
      if ((word & 0xff00_0010) == 0x5400_0000 || (word & 0x7e00_0000) == 0x3400_0000) {
        return OptionalLong.of(target(5, 19));
      }
      return (word & 0x7e00_0000) == 0x3600_0000
          ? OptionalLong.of(target(5, 14))
          : OptionalLong.empty();
    }

    /** B, BR and RET: what stands behind them is not run next. */
    private boolean endsFlow() {
      return (word & 0xfc00_0000) == 0x1400_0000 || (word & 0xffbf_fc1f) == 0xd61f_0000;
    }

    private long target(int lowestBit, int bits) {
      int words = word << Integer.SIZE - lowestBit - bits >> Integer.SIZE - bits;
      return address + (long) words * Integer.BYTES;
    }
  }

  void add(Word word) {
    words.add(word);
  }

  /** The words that are no constants. */
  List<Word> instructions() {
    List<Word> code = words.subList(0, poolStart());
    Set<Long> literals = new HashSet<>();
    for (Word each : code) {
      if (each.isLiteralLoad() && !literals.contains(each.address())) {
        literals.addAll(each.loaded());
      }
    }
    return code.stream().filter(word -> !literals.contains(word.address())).toList();
  }

  /** Where the words begin that stand behind the last jump or return, if no branch leads there. */
  private int poolStart() {
    int start = words.size();
    while (start > 0 && !words.get(start - 1).endsFlow()) {
      start--;
    }
    if (start == 0 || start == words.size()) {
      return words.size();
    }
    long from = words.get(start).address();
    long to = words.getLast().address();
    boolean reached =
        words.subList(0, start).stream()
            .map(Word::branchTarget)
            .flatMapToLong(OptionalLong::stream)
            .anyMatch(target -> target >= from && target <= to);
    return reached ? words.size() : start;
  }
}
