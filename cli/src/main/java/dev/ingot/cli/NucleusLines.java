package dev.ingot.cli;

import dev.ingot.emulator.Symbolizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Passes a console's bytes on, and adds names to the addresses in the nucleus's own lines, which
 * start with {@code [nucleus] } (docs/contracts.md, section 3). Everything else passes untouched
 * and at once.
 */
final class NucleusLines extends OutputStream {
  private static final byte[] PREFIX = "[nucleus] ".getBytes(StandardCharsets.US_ASCII);

  /** As the nucleus prints 64-bit numbers (print.s). */
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{16}");

  private static final int HEXADECIMAL = 16;

  private final OutputStream out;
  private final Symbolizer symbols;

  /** The present line, as long as it is or may become one of the nucleus's. */
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  private boolean holding = true;

  NucleusLines(OutputStream out, Symbolizer symbols) {
    this.out = out;
    this.symbols = symbols;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int passFrom = offset;
    for (int i = offset; i < offset + length; i++) {
      boolean endsLine = bytes[i] == '\n';
      if (holding) {
        held.write(bytes[i]);
        passFrom = i + 1;
        int count = held.size();
        if (count <= PREFIX.length && bytes[i] != PREFIX[count - 1]) {
          release();
        } else if (endsLine) {
          out.write(named(held.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
          held.reset();
        }
      }
      if (endsLine) {
        holding = true;
        out.write(bytes, passFrom, i + 1 - passFrom);
        passFrom = i + 1;
      }
    }
    out.write(bytes, passFrom, offset + length - passFrom);
  }

  private void release() throws IOException {
    held.writeTo(out);
    held.reset();
    holding = false;
  }

  /** Passes on what cannot wait: a prompt may look like the beginning of a nucleus line. */
  @Override
  public void flush() throws IOException {
    if (held.size() > 0 && held.size() < PREFIX.length) {
      release();
    }
    out.flush();
  }

  private String named(String line) {
    return ADDRESS.matcher(line).replaceAll(this::named);
  }

  private String named(MatchResult match) {
    String digits = match.group();
    long address = Long.parseUnsignedLong(digits, 2, digits.length(), HEXADECIMAL);
    return symbols
        .locate(address)
        .map(at -> digits + " <" + at.toString().replace("$", "\\$") + ">")
        .orElse(digits);
  }
}
