package dev.ingot.asm.a64;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Instructions with a target that is counted from the instruction itself (Arm ARM C4.1, "Branches",
 * "PC-rel. addressing", "Load register (literal)"). Keystone never sees them: it wraps a target out
 * of reach without a word.
 *
 * @param word the instruction with its target field zero
 * @param relocation how the target goes in
 */
public record PcRelative(int word, Relocation relocation) {
  private static final int B = 0x14000000;
  private static final int BL = 0x94000000;
  private static final int B_COND = 0x54000000;
  private static final int CBZ = 0x34000000;
  private static final int CBNZ = 0x35000000;
  private static final int TBZ = 0x36000000;
  private static final int TBNZ = 0x37000000;
  private static final int ADR = 0x10000000;
  private static final int ADRP = 0x90000000;
  private static final int LDR_LITERAL = 0x18000000;
  private static final int LDRSW_LITERAL = 0x98000000;
  private static final int SIMD_LITERAL = 1 << 26;
  private static final int SF = 1 << 31;

  /**
   * A branch without operands before its target: {@code b}, {@code bl}, {@code b.cond}, {@code
   * beq}.
   */
  public static Optional<PcRelative> branch(String mnemonic) {
    if (mnemonic.equals("b")) {
      return Optional.of(new PcRelative(B, Relocation.JUMP26));
    }
    if (mnemonic.equals("bl")) {
      return Optional.of(new PcRelative(BL, Relocation.CALL26));
    }
    if (!mnemonic.startsWith("b")) {
      return Optional.empty();
    }
    OptionalInt condition =
        Condition.encoding(mnemonic.substring(mnemonic.startsWith("b.") ? 2 : 1));
    return condition.isEmpty()
        ? Optional.empty()
        : Optional.of(new PcRelative(B_COND | condition.getAsInt(), Relocation.CONDBR19));
  }

  /** {@code cbz} and {@code cbnz}. */
  public static PcRelative compareAndBranch(boolean nonZero, Registers.General register) {
    int word = nonZero ? CBNZ : CBZ;
    return new PcRelative(
        word | (register.is64() ? SF : 0) | register.number(), Relocation.CONDBR19);
  }

  /**
   * {@code tbz} and {@code tbnz}.
   *
   * @throws EncodingException when the register has no such bit
   */
  public static PcRelative testAndBranch(boolean nonZero, Registers.General register, long bit) {
    int bits = register.is64() ? 64 : 32;
    if (bit < 0 || bit >= bits) {
      throw new EncodingException("bit number " + bit + " is not in 0.." + (bits - 1));
    }
    int word = nonZero ? TBNZ : TBZ;
    return new PcRelative(
        word | (int) (bit >>> 5) << 31 | (int) (bit & 31) << 19 | register.number(),
        Relocation.TSTBR14);
  }

  /** {@code adr}. */
  public static PcRelative adr(Registers.General register) {
    return new PcRelative(ADR | register.number(), Relocation.ADR_PREL_LO21);
  }

  /** {@code adrp}. */
  public static PcRelative adrp(Registers.General register) {
    return new PcRelative(ADRP | register.number(), Relocation.ADR_PREL_PG_HI21);
  }

  /**
   * A load from a literal, and how many bytes it loads.
   *
   * @param form the instruction
   * @param size 4, 8 or 16 bytes
   */
  public record LiteralLoad(PcRelative form, int size) {}

  /** {@code ldr} (W, X, S, D, Q) and {@code ldrsw} from a literal; empty for other registers. */
  public static Optional<LiteralLoad> literalLoad(String mnemonic, String register) {
    Optional<Registers.General> general = Registers.generalOrZero(register);
    if (mnemonic.equals("ldrsw")) {
      return general
          .filter(Registers.General::is64)
          .map(r -> literalLoad(LDRSW_LITERAL, r.number(), 4));
    }
    if (general.isPresent()) {
      boolean is64 = general.get().is64();
      return Optional.of(
          literalLoad(LDR_LITERAL | (is64 ? 1 << 30 : 0), general.get().number(), is64 ? 8 : 4));
    }
    return Registers.scalar(register.toLowerCase(Locale.ROOT))
        .filter(r -> "sdq".indexOf(r.kind()) >= 0)
        .map(
            r -> {
              int kind = "sdq".indexOf(r.kind());
              return literalLoad(LDR_LITERAL | SIMD_LITERAL | kind << 30, r.number(), 4 << kind);
            });
  }

  private static LiteralLoad literalLoad(int word, int register, int size) {
    return new LiteralLoad(new PcRelative(word | register, Relocation.LD_PREL_LO19), size);
  }
}
