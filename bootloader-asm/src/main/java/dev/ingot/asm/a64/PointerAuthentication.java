package dev.ingot.asm.a64;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * FEAT_PAuth instructions with registers (Arm ARM C4.1, "Data-processing (1 source)",
 * "Unconditional branch (register)"), which Keystone does not know.
 */
final class PointerAuthentication {
  /** In the order of the opcode, bits 15:10; with the suffix z, eight more. */
  private static final List<String> ONE_SOURCE =
      List.of("pacia", "pacib", "pacda", "pacdb", "autia", "autib", "autda", "autdb");

  private static final List<String> ONE_SOURCE_ZERO =
      List.of("paciza", "pacizb", "pacdza", "pacdzb", "autiza", "autizb", "autdza", "autdzb");

  private static final int PACIA = 0xdac10000;
  private static final int ZERO_MODIFIER = 1 << 13 | 31 << 5;
  private static final int XPACI = 0xdac143e0;
  private static final int XPACD = 0xdac147e0;
  private static final int PACGA = 0x9ac03000;

  private static final Map<String, Integer> BRANCHES =
      Map.of("braa", 0xd71f0800, "brab", 0xd71f0c00, "blraa", 0xd73f0800, "blrab", 0xd73f0c00);
  private static final Map<String, Integer> BRANCHES_ZERO =
      Map.of("braaz", 0xd61f081f, "brabz", 0xd61f0c1f, "blraaz", 0xd63f081f, "blrabz", 0xd63f0c1f);

  private PointerAuthentication() {}

  static OptionalInt encode(String mnemonic, Operands operands) {
    if (ONE_SOURCE.contains(mnemonic)) {
      operands.expectCount(2);
      int opcode = ONE_SOURCE.indexOf(mnemonic) << 10;
      return OptionalInt.of(PACIA | opcode | baseOf(operands, 1) << 5 | operands.general(0, true));
    }
    if (ONE_SOURCE_ZERO.contains(mnemonic)) {
      operands.expectCount(1);
      int opcode = ONE_SOURCE_ZERO.indexOf(mnemonic) << 10;
      return OptionalInt.of(PACIA | ZERO_MODIFIER | opcode | operands.general(0, true));
    }
    if (mnemonic.equals("xpaci") || mnemonic.equals("xpacd")) {
      operands.expectCount(1);
      return OptionalInt.of((mnemonic.equals("xpaci") ? XPACI : XPACD) | operands.general(0, true));
    }
    if (mnemonic.equals("pacga")) {
      operands.expectCount(3);
      return OptionalInt.of(
          PACGA
              | baseOf(operands, 2) << 16
              | operands.general(1, true) << 5
              | operands.general(0, true));
    }
    if (BRANCHES.containsKey(mnemonic)) {
      operands.expectCount(2);
      return OptionalInt.of(
          BRANCHES.get(mnemonic) | operands.general(0, true) << 5 | baseOf(operands, 1));
    }
    if (BRANCHES_ZERO.containsKey(mnemonic)) {
      operands.expectCount(1);
      return OptionalInt.of(BRANCHES_ZERO.get(mnemonic) | operands.general(0, true) << 5);
    }
    return OptionalInt.empty();
  }

  /** A modifier, where 31 is the stack pointer. */
  private static int baseOf(Operands operands, int index) {
    return Registers.base(operands.get(index))
        .map(Registers.General::number)
        .orElseThrow(
            () ->
                new EncodingException(
                    "operand "
                        + (index + 1)
                        + " must be an X register or sp, found '"
                        + operands.get(index)
                        + "'"));
  }
}
