package dev.ingot.asm.frontend;

import dev.ingot.asm.a64.EncodingException;
import dev.ingot.asm.a64.InstructionEncoder;
import dev.ingot.asm.a64.PcRelative;
import dev.ingot.asm.a64.Registers;
import dev.ingot.asm.object.EvaluationException;
import dev.ingot.asm.object.Expression;
import dev.ingot.asm.object.Fixup;
import dev.ingot.asm.object.Position;
import dev.ingot.asm.object.Section;
import dev.ingot.asm.source.Location;
import dev.ingot.asm.source.SyntaxException;
import dev.ingot.asm.source.TextCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts instructions into the current section. */
final class InstructionAssembler {
  private static final int BYTES = 4;
  private static final long MAX_WORD = 0xffff_ffffL;

  private final UnitState unit;
  private final InstructionEncoder encoder;
  private final Map<String, String> aliases = new HashMap<>();
  private final List<Deferred> deferred = new ArrayList<>();

  /** An instruction with numbers that are known only after layout. */
  private record Deferred(
      Position at, Location location, String mnemonic, OperandTemplate operands) {}

  InstructionAssembler(UnitState unit, InstructionEncoder encoder) {
    this.unit = unit;
    this.encoder = encoder;
  }

  void register(Map<String, Directive> directives) {
    directives.put(".inst", this::words);
    directives.put(
        ".unreq",
        in -> {
          String name = in.expectName("a register alias");
          if (aliases.remove(name.toLowerCase(Locale.ROOT)) == null) {
            throw in.error("no register alias '" + name + "'");
          }
        });
  }

  /** {@code name .req register}. */
  void defineAlias(String name, TextCursor in) {
    String register = in.expectName("a register");
    String known = aliases.getOrDefault(register.toLowerCase(Locale.ROOT), register);
    if (!Registers.isRegister(known)) {
      throw in.error("'" + register + "' is not a register");
    }
    aliases.put(name.toLowerCase(Locale.ROOT), known);
  }

  /** {@code .inst word, ...}. */
  private void words(TextCursor in) {
    do {
      in.skipBlanks();
      Location at = in.location();
      long word = unit.expressions.constant(in);
      if (word < Integer.MIN_VALUE || word > MAX_WORD) {
        throw in.error("instruction 0x" + Long.toHexString(word) + " does not fit in 32 bits");
      }
      emit((int) word, at);
    } while (in.accept(','));
  }

  private Position emit(int word, Location at) {
    Section section = unit.sections.current();
    section.alignForInstruction(at);
    Position place = section.here(at);
    section.emit(word, BYTES, at);
    return place;
  }

  /** Assembles one instruction; the cursor is behind its mnemonic. */
  void assemble(String name, Location at, TextCursor in) {
    String mnemonic = name.toLowerCase(Locale.ROOT);
    // The place first: '.' and labels in the operands are behind the alignment.
    unit.sections.current().alignForInstruction(at);
    if (pcRelative(mnemonic, at, in)) {
      return;
    }
    OperandTemplate operands = new OperandReader(unit, aliases, mnemonic, in).read();
    if (!operands.isComplete()) {
      Position place = emit(0, at);
      deferred.add(new Deferred(place, at, mnemonic, operands));
      addField(operands, place);
      return;
    }
    int word;
    try {
      word = encode(mnemonic, operands.complete(), at);
    } catch (SyntaxException e) {
      // Its place stays taken, so that one error does not bring others about.
      emit(0, at);
      throw e;
    }
    addField(operands, emit(word, at));
  }

  private void addField(OperandTemplate operands, Position place) {
    OperandTemplate.AddressField field = operands.addressField();
    if (field != null) {
      unit.fixups.add(new Fixup.Field(place, field.location(), field.relocation(), field.target()));
    }
  }

  private int encode(String mnemonic, String operands, Location at) {
    try {
      return encoder.encode(mnemonic, operands);
    } catch (EncodingException e) {
      String text = operands.isEmpty() ? mnemonic : mnemonic + " " + operands;
      throw new SyntaxException(at, "cannot encode '" + text + "': " + e.getMessage());
    }
  }

  /** Assembles the instruction if it has a target counted from itself. */
  private boolean pcRelative(String mnemonic, Location at, TextCursor in) {
    Optional<PcRelative> branch = PcRelative.branch(mnemonic);
    if (branch.isPresent()) {
      target(branch.get(), at, in);
      return true;
    }
    switch (mnemonic) {
      case "cbz", "cbnz" ->
          target(PcRelative.compareAndBranch(mnemonic.equals("cbnz"), general(in)), at, in);
      case "tbz", "tbnz" -> {
        Registers.General register = general(in);
        in.accept('#');
        Location bitAt = in.skipBlanks().location();
        long bit = unit.expressions.constant(in);
        in.expect(',', "behind the bit number");
        try {
          target(PcRelative.testAndBranch(mnemonic.equals("tbnz"), register, bit), at, in);
        } catch (EncodingException e) {
          throw new SyntaxException(bitAt, e.getMessage());
        }
      }
      case "adr" -> target(PcRelative.adr(general64(in)), at, in);
      case "adrp" -> {
        Registers.General register = general64(in);
        in.skipBlanks().acceptHere(":pg_hi21:");
        target(PcRelative.adrp(register), at, in);
      }
      case "ldr", "ldrsw" -> {
        return literalLoad(mnemonic, at, in);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private Registers.General general64(TextCursor in) {
    Location at = in.skipBlanks().location();
    Registers.General register = general(in);
    if (!register.is64()) {
      throw new SyntaxException(at, "an X register is needed, found a W register");
    }
    return register;
  }

  private Registers.General general(TextCursor in) {
    Location at = in.skipBlanks().location();
    String name = in.expectName("a register");
    Registers.General register =
        Registers.generalOrZero(aliases.getOrDefault(name.toLowerCase(Locale.ROOT), name))
            .orElseThrow(() -> new SyntaxException(at, "'" + name + "' is not an X or W register"));
    in.expect(',', "behind the register");
    return register;
  }

  private void target(PcRelative form, Location at, TextCursor in) {
    in.accept('#');
    Location targetAt = in.skipBlanks().location();
    target(form, at, unit.expressions.parse(in), targetAt);
    in.expectEnd();
  }

  private void target(PcRelative form, Location at, Expression target, Location targetAt) {
    Position place = emit(form.word(), at);
    unit.fixups.add(new Fixup.Field(place, targetAt, form.relocation(), target));
  }

  /** {@code ldr xN, label} and {@code ldr xN, =value}; false when the operand is an address. */
  private boolean literalLoad(String mnemonic, Location at, TextCursor in) {
    int start = in.index();
    String register = in.name();
    if (register == null || !in.accept(',') || in.skipBlanks().peek() == '[') {
      in.moveTo(start);
      return false;
    }
    String known = aliases.getOrDefault(register.toLowerCase(Locale.ROOT), register);
    PcRelative.LiteralLoad load =
        PcRelative.literalLoad(mnemonic, known)
            .orElseThrow(() -> in.error("'" + register + "' cannot be loaded from a literal"));
    if (in.accept('=')) {
      Location valueAt = in.skipBlanks().location();
      Expression value = unit.expressions.parse(in);
      in.expectEnd();
      target(load.form(), at, unit.literals.add(value, load.size(), valueAt), valueAt);
    } else {
      target(load.form(), at, in);
    }
    return true;
  }

  /** Encodes the instructions that waited for layout. */
  void finish() {
    for (Deferred instruction : deferred) {
      Location at = instruction.location();
      try {
        int word = encode(instruction.mnemonic(), instruction.operands().complete(), at);
        instruction.at().section().patch(instruction.at(), word, BYTES);
      } catch (EvaluationException e) {
        unit.diagnostics.error(at, e.getMessage());
      } catch (SyntaxException e) {
        unit.diagnostics.error(e);
      }
    }
  }
}
