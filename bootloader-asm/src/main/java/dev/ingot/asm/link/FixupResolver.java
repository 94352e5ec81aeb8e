package dev.ingot.asm.link;

import dev.ingot.asm.a64.EncodingException;
import dev.ingot.asm.a64.Relocation;
import dev.ingot.asm.object.Anchor;
import dev.ingot.asm.object.EvaluationException;
import dev.ingot.asm.object.Evaluator;
import dev.ingot.asm.object.Fixup;
import dev.ingot.asm.object.Fragment;
import dev.ingot.asm.object.Position;
import dev.ingot.asm.object.Section;
import dev.ingot.asm.object.Symbol;
import dev.ingot.asm.object.Value;
import dev.ingot.asm.source.Diagnostics;
import java.util.OptionalLong;

/** Fills in the bytes that depend on addresses. */
final class FixupResolver {
  /** Arm ARM C6.2: NOP. */
  private static final int NOP = 0xd503201f;

  private static final int WORD = 4;

  /** Symbols that stand for symbols that ... : more of them are taken for a cycle. */
  private static final int MAX_DEPTH = 64;

  private final GlobalSymbols globals;
  private final Diagnostics diagnostics;

  FixupResolver(GlobalSymbols globals, Diagnostics diagnostics) {
    this.globals = globals;
    this.diagnostics = diagnostics;
  }

  /** A symbol is defined nowhere; it has been reported. */
  private static final class UndefinedException extends RuntimeException {
    UndefinedException() {
      super(null, null, false, false);
    }
  }

  void resolve(Fixup fixup) {
    try {
      switch (fixup) {
        case Fixup.Data data -> resolve(data);
        case Fixup.Field field -> resolve(field);
      }
    } catch (UndefinedException e) {
      // Reported where it was found.
    } catch (EvaluationException | EncodingException e) {
      diagnostics.error(fixup.location(), e.getMessage());
    }
  }

  private void resolve(Fixup.Data data) {
    Value value = Evaluator.evaluate(data.value());
    if (value.minus() != null && value.minus() != data.at().section()) {
      throw new EvaluationException(
          "a difference needs two places in one section, or a second place in this section; found "
              + value.describe());
    }
    long number = address(value, 0);
    int bits = 8 * data.size();
    if (bits < Long.SIZE && (number < -(1L << (bits - 1)) || number >= 1L << bits)) {
      throw new EncodingException(
          "value 0x" + Long.toHexString(number) + " does not fit in " + data.size() + " bytes");
    }
    data.at().section().patch(data.at(), number, Math.min(data.size(), Long.BYTES));
  }

  private void resolve(Fixup.Field field) {
    Section section = field.at().section();
    Value target = Evaluator.evaluate(field.target());
    if (target.minus() != null) {
      throw new EvaluationException("an address is needed, found " + target.describe());
    }
    Relocation relocation = field.relocation();
    int word;
    if (relocation.isUnconditionalBranch() && isMissingWeak(target.plus())) {
      // As GNU ld does: a call of nothing goes to the next instruction.
      word = NOP;
    } else {
      long place = place(field.at());
      long address = address(target, 0);
      if (target.isConstant() && relocation == Relocation.ADR_PREL_PG_HI21) {
        throw new EvaluationException("adrp needs a symbol, found the number " + address);
      }
      if (target.isConstant() && relocation.isPcRelative()) {
        // As GNU as does: a plain number is the distance.
        address += place;
      }
      word = relocation.apply(section.word(field.at()), address, place);
    }
    section.patch(field.at(), word, WORD);
  }

  private boolean isMissingWeak(Anchor anchor) {
    return anchor instanceof Symbol symbol
        && symbol.isWeak()
        && globals.definition(symbol.name()) == null
        && globals.external(symbol.name()).isEmpty()
        && globals.boundary(symbol.name()) == null;
  }

  private static long place(Position position) {
    return position.section().address() + position.sectionOffset();
  }

  private long address(Value value, int depth) {
    return value.offset() + address(value.plus(), depth) - address(value.minus(), depth);
  }

  private long address(Anchor anchor, int depth) {
    return switch (anchor) {
      case null -> 0;
      case Section section -> section.address();
      case Symbol symbol -> address(symbol, depth);
      case Fragment fragment -> throw new EvaluationException(fragment.describe());
    };
  }

  private long address(Symbol symbol, int depth) {
    if (depth > MAX_DEPTH) {
      throw new EvaluationException("symbol '" + symbol.name() + "' is defined by itself");
    }
    Long boundary = globals.boundary(symbol.name());
    if (boundary != null) {
      return boundary;
    }
    Symbol definition = globals.definition(symbol.name());
    if (definition == null) {
      OptionalLong external = globals.external(symbol.name());
      if (external.isPresent()) {
        return external.getAsLong();
      }
      if (symbol.isWeak()) {
        return 0;
      }
      globals.reportUndefined(symbol);
      throw new UndefinedException();
    }
    if (definition.position() != null) {
      return place(definition.position());
    }
    return address(Evaluator.evaluate(definition.assigned()), depth + 1);
  }
}
