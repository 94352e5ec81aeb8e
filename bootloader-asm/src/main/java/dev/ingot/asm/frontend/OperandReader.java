package dev.ingot.asm.frontend;

import dev.ingot.asm.a64.Condition;
import dev.ingot.asm.a64.Registers;
import dev.ingot.asm.a64.Relocation;
import dev.ingot.asm.object.Expression;
import dev.ingot.asm.source.Characters;
import dev.ingot.asm.source.Location;
import dev.ingot.asm.source.TextCursor;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Turns the operands of an instruction into text without symbols: registers and keywords stay,
 * every expression becomes {@code #number}.
 */
final class OperandReader {
  private static final Set<String> SHIFTS_AND_EXTENDS =
      Set.of(
          "lsl", "lsr", "asr", "ror", "msl", "uxtb", "uxth", "uxtw", "uxtx", "sxtb", "sxth", "sxtw",
          "sxtx");

  /** Instructions whose last operand is a condition. */
  private static final Set<String> CONDITIONAL =
      Set.of(
          "csel", "csinc", "csinv", "csneg", "cset", "csetm", "cinc", "cinv", "cneg", "ccmp",
          "ccmn", "fcsel", "fccmp", "fccmpe");

  /**
   * Instructions whose first operand is the name of an operation, a barrier, or a register field.
   */
  private static final Set<String> NAME_FIRST =
      Set.of(
          "msr", "tlbi", "dc", "ic", "at", "dsb", "dmb", "isb", "prfm", "prfum", "psb", "tsb",
          "bti");

  private static final Map<String, Relocation> ADDRESS_PARTS =
      Map.of(
          "abs_g0", Relocation.MOVW_UABS_G0,
          "abs_g0_nc", Relocation.MOVW_UABS_G0_NC,
          "abs_g1", Relocation.MOVW_UABS_G1,
          "abs_g1_nc", Relocation.MOVW_UABS_G1_NC,
          "abs_g2", Relocation.MOVW_UABS_G2,
          "abs_g2_nc", Relocation.MOVW_UABS_G2_NC,
          "abs_g3", Relocation.MOVW_UABS_G3);

  private final UnitState unit;
  private final Map<String, String> aliases;
  private final String mnemonic;
  private final TextCursor in;
  private final OperandTemplate out = new OperandTemplate();
  private int operand;
  private boolean inList;
  private boolean behindVector;

  /**
   * A reader for one instruction.
   *
   * @param aliases register names by {@code .req}, in lower case
   */
  OperandReader(UnitState unit, Map<String, String> aliases, String mnemonic, TextCursor in) {
    this.unit = unit;
    this.aliases = aliases;
    this.mnemonic = mnemonic;
    this.in = in;
  }

  OperandTemplate read() {
    while (!in.skipBlanks().atEnd()) {
      char c = in.peek();
      boolean element = c == '[' && (behindVector || out.last() == '}');
      behindVector = false;
      switch (c) {
        case ',' -> {
          copy();
          operand++;
        }
        case '[' -> {
          copy();
          if (element) {
            out.append(unit.expressions.parse(in));
          }
        }
        case ']' -> copy();
        case '{', '}' -> {
          inList = c == '{';
          copy();
        }
        case '!' -> {
          if (out.last() == ']') {
            copy();
          } else {
            number();
          }
        }
        case '-' -> {
          if (inList) {
            copy();
          } else {
            number();
          }
        }
        default -> {
          if (Characters.startsName(c)) {
            wordOrNumber();
          } else {
            number();
          }
        }
      }
    }
    return out;
  }

  private void copy() {
    out.append(in.read());
  }

  /** Appends a word, apart from a word or number before it. */
  private void word(String text) {
    if (Characters.continuesName(out.last())) {
      out.append(' ');
    }
    out.append(text);
  }

  private void wordOrNumber() {
    int start = in.index();
    String name = in.name();
    String lower = name.toLowerCase(Locale.ROOT);
    String register = aliases.getOrDefault(lower, name);
    if (Registers.isRegister(register)) {
      word(Registers.architecturalName(register));
      behindVector = register.indexOf('.') >= 0;
    } else if (isKeyword(lower)) {
      word(lower);
    } else {
      in.moveTo(start);
      number();
    }
  }

  private boolean isKeyword(String word) {
    if (SHIFTS_AND_EXTENDS.contains(word)) {
      return true;
    }
    if (CONDITIONAL.contains(mnemonic)) {
      return Condition.encoding(word).isPresent();
    }
    if (mnemonic.equals("mrs")) {
      return operand == 1;
    }
    if (mnemonic.equals("sys") || mnemonic.equals("sysl")) {
      return word.matches("c\\d{1,2}");
    }
    return operand == 0 && NAME_FIRST.contains(mnemonic);
  }

  private void number() {
    boolean marked = in.accept('#');
    in.skipBlanks();
    if (in.peek() == ':') {
      address();
      return;
    }
    String decimal = marked && mnemonic.startsWith("f") ? decimalFraction() : null;
    word("#");
    if (decimal != null) {
      out.append(decimal);
    } else {
      out.append(unit.expressions.parse(in));
    }
  }

  /** Reads {@code 1.5} or {@code -2.0e3}; null, having read nothing, when it is an integer. */
  private String decimalFraction() {
    int start = in.index();
    StringBuilder text = new StringBuilder();
    while (!in.atEnd() && "+-.eE0123456789".indexOf(in.peek()) >= 0) {
      text.append(in.read());
    }
    if (text.indexOf(".") > 0) {
      return text.toString();
    }
    in.moveTo(start);
    return null;
  }

  private void address() {
    Location at = in.location();
    in.read();
    String part = in.expectName("lo12 or abs_g0 to abs_g3").toLowerCase(Locale.ROOT);
    in.expect(':', "behind :" + part);
    Relocation relocation = ADDRESS_PARTS.get(part);
    if (part.equals("lo12")) {
      relocation =
          mnemonic.equals("add") ? Relocation.ADD_ABS_LO12_NC : Relocation.LDST_ABS_LO12_NC;
    }
    if (relocation == null) {
      throw in.error("unknown part of an address :" + part + ": (known: lo12, abs_g0 to abs_g3)");
    }
    word("#");
    Expression target = unit.expressions.parse(in);
    if (!out.append(new OperandTemplate.AddressField(relocation, target, at))) {
      throw in.error("only one operand can be a part of an address");
    }
  }
}
