package dev.ingot.emulator.oracle;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.GuestException;
import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.cpu.UnknownInstructionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/** Which words can be compared at EL1, and what of them. */
final class PrivilegedWords {
  private static final int SYSTEM_MASK = 0xffc0_0000;
  private static final int SYSTEM = 0xd500_0000;

  /** MSR and MRS of registers, SYS: bits 20:19 are op0, which is 0 for the other system words. */
  private static final int NAMED_MASK = 3 << 19;

  private static final int READ = 1 << 21;
  private static final int ENCODING_SHIFT = 5;
  private static final int ENCODINGS = 1 << 16;

  private static final int MASKING_MASK = 0xffff_f0df;
  private static final int MASKING = 0xd503_40df;
  private static final int WFI = 0xd503_207f;
  static final int WFE = 0xd503_205f;

  /** SYS of CRn 7 and op2 1. */
  private static final int BY_ADDRESS_MASK = 0xfff8_f0e0;

  private static final int BY_ADDRESS = 0xd508_7020;
  private static final int HLT_SEMIHOSTING = 0xd45e_0000;

  private static final int SCTLR_EL1 = register(3, 0, 1, 0, 0);
  private static final int MAIR_EL1 = register(3, 0, 10, 2, 0);

  /** What the driver lives on. */
  private static final Set<Integer> OF_DRIVER =
      Set.of(
          register(3, 0, 2, 0, 0), // TTBR0_EL1
          register(3, 0, 2, 0, 1), // TTBR1_EL1
          register(3, 0, 2, 0, 2), // TCR_EL1
          register(3, 0, 12, 0, 0), // VBAR_EL1
          register(3, 0, 13, 0, 4)); // TPIDR_EL1

  /** Where QEMU 7.2 is laxer than the manual about alignment and faults. */
  private static final Set<String> LAX = Set.of("STXR, STLXR", "STXP, STLXP", "LDAPR");

  /** A, SA, SA0, UMA, DZE, UCT, nTWI, nTWE, UCI. */
  private static final long SCTLR_FREE =
      1 << 1 | 1 << 3 | 1 << 4 | 1 << 9 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 18 | 1 << 26;

  private static final long SCTLR_KEPT = 0x30d0_1805L;

  /** Attribute 0 is that of everything here. */
  private static final long MAIR_KEPT = 0xff;

  private final CpuModel model;
  private final InstructionTable table;
  private final List<Integer> known = new ArrayList<>();
  private final Set<Integer> isKnown = new HashSet<>();

  PrivilegedWords(CpuModel model, InstructionTable table) {
    this.model = model;
    this.table = table;
    Cpu cpu = new Machine(MachineConfig.builder().cpuModel(model).build()).cpu(0);
    for (int direction : new int[] {0, READ}) {
      for (int encoding = 0; encoding < ENCODINGS; encoding++) {
        int word = SYSTEM | direction | encoding << ENCODING_SHIFT;
        if ((word & SYSTEM_MASK) == SYSTEM && (word & NAMED_MASK) != 0 && isKnown(cpu, word)) {
          known.add(word);
          isKnown.add(word);
        }
      }
    }
  }

  private static int register(int op0, int op1, int crn, int crm, int op2) {
    return op0 << 14 | op1 << 11 | crn << 7 | crm << 3 | op2;
  }

  static boolean isSystem(int word) {
    return (word & SYSTEM_MASK) == SYSTEM && (word & NAMED_MASK) != 0;
  }

  /** MRS, MSR or SYS of something that the machine has, with any register. */
  int systemWord(SplittableRandom random) {
    return known.get(random.nextInt(known.size())) | random.nextInt(32);
  }

  /** Whether our machine has what MRS, MSR or SYS names. */
  private static boolean isKnown(Cpu cpu, int word) {
    try {
      if ((word & NAMED_MASK) == 1 << 19) {
        cpu.systemInstructions().execute(word, 0);
      } else if ((word & READ) != 0) {
        cpu.systemRegisters().read(word);
      } else {
        cpu.systemRegisters().write(word, 0);
      }
      return true;
    } catch (GuestException e) {
      return true;
    } catch (UnknownInstructionException e) {
      return false;
    }
  }

  boolean canBeCompared(int word) {
    if (isSystem(word)) {
      return isKnown.contains(word & ~31) && !isDangerous(word);
    }
    Form form = table.find(word);
    // QEMU's max has more than ours.
    boolean later = model == CpuModel.MAX && form == null;
    boolean lax = form != null && LAX.contains(form.name());
    return !later
        && !lax
        && word != WFI
        && word != HLT_SEMIHOSTING
        && !UnpredictableWords.contains(word);
  }

  /** Writes that take the memory or the vectors from under the driver, and those of devices. */
  private static boolean isDangerous(int word) {
    int encoding = word >>> ENCODING_SHIFT & 0xffff;
    if ((word & READ) != 0) {
      return false;
    }
    return OF_DRIVER.contains(encoding) || isDebug(encoding) || isOfDevice(encoding);
  }

  private static boolean isDebug(int encoding) {
    return encoding >>> 14 == 2;
  }

  /** The interrupt controller's and the timer's. */
  private static boolean isOfDevice(int encoding) {
    int crn = encoding >>> 7 & 15;
    int crm = encoding >>> 3 & 15;
    boolean interruptController = crn == 12 && crm >= 8 || crn == 4 && crm == 6;
    return encoding >>> 14 == 3 && (interruptController || crn == 14);
  }

  /**
   * Whether it is a direct branch to any case's words, itself included: those of another case may
   * not be comparable with this one's registers, and may jump back.
   *
   * @param index of the slot that the word is for
   */
  static boolean jumpsToCase(int word, int index) {
    OptionalLong offset = branchOffset(word);
    long target =
        (long) index * PrivilegedState.SLOT_BYTES
            + PrivilegedState.PREFIX_BYTES
            + offset.orElse(Long.MIN_VALUE / 2);
    return target >= 0 && target < (long) PrivilegedState.MAX_CASES * PrivilegedState.SLOT_BYTES;
  }

  /** How far a direct branch goes, in bytes. */
  private static OptionalLong branchOffset(int word) {
    if ((word & 0x7c00_0000) == 0x1400_0000) { // B, BL
      return OptionalLong.of(word << 6 >> 4);
    }
    boolean compares = (word & 0x7e00_0000) == 0x3400_0000; // CBZ, CBNZ
    if (compares || (word & 0xff00_0010) == 0x5400_0000) { // B.cond
      return OptionalLong.of(word << 8 >> 13 << 2);
    }
    boolean tests = (word & 0x7e00_0000) == 0x3600_0000; // TBZ, TBNZ
    return tests ? OptionalLong.of(word << 13 >> 18 << 2) : OptionalLong.empty();
  }

  /** A value for MSR and SYS that the case can go on with. */
  long operand(int word, long any, long address, SplittableRandom random) {
    int encoding = word >>> ENCODING_SHIFT & 0xffff;
    if ((word & NAMED_MASK) == 1 << 19) {
      return random.nextInt(4) == 0 ? any : address;
    }
    if (encoding == SCTLR_EL1) {
      return any & SCTLR_FREE | SCTLR_KEPT;
    }
    return encoding == MAIR_EL1 ? any & ~MAIR_KEPT | MAIR_KEPT : any;
  }

  /**
   * Whether it loads or stores whole vector registers, LDR and LDP: ours accepts them at a multiple
   * of 8 bytes where SCTLR_EL1.A asks for 16.
   */
  static boolean movesQuadwords(int word) {
    boolean literal = word >>> 24 == 0x9c;
    boolean pair = word >>> 26 == 0b10_1011;
    boolean single = (word & 0xfc80_0000) == 0x3c80_0000;
    return literal || pair || single;
  }

  /** IC IVAU and DC by address, with any register; DC ZVA is none of them. */
  static boolean maintainsByAddress(int word) {
    int crm = word >>> 8 & 15;
    return (word & BY_ADDRESS_MASK) == BY_ADDRESS && (crm == 5 || crm == 6 || crm >= 10);
  }

  /** MSR DAIFSet and DAIFClr: in the syndrome of their trap QEMU 7.2 takes op1 for op2. */
  static boolean masksInterrupts(int word) {
    return (word & MASKING_MASK) == MASKING;
  }

  /**
   * Whether MRS reads what may differ: identification, debug, the interrupt controller and time.
   * Who may read it has to be the same.
   */
  static boolean readsOther(int word) {
    int encoding = word >>> ENCODING_SHIFT & 0xffff;
    boolean identification = encoding >>> 14 == 3 && (encoding >>> 7 & 15) == 0;
    return isSystem(word)
        && (word & READ) != 0
        && (identification || isDebug(encoding) || isOfDevice(encoding));
  }
}
