package dev.ingot.cli.lockstep;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * What QEMU's {@code -d cpu,fpu} writes, read register by register (target/arm/cpu.c, {@code
 * aarch64_cpu_dump_state}).
 */
final class RegisterLog {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int END = -1;
  private static final int RADIX = 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;

  RegisterLog(InputStream in) {
    this.in = in;
  }

  /** The registers before the next instruction that was logged, or nothing at the log's end. */
  Optional<Registers> next() throws IOException {
    if (!skipBehind('=')) {
      return Optional.empty();
    }
    long pc = number();
    long[] x = new long[Registers.COUNT];
    for (int i = 0; i < x.length; i++) {
      x[i] = valueOfNext();
    }
    long pstate = valueOfNext();
    return Optional.of(new Registers(pc, x, pstate, vectors()));
  }

  /**
   * V0 to V31, the lower half of each first, FPCR and FPSR; nothing if the CPU may not use them.
   */
  private long[] vectors() throws IOException {
    // "PSTATE=80000000 N--- EL0t     FPCR=00000000 FPSR=00000010" or "... EL1h    FPU disabled"
    int next = read();
    while (next != '=' && next != '\n' && next != END) {
      next = read();
    }
    if (next != '=') {
      return new long[0];
    }
    long[] v = new long[Registers.VECTOR_WORDS];
    v[Registers.FPCR] = number();
    v[Registers.FPSR] = valueOfNext();
    for (int i = 0; i < Registers.FPCR; i += 2) {
      v[i + 1] = valueOfNext();
      v[i] = number();
    }
    return v;
  }

  private long valueOfNext() throws IOException {
    if (!skipBehind('=')) {
      throw new IOException("the log of QEMU ends in a record");
    }
    return number();
  }

  private boolean skipBehind(char wanted) throws IOException {
    int next = read();
    while (next != wanted && next != END) {
      next = read();
    }
    return next == wanted;
  }

  /** A hexadecimal number, with the character behind it. */
  private long number() throws IOException {
    long value = 0;
    int digit = Character.digit(read(), RADIX);
    while (digit >= 0) {
      value = value << 4 | digit;
      digit = Character.digit(read(), RADIX);
    }
    return value;
  }

  private int read() throws IOException {
    if (at == end) {
      end = Math.max(0, in.read(buffer));
      at = 0;
      if (end == 0) {
        return END;
      }
    }
    return buffer[at++];
  }
}
