package dev.ingot.emulator.oracle;

import java.util.List;
import java.util.Locale;

/**
 * A word and the state that it starts from. As text, to be kept, it is the word and what is not
 * zero of that state, such as {@code d4000001 spsr=3c5 sctlr=30d01805 x3=10}; the memory window is
 * zero then.
 *
 * @param word the instruction
 * @param returns whether ELR_EL1 and SPSR_EL1 are loaded from x1 and x2 before, for ERET
 */
record PrivilegedCase(int word, boolean returns, PrivilegedState before) {
  /** UDF #0: nothing that a branch may come back to. */
  private static final int UDF = 0;

  /** MSR ELR_EL1, X1 and MSR SPSR_EL1, X2. */
  private static final int SET_ELR = 0xd518_4021;

  private static final int SET_SPSR = 0xd518_4002;
  private static final int HEX = 16;

  /** The contents of the case's slot before the end. */
  int[] words() {
    return returns ? new int[] {SET_ELR, SET_SPSR, word} : new int[] {UDF, UDF, word};
  }

  /**
   * Has the case start in the slot {@code index}; a word that refers to its PC means another then.
   */
  void enterAt(int index) {
    long slot = PrivilegedState.SLOTS_VA + (long) index * PrivilegedState.SLOT_BYTES;
    before.elr = returns ? slot : slot + PrivilegedState.PREFIX_BYTES;
  }

  String text() {
    StringBuilder text = new StringBuilder("%08x".formatted(word));
    if (returns) {
      text.append(" returns");
    }
    append(text, "spsr", before.spsr);
    append(text, "sctlr", before.sctlr);
    append(text, "cpacr", before.cpacr);
    for (int i = 0; i < before.x.length; i++) {
      append(text, PrivilegedState.nameOf(i), before.x[i]);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String name, long value) {
    if (value != 0) {
      text.append(" %s=%x".formatted(name, value));
    }
  }

  /** The cases of a text, without empty lines and comments, which begin with #. */
  static List<PrivilegedCase> parse(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(PrivilegedCase::of)
        .toList();
  }

  private static PrivilegedCase of(String line) {
    PrivilegedState state = new PrivilegedState();
    boolean returns = false;
    String[] settings = line.split(" ", -1);
    for (int i = 1; i < settings.length; i++) {
      String[] setting = settings[i].split("=", 2);
      if (setting.length == 1) {
        returns = true;
      } else {
        set(state, setting[0], Long.parseUnsignedLong(setting[1], HEX));
      }
    }
    return new PrivilegedCase(Integer.parseUnsignedInt(settings[0], HEX), returns, state);
  }

  private static void set(PrivilegedState state, String name, long value) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "spsr" -> state.spsr = value;
      case "sctlr" -> state.sctlr = value;
      case "cpacr" -> state.cpacr = value;
      case "sp_el0" -> state.x[PrivilegedState.SP_EL0] = value;
      case "sp_el1" -> state.x[PrivilegedState.SP_EL1] = value;
      default -> state.x[Integer.parseInt(name.substring(1))] = value;
    }
  }
}
