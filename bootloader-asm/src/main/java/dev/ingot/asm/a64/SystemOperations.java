package dev.ingot.asm.a64;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * TLB, cache and address translation operations and {@code msr} to PSTATE fields that Keystone does
 * not know (Arm ARM C5.3 to C5.5; C5.2 for PSTATE).
 */
final class SystemOperations {
  private static final int SYS = 0xd5080000;
  private static final int MSR_IMMEDIATE = 0xd500401f;
  private static final int NO_REGISTER = 31;
  private static final int MAX_PSTATE_IMMEDIATE = 15;

  /** op1, CRn, CRm and op2 of a SYS instruction, and whether it takes a register. */
  private record Operation(int op1, int crn, int crm, int op2, boolean register) {
    Operation(int op1, int crn, int crm, int op2) {
      this(op1, crn, crm, op2, true);
    }
  }

  private static final Map<String, Operation> OPERATIONS =
      Map.ofEntries(
          Map.entry("dc igvac", new Operation(0, 7, 6, 3)),
          Map.entry("dc igsw", new Operation(0, 7, 6, 4)),
          Map.entry("dc cgsw", new Operation(0, 7, 10, 4)),
          Map.entry("dc cigsw", new Operation(0, 7, 14, 4)),
          Map.entry("dc gva", new Operation(3, 7, 4, 3)),
          Map.entry("dc gzva", new Operation(3, 7, 4, 4)),
          Map.entry("dc cgvac", new Operation(3, 7, 10, 3)),
          Map.entry("dc cvap", new Operation(3, 7, 12, 1)),
          Map.entry("dc cvadp", new Operation(3, 7, 13, 1)),
          Map.entry("dc cigvac", new Operation(3, 7, 14, 3)),
          Map.entry("at s1e1rp", new Operation(0, 7, 9, 0)),
          Map.entry("at s1e1wp", new Operation(0, 7, 9, 1)),
          Map.entry("tlbi vmalle1os", new Operation(0, 8, 1, 0, false)),
          Map.entry("tlbi vae1os", new Operation(0, 8, 1, 1)),
          Map.entry("tlbi aside1os", new Operation(0, 8, 1, 2)),
          Map.entry("tlbi vaae1os", new Operation(0, 8, 1, 3)),
          Map.entry("tlbi vale1os", new Operation(0, 8, 1, 5)),
          Map.entry("tlbi vaale1os", new Operation(0, 8, 1, 7)),
          Map.entry("tlbi rvae1is", new Operation(0, 8, 2, 1)),
          Map.entry("tlbi rvaae1is", new Operation(0, 8, 2, 3)),
          Map.entry("tlbi rvale1is", new Operation(0, 8, 2, 5)),
          Map.entry("tlbi rvaale1is", new Operation(0, 8, 2, 7)),
          Map.entry("tlbi rvae1os", new Operation(0, 8, 5, 1)),
          Map.entry("tlbi rvaae1os", new Operation(0, 8, 5, 3)),
          Map.entry("tlbi rvale1os", new Operation(0, 8, 5, 5)),
          Map.entry("tlbi rvaale1os", new Operation(0, 8, 5, 7)),
          Map.entry("tlbi rvae1", new Operation(0, 8, 6, 1)),
          Map.entry("tlbi rvaae1", new Operation(0, 8, 6, 3)),
          Map.entry("tlbi rvale1", new Operation(0, 8, 6, 5)),
          Map.entry("tlbi rvaale1", new Operation(0, 8, 6, 7)),
          Map.entry("tlbi alle2os", new Operation(4, 8, 1, 0, false)),
          Map.entry("tlbi vae2os", new Operation(4, 8, 1, 1)),
          Map.entry("tlbi alle1os", new Operation(4, 8, 1, 4, false)),
          Map.entry("tlbi vale2os", new Operation(4, 8, 1, 5)),
          Map.entry("tlbi vmalls12e1os", new Operation(4, 8, 1, 6, false)));

  /** op1 (bits 18:16) and op2 (bits 7:5) of the PSTATE fields. */
  private static final Map<String, Integer> PSTATE_FIELDS =
      Map.of(
          "uao", 3 << 5,
          "pan", 4 << 5,
          "ssbs", 3 << 16 | 1 << 5,
          "dit", 3 << 16 | 2 << 5,
          "tco", 3 << 16 | 4 << 5);

  private SystemOperations() {}

  static OptionalInt encode(String mnemonic, Operands operands) {
    if (operands.count() == 0) {
      return OptionalInt.empty();
    }
    String name = operands.get(0).toLowerCase(Locale.ROOT);
    if (mnemonic.equals("msr")) {
      return pstate(name, operands);
    }
    Operation operation = OPERATIONS.get(mnemonic + " " + name);
    if (operation == null) {
      return OptionalInt.empty();
    }
    operands.expectCount(operation.register() ? 2 : 1);
    int register = operation.register() ? operands.general(1, true) : NO_REGISTER;
    return OptionalInt.of(
        SYS
            | operation.op1() << 16
            | operation.crn() << 12
            | operation.crm() << 8
            | operation.op2() << 5
            | register);
  }

  private static OptionalInt pstate(String field, Operands operands) {
    Integer selector = PSTATE_FIELDS.get(field);
    if (selector == null || operands.count() != 2 || !operands.get(1).startsWith("#")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        MSR_IMMEDIATE | selector | operands.immediate(1, MAX_PSTATE_IMMEDIATE) << 8);
  }
}
