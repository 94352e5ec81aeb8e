package dev.ingot.patcher;

import dev.ingot.goelf.a64.Instruction;
import dev.ingot.goelf.a64.Instruction.AddImmediate;
import dev.ingot.goelf.a64.Instruction.AddressOfPage;
import java.util.List;

/**
 * A jump to anywhere within 4 GiB, word for word as Go's linker makes it for calls that do not
 * reach (Go src/cmd/link/internal/arm64/asm.go {@code gentramp}): {@code ADRP x16; ADD x16, x16; BR
 * x16}. A call may change x16 (AAPCS64, "Use of IP0 and IP1 by the linker").
 */
final class Trampoline {
  /** Bytes. */
  static final int SIZE = 12;

  /** {@code br x16}. */
  static final int BRANCH = 0xd61f_0200;

  private static final int REGISTER = 16;

  private Trampoline() {}

  /** Whether a trampoline at the VA reaches the target. */
  static boolean reaches(long address, long target) {
    return AddressOfPage.RANGE.contains((target & -4096) - (address & -4096));
  }

  /** The three words of a trampoline at the VA. */
  static List<Integer> words(long address, long target) {
    Instruction low =
        new AddImmediate(
            true, REGISTER, REGISTER, (int) target & AddressRewriter.PAGE_OFFSET_MASK, false);
    return List.of(AddressOfPage.between(REGISTER, address, target).encode(), low.encode(), BRANCH);
  }
}
