package dev.ingot.asm.frontend;

import dev.ingot.asm.object.EvaluationException;
import dev.ingot.asm.object.Expression;
import dev.ingot.asm.object.Padding;
import dev.ingot.asm.object.Section;
import dev.ingot.asm.source.Location;
import dev.ingot.asm.source.TextCursor;
import java.util.Map;

/** Alignment, gaps and {@code .org}. */
final class LayoutDirectives {
  /** Largest alignment: 2 MiB, one level-2 block of the 4 KiB translation granule. */
  private static final int MAX_ALIGNMENT_LOG2 = 21;

  private static final int BYTE_MASK = 0xff;

  private final UnitState unit;

  LayoutDirectives(UnitState unit) {
    this.unit = unit;
  }

  void register(Map<String, Directive> directives) {
    directives.put(".balign", in -> align(in, false));
    // On AArch64 .align counts in powers of two.
    directives.put(".align", in -> align(in, true));
    directives.put(".p2align", in -> align(in, true));
    directives.put(".skip", this::skip);
    directives.put(".space", this::skip);
    directives.put(".zero", this::skip);
    directives.put(".fill", this::fill);
    directives.put(".org", this::origin);
    directives.put(".ltorg", in -> unit.literals.flush(in.location()));
    directives.put(".pool", in -> unit.literals.flush(in.location()));
  }

  private void align(TextCursor in, boolean powerOfTwo) {
    Location at = in.statement().start();
    Section section = unit.sections.current();
    long asked = in.skipBlanks().peek() == ',' || in.atEnd() ? 0 : unit.expressions.constant(in);
    long alignment = powerOfTwo ? fromLog2(in, asked) : Math.max(asked, 1);
    if (alignment < 1 || alignment > 1L << MAX_ALIGNMENT_LOG2 || Long.bitCount(alignment) != 1) {
      throw in.error(
          "alignment "
              + asked
              + " is not a power of two of at most "
              + (1L << MAX_ALIGNMENT_LOG2)
              + " bytes");
    }
    int fill = section.isCode() ? Padding.NOP : Padding.ZERO;
    long most = Long.MAX_VALUE;
    if (in.accept(',')) {
      if (in.skipBlanks().peek() != ',' && !in.atEnd()) {
        fill = (int) unit.expressions.constant(in) & BYTE_MASK;
      }
      if (in.accept(',')) {
        most = unit.expressions.constant(in);
        most = most == 0 ? Long.MAX_VALUE : most;
      }
    }
    section.align(new Padding(alignment, fill, most), at);
  }

  private static long fromLog2(TextCursor in, long log2) {
    if (log2 < 0 || log2 > MAX_ALIGNMENT_LOG2) {
      throw in.error("alignment 2^" + log2 + " is not in 2^0..2^" + MAX_ALIGNMENT_LOG2);
    }
    return 1L << log2;
  }

  private void skip(TextCursor in) {
    Location at = in.skipBlanks().location();
    Expression count = unit.expressions.parse(in);
    long fill = in.accept(',') ? unit.expressions.constant(in) : 0;
    fill(in, count, new byte[] {(byte) fill}, at);
  }

  /**
   * {@code .fill repeat [, size [, value]]}: of a size above 4 the upper bytes are 0, as gas has
   * it.
   */
  private void fill(TextCursor in) {
    Location at = in.skipBlanks().location();
    Expression count = unit.expressions.parse(in);
    long size = 1;
    long value = 0;
    if (in.accept(',')) {
      if (in.skipBlanks().peek() != ',') {
        size = unit.expressions.constant(in);
      }
      if (in.accept(',')) {
        value = unit.expressions.constant(in);
      }
    }
    if (size < 0) {
      throw in.error(".fill size " + size + " is negative");
    }
    byte[] pattern = new byte[(int) Math.min(size, Long.BYTES)];
    for (int i = 0; i < Math.min(pattern.length, Integer.BYTES); i++) {
      pattern[i] = (byte) (value >>> (8 * i));
    }
    fill(in, count, pattern, at);
  }

  private void fill(TextCursor in, Expression count, byte[] pattern, Location at) {
    try {
      unit.sections.current().fill(count, pattern, at);
    } catch (EvaluationException e) {
      throw in.error(e.getMessage());
    }
  }

  private void origin(TextCursor in) {
    Location at = in.skipBlanks().location();
    Expression target = unit.expressions.parse(in);
    long fill = in.accept(',') ? unit.expressions.constant(in) : 0;
    unit.sections.current().origin(target, (int) fill & BYTE_MASK, at);
  }
}
