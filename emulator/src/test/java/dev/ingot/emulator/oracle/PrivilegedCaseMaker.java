package dev.ingot.emulator.oracle;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.InstructionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes cases of words for EL0 and EL1 that are likely to end in an exception, or to be privileged.
 */
final class PrivilegedCaseMaker {
  private static final int ERET = 0xd69f_03e0;

  /** Bits 28:26 of branches, exceptions and system instructions. */
  private static final int CONTROL = 0b101;

  private static final int CONTROL_SHIFT = 26;

  /** Values of bits 28:25 that no instruction of Armv8.0 has, but for UDF in the first. */
  private static final int RESERVED_GROUPS = 4;

  /** Values of bits 28:25: loads and stores, floating point and SIMD. */
  private static final int[] MEMORY_GROUPS = {0b0100, 0b0110, 0b1100, 0b1110};

  private static final int[] SIMD_GROUPS = {0b0111, 0b1111};
  private static final int GROUP_SHIFT = 25;

  /** SCTLR_EL1 of the driver: MMU and caches on. */
  private static final long SCTLR = 0x30d0_1805L;

  private static final long SCTLR_A = 1 << 1;

  /** A, SA, SA0, UMA, DZE, UCT, nTWI, nTWE, UCI: what concerns a program at EL0 and EL1. */
  private static final long[] SCTLR_BITS = {
    SCTLR_A, 1 << 3, 1 << 4, 1 << 9, 1 << 14, 1 << 15, 1 << 16, 1 << 18, 1 << 26
  };

  private static final int CPACR_FPEN_SHIFT = 20;
  private static final long SPSR_EL1T = 4;
  private static final long SPSR_EL1H = 5;
  private static final long SPSR_IL = 1 << 20;
  private static final long SPSR_PAN = 1 << 22;
  private static final long SPSR_DIT = 1 << 24;

  /** M[4]: AArch32, which ours has not. */
  private static final long SPSR_AARCH32 = 1 << 4;

  private static final long SPSR_MODE = 0x1f;
  private static final long[] LEGAL_MODES = {0, SPSR_EL1T, SPSR_EL1H};

  private static final int BLOCK_SHIFT = 21;
  private static final int BLOCKS = 10;
  private static final int SLOT_PAGES_BYTES = 0x8000;
  private static final long DATA_VA = PrivilegedState.SLOTS_VA + (1 << BLOCK_SHIFT);
  private static final int DATA_PAGES = 15;
  private static final int PAGE_BYTES = 4096;

  /** The largest access, and DC ZVA: it must not leave the window. */
  private static final int LARGEST_ACCESS = 64;

  private final SplittableRandom random;
  private final CpuModel model;
  private final InstructionTable table;
  private final PrivilegedWords words;
  private final OperandGenerator operands;
  private final MemoryOperand memory;
  private final WordSource control;
  private final WordSource memoryForms;

  PrivilegedCaseMaker(SplittableRandom random, CpuModel model, List<Form> all) {
    this.random = random;
    this.model = model;
    this.table = new InstructionTable(all, model.features());
    this.words = new PrivilegedWords(model, table);
    this.operands = new OperandGenerator(random);
    this.memory = new MemoryOperand(random);
    List<Form> present =
        all.stream().filter(form -> model.features().contains(form.feature())).toList();
    this.control = new WordSource.Forms(present.stream().filter(this::isControl).toList());
    this.memoryForms =
        new WordSource.Forms(
            present.stream().filter(form -> MemoryOperand.isLoadOrStore(form.value())).toList());
  }

  private boolean isControl(Form form) {
    return (form.value() >>> CONTROL_SHIFT & 0b111) == CONTROL;
  }

  List<PrivilegedCase> make(int count) {
    List<PrivilegedCase> cases = new ArrayList<>(count);
    while (cases.size() < count) {
      int word = draw();
      if (words.canBeCompared(word) && !PrivilegedWords.jumpsToCase(word, cases.size())) {
        PrivilegedCase made = caseOf(word, cases.size());
        if (words.canBeCompared(made.word())) {
          cases.add(made);
        }
      }
    }
    return cases;
  }

  private int draw() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> control.next(random);
      case 2 -> random.nextInt() & ~(7 << CONTROL_SHIFT) | CONTROL << CONTROL_SHIFT;
      case 3 -> reserved();
      case 4, 5 -> words.systemWord(random);
      case 6 -> anyOf(MEMORY_GROUPS);
      case 7 -> memoryForms.next(random);
      case 8 -> anyOf(SIMD_GROUPS);
      default -> ERET;
    };
  }

  private int reserved() {
    // What later architectures put there is not compared.
    int groups = model == CpuModel.MAX ? 1 : RESERVED_GROUPS;
    return random.nextInt() & ~(15 << GROUP_SHIFT) | random.nextInt(groups) << GROUP_SHIFT;
  }

  private int anyOf(int[] groups) {
    int group = groups[random.nextInt(groups.length)];
    return random.nextInt() & ~(15 << GROUP_SHIFT) | group << GROUP_SHIFT;
  }

  private PrivilegedCase caseOf(int drawn, int index) {
    CpuState general = new CpuState();
    operands.fill(general);
    PrivilegedState state = new PrivilegedState();
    state.spsr = processorState(general.nzcv);
    state.sctlr = SCTLR;
    for (long bit : SCTLR_BITS) {
      state.sctlr |= random.nextInt(3) == 0 ? bit : 0;
    }
    state.cpacr = (long) (random.nextInt(3) == 0 ? random.nextInt(4) : 3) << CPACR_FPEN_SHIFT;
    int word = drawn;
    if (MemoryOperand.isLoadOrStore(word)) {
      long pc =
          PrivilegedState.SLOTS_VA
              + (long) index * PrivilegedState.SLOT_BYTES
              + PrivilegedState.PREFIX_BYTES;
      word = memory.aim(word, pc, dataTarget(), general);
      if (PrivilegedWords.movesQuadwords(word)) {
        state.sctlr &= ~SCTLR_A;
      }
    }
    System.arraycopy(general.x, 0, state.x, 0, general.x.length);
    state.x[PrivilegedState.SP_EL1] =
        (state.spsr & SPSR_EL1H) == SPSR_EL1H ? general.x[CpuState.SP] : random.nextLong();
    random.nextBytes(state.window);
    boolean returns = word == ERET;
    if (returns) {
      state.x[1] = codeTarget();
      state.x[2] = returnState();
    } else if (isControlWord(word)) {
      int rn = WordGenerator.field(word, 5);
      int rt = WordGenerator.field(word, 0);
      if (PrivilegedWords.isSystem(word)) {
        state.x[rt] = words.operand(word, state.x[rt], dataTarget(), random);
      } else if (rn != CpuState.SP) {
        state.x[rn] = codeTarget();
      }
    }
    return new PrivilegedCase(word, returns, state);
  }

  private static boolean isControlWord(int word) {
    return (word >>> CONTROL_SHIFT & 0b111) == CONTROL;
  }

  private long processorState(long nzcv) {
    long level = random.nextBoolean() ? 0 : random.nextInt(3) == 0 ? SPSR_EL1T : SPSR_EL1H;
    long state = nzcv | level | (long) random.nextInt(16) << 6;
    if (random.nextInt(32) == 0) {
      state |= SPSR_IL;
    }
    if (model.features().contains(Feature.PAN) && random.nextInt(3) == 0) {
      state |= SPSR_PAN;
    }
    if (model.features().contains(Feature.DIT) && random.nextInt(3) == 0) {
      state |= SPSR_DIT;
    }
    return state;
  }

  private long returnState() {
    long state = random.nextInt() & 0xffff_ffffL & ~SPSR_AARCH32;
    if (model == CpuModel.MAX) {
      // What an illegal return makes of PAN and DIT differs, as it may (Arm ARM D1.4.4).
      return state & ~SPSR_MODE | LEGAL_MODES[random.nextInt(LEGAL_MODES.length)];
    }
    return state;
  }

  /** Zeros of some right or none, seldom not aligned or nowhere at all. */
  private long codeTarget() {
    if (random.nextInt(8) == 0) {
      return random.nextLong() >>> random.nextInt(26) & ~3;
    }
    int offset = random.nextInt(1 << BLOCK_SHIFT) & ~3;
    int block = random.nextInt(BLOCKS);
    if (block == 0 && offset < SLOT_PAGES_BYTES) {
      offset += SLOT_PAGES_BYTES;
    }
    // QEMU 7.2 looks for the page first, and misalignment comes first by the manual.
    boolean executable = block == 0 || block == 2;
    int misaligned = executable && random.nextInt(4) == 0 ? random.nextInt(4) : 0;
    return PrivilegedState.SLOTS_VA + ((long) block << BLOCK_SHIFT) + offset + misaligned;
  }

  /** In the first or last bytes of a data page, whose rights differ; seldom nowhere at all. */
  private long dataTarget() {
    if (random.nextInt(16) == 0) {
      return random.nextLong() >>> random.nextInt(26);
    }
    int offset =
        random.nextBoolean()
            ? random.nextInt(PrivilegedState.WINDOW_BYTES / 2 - LARGEST_ACCESS)
            : PAGE_BYTES - 1 - random.nextInt(PrivilegedState.WINDOW_BYTES / 4);
    if (random.nextBoolean()) {
      offset &= ~15;
    }
    return DATA_VA + (long) random.nextInt(DATA_PAGES) * PAGE_BYTES + offset;
  }
}
