package dev.ingot.patcher;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;

/** User code without an assembler: a jump to a function of the program, and some variables. */
record CodeOfWords(String name, String callee, int alignment, int zerosSize) implements UserCode {
  /** {@code b .}, Arm ARM C6.2.26; the offset in words is in bits 0 to 25. */
  private static final int BRANCH = 0x1400_0000;

  private static final int OFFSET_MASK = 0x3ff_ffff;

  @Override
  public int codeSize() {
    return Integer.BYTES;
  }

  @Override
  public Placed placeAt(long code, long zeros, Symbols symbols) {
    int distance = (int) (symbols.addressOf(callee).orElseThrow() - code) / Integer.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(BRANCH | distance & OFFSET_MASK);
    return new Placed(
        Bytes.of(bytes.array()), Map.of("entry", code, "variables", zeros), Set.of("entry"));
  }
}
