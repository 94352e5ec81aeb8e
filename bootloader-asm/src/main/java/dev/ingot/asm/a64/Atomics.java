package dev.ingot.asm.a64;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Atomic memory operations of FEAT_LSE, FEAT_LOR and FEAT_LRCPC (Arm ARM C4.1, "Atomic memory
 * operations", "Compare and swap", "Load/store ordered"), which Keystone does not know.
 */
final class Atomics {
  /** In the order of opc, bits 14:12. */
  private static final List<String> OPERATIONS =
      List.of("add", "clr", "eor", "set", "smax", "smin", "umax", "umin");

  private static final Pattern LOAD_OPERATION =
      Pattern.compile("(ld|st)(add|clr|eor|set|smax|smin|umax|umin)(a?)(l?)([bh]?)");
  private static final Pattern SWAP = Pattern.compile("swp(a?)(l?)([bh]?)");
  private static final Pattern COMPARE_SWAP = Pattern.compile("cas(p?)(a?)(l?)([bh]?)");
  private static final Pattern ORDERED = Pattern.compile("(ldapr|ldlar|stllr)([bh]?)");

  private static final int ATOMIC = 0x38200000;
  private static final int SWAP_OPERATION = 0x8000;
  private static final int CAS = 0x08a07c00;
  private static final int CASP = 0x08207c00;
  private static final int LDAPR = 0x38bfc000;
  private static final int LDLAR = 0x08df7c00;
  private static final int STLLR = 0x089f7c00;
  private static final int ZERO_REGISTER = 31;

  private Atomics() {}

  static OptionalInt encode(String mnemonic, Operands operands) {
    Matcher m = LOAD_OPERATION.matcher(mnemonic);
    if (m.matches() && !(m.group(1).equals("st") && !m.group(3).isEmpty())) {
      return OptionalInt.of(loadOperation(m, operands));
    }
    m = SWAP.matcher(mnemonic);
    if (m.matches()) {
      return OptionalInt.of(atomic(m.group(1), m.group(2), m.group(3), operands) | SWAP_OPERATION);
    }
    m = COMPARE_SWAP.matcher(mnemonic);
    if (m.matches() && (m.group(1).isEmpty() || m.group(4).isEmpty())) {
      return OptionalInt.of(
          m.group(1).isEmpty() ? compareSwap(m, operands) : compareSwapPair(m, operands));
    }
    m = ORDERED.matcher(mnemonic);
    return m.matches() ? OptionalInt.of(ordered(m, operands)) : OptionalInt.empty();
  }

  private static int loadOperation(Matcher m, Operands operands) {
    int opcode = OPERATIONS.indexOf(m.group(2)) << 12;
    if (m.group(1).equals("ld")) {
      return atomic(m.group(3), m.group(4), m.group(5), operands) | opcode;
    }
    // The store form drops the old value: it is the load form with the zero register.
    boolean is64 = isDoubleword(m.group(5), operands);
    int rs = operands.general(0, is64);
    return ATOMIC
        | size(m.group(5), is64)
        | bit(m.group(4), 22)
        | rs << 16
        | opcode
        | operands.address(1) << 5
        | ZERO_REGISTER;
  }

  private static int atomic(String acquire, String release, String width, Operands operands) {
    requireOperands(operands, 3);
    boolean is64 = isDoubleword(width, operands);
    return ATOMIC
        | size(width, is64)
        | bit(acquire, 23)
        | bit(release, 22)
        | operands.general(0, is64) << 16
        | operands.address(2) << 5
        | operands.general(1, is64);
  }

  private static int compareSwap(Matcher m, Operands operands) {
    requireOperands(operands, 3);
    boolean is64 = isDoubleword(m.group(4), operands);
    return CAS
        | size(m.group(4), is64)
        | bit(m.group(2), 22)
        | bit(m.group(3), 15)
        | operands.general(0, is64) << 16
        | operands.address(2) << 5
        | operands.general(1, is64);
  }

  private static int compareSwapPair(Matcher m, Operands operands) {
    requireOperands(operands, 5);
    boolean is64 = isDoubleword("", operands);
    int rs = pair(operands, 0, is64);
    int rt = pair(operands, 2, is64);
    return CASP
        | (is64 ? 1 << 30 : 0)
        | bit(m.group(2), 22)
        | bit(m.group(3), 15)
        | rs << 16
        | operands.address(4) << 5
        | rt;
  }

  private static int pair(Operands operands, int index, boolean is64) {
    int first = operands.general(index, is64);
    int second = operands.general(index + 1, is64);
    if ((first & 1) != 0 || second != first + 1) {
      throw new EncodingException(
          "operands "
              + (index + 1)
              + " and "
              + (index + 2)
              + " must be an even register and the next one");
    }
    return first;
  }

  private static int ordered(Matcher m, Operands operands) {
    requireOperands(operands, 2);
    boolean is64 = isDoubleword(m.group(2), operands);
    int base =
        switch (m.group(1)) {
          case "ldapr" -> LDAPR;
          case "ldlar" -> LDLAR;
          default -> STLLR;
        };
    return base | size(m.group(2), is64) | operands.address(1) << 5 | operands.general(0, is64);
  }

  private static void requireOperands(Operands operands, int least) {
    if (operands.count() < least) {
      throw new EncodingException("expected " + least + " operands, found " + operands.count());
    }
  }

  /** Byte and halfword forms take W registers; the others say it by their first operand. */
  private static boolean isDoubleword(String width, Operands operands) {
    requireOperands(operands, 2);
    return width.isEmpty()
        && Registers.generalOrZero(operands.get(0)).map(Registers.General::is64).orElse(true);
  }

  private static int size(String width, boolean is64) {
    int size =
        switch (width) {
          case "b" -> 0;
          case "h" -> 1;
          default -> is64 ? 3 : 2;
        };
    return size << 30;
  }

  private static int bit(String flag, int position) {
    return flag.isEmpty() ? 0 : 1 << position;
  }
}
