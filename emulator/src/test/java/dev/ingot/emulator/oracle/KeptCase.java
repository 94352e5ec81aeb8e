package dev.ingot.emulator.oracle;

import java.util.List;

/**
 * A case as a line of text, to be kept: the word, then the registers that are not zero, such as
 * {@code 1e602820 v0=3ff0000000000000:0 fpcr=400000}. What is not named is zero; a vector register
 * is its upper and lower half. The case runs in the first slot, its memory window is all zero.
 */
public record KeptCase(String line) {
  private static final int HEX = 16;

  /** The cases of a text, without empty lines and comments, which begin with #. */
  public static List<KeptCase> parse(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(KeptCase::new)
        .toList();
  }

  OracleCase oracleCase() {
    String[] words = line.split(" ", -1);
    CpuState state = new CpuState();
    state.x[CpuState.DRIVER_REGISTER] = CpuState.FIRST_SLOT_VA;
    for (int i = 1; i < words.length; i++) {
      String[] setting = words[i].split("=", 2);
      set(state, setting[0], setting[1]);
    }
    return new OracleCase(null, Integer.parseUnsignedInt(words[0], HEX), state);
  }

  private static void set(CpuState state, String name, String value) {
    switch (name) {
      case "nzcv" -> state.nzcv = Long.parseUnsignedLong(value, HEX);
      case "fpcr" -> state.fpcr = Long.parseUnsignedLong(value, HEX);
      case "fpsr" -> state.fpsr = Long.parseUnsignedLong(value, HEX);
      default -> setRegister(state, name, value);
    }
  }

  private static void setRegister(CpuState state, String name, String value) {
    int index = Integer.parseInt(name.substring(1));
    if (name.charAt(0) == 'x') {
      state.x[index] = Long.parseUnsignedLong(value, HEX);
      return;
    }
    String[] halves = value.split(":", 2);
    state.v[2 * index] = Long.parseUnsignedLong(halves[1], HEX);
    state.v[2 * index + 1] = Long.parseUnsignedLong(halves[0], HEX);
  }

  /** The line of a case. */
  static String text(OracleCase of) {
    StringBuilder text = new StringBuilder("%08x".formatted(of.word()));
    CpuState state = of.before();
    for (int i = 0; i < state.x.length; i++) {
      if (i != CpuState.DRIVER_REGISTER && state.x[i] != 0) {
        text.append(" x%d=%x".formatted(i, state.x[i]));
      }
    }
    for (int i = 0; i < state.v.length; i += 2) {
      if ((state.v[i] | state.v[i + 1]) != 0) {
        text.append(" v%d=%x:%x".formatted(i / 2, state.v[i + 1], state.v[i]));
      }
    }
    append(text, "nzcv", state.nzcv);
    append(text, "fpcr", state.fpcr);
    append(text, "fpsr", state.fpsr);
    return text.toString();
  }

  private static void append(StringBuilder text, String name, long value) {
    if (value != 0) {
      text.append(" %s=%x".formatted(name, value));
    }
  }
}
