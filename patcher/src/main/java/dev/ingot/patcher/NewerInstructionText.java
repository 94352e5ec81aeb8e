package dev.ingot.patcher;

import java.util.Optional;

/**
 * The instructions behind Armv8.0 that Go emits, as text: the Capstone that runs on all our hosts
 * does not know them (docs/decisions/0008). These are the atomic instructions of Armv8.1
 * (FEAT_LSE), LDAPR of Armv8.3, and MSR DIT of Armv8.4. Encodings: Arm ARM C4.1, "Atomic memory
 * operations", "Compare and swap", "Compare and swap pair" and "PSTATE".
 */
final class NewerInstructionText {
  private static final int OPERATION_MASK = 0x3f20_0c00;
  private static final int OPERATION = 0x3820_0000;

  private static final int COMPARE_MASK = 0x3fa0_7c00;
  private static final int COMPARE = 0x08a0_7c00;

  private static final int COMPARE_PAIR_MASK = 0xbfa0_7c00;
  private static final int COMPARE_PAIR = 0x0820_7c00;

  private static final int LOAD_ACQUIRE_MASK = 0x3fff_fc00;
  private static final int LOAD_ACQUIRE = 0x38bf_c000;

  private static final int TIMING_MASK = 0xffff_f0ff;
  private static final int TIMING = 0xd503_405f;

  private static final String[] OPERATIONS = {
    "add", "clr", "eor", "set", "smax", "smin", "umax", "umin"
  };

  private static final String[] SIZES = {"b", "h", "", ""};
  private static final int DOUBLE_WORD = 3;
  private static final int LAST_REGISTER = 31;

  private final int word;

  private NewerInstructionText(int word) {
    this.word = word;
  }

  /** The instruction, empty when it is none of them. */
  static Optional<String> of(int word) {
    NewerInstructionText text = new NewerInstructionText(word);
    if ((word & LOAD_ACQUIRE_MASK) == LOAD_ACQUIRE) {
      return Optional.of("ldapr%s %s, %s".formatted(text.sizeName(), text.value(0), text.base()));
    }
    if ((word & TIMING_MASK) == TIMING) {
      return Optional.of("msr dit, #%d".formatted(text.field(8, 4)));
    }
    if ((word & COMPARE_MASK) == COMPARE) {
      return Optional.of(text.compare());
    }
    if ((word & COMPARE_PAIR_MASK) == COMPARE_PAIR) {
      return text.comparePair();
    }
    return (word & OPERATION_MASK) == OPERATION ? text.operation() : Optional.empty();
  }

  private Optional<String> operation() {
    boolean swap = bit(15);
    int operation = field(12, 3);
    if (swap && operation != 0) {
      return Optional.empty();
    }
    boolean acquire = bit(23);
    String order = (acquire ? "a" : "") + (bit(22) ? "l" : "") + sizeName();
    if (swap) {
      return Optional.of("swp%s %s, %s, %s".formatted(order, value(16), value(0), base()));
    }
    String name = OPERATIONS[operation] + order;
    return Optional.of(
        field(0, 5) == LAST_REGISTER && !acquire
            ? "st%s %s, %s".formatted(name, value(16), base())
            : "ld%s %s, %s, %s".formatted(name, value(16), value(0), base()));
  }

  private String compare() {
    return "cas%s%s %s, %s, %s".formatted(compareOrder(), sizeName(), value(16), value(0), base());
  }

  private Optional<String> comparePair() {
    int compared = field(16, 5);
    int stored = field(0, 5);
    if (compared % 2 != 0 || stored % 2 != 0) {
      return Optional.empty();
    }
    boolean wide = bit(30);
    return Optional.of(
        "casp%s %s, %s, %s, %s, %s"
            .formatted(
                compareOrder(),
                register(compared, wide),
                register(compared + 1, wide),
                register(stored, wide),
                register(stored + 1, wide),
                base()));
  }

  private String compareOrder() {
    return (bit(22) ? "a" : "") + (bit(15) ? "l" : "");
  }

  private String sizeName() {
    return SIZES[field(30, 2)];
  }

  /** The register whose number starts at a bit, of the size of the access. */
  private String value(int lowestBit) {
    return register(field(lowestBit, 5), field(30, 2) == DOUBLE_WORD);
  }

  private String base() {
    int number = field(5, 5);
    return number == LAST_REGISTER ? "[sp]" : "[x%d]".formatted(number);
  }

  private static String register(int number, boolean wide) {
    String prefix = wide ? "x" : "w";
    return number == LAST_REGISTER ? prefix + "zr" : prefix + number;
  }

  private boolean bit(int number) {
    return field(number, 1) != 0;
  }

  private int field(int lowestBit, int width) {
    return word >>> lowestBit & (1 << width) - 1;
  }
}
