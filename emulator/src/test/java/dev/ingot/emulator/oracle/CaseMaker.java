package dev.ingot.emulator.oracle;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.InstructionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Makes cases of words: gives each a state, and aims its memory access at the window. */
final class CaseMaker {
  private static final int[] REGISTER_FIELDS = {0, 5, 10, 16};

  /** FPCR.FZ16, which a CPU without half-precision arithmetic does not have. */
  private static final long FPCR_FZ16 = 1 << 19;

  private final SplittableRandom random;
  private final CpuModel model;
  private final InstructionTable table;
  private final Predicate<Form> leftOut;
  private final OperandGenerator operands;
  private final MemoryOperand memory;

  CaseMaker(
      SplittableRandom random, CpuModel model, InstructionTable table, Predicate<Form> leftOut) {
    this.random = random;
    this.model = model;
    this.table = table;
    this.leftOut = leftOut;
    this.operands = new OperandGenerator(random);
    this.memory = new MemoryOperand(random);
  }

  List<OracleCase> make(WordSource source, int count) {
    List<OracleCase> cases = new ArrayList<>(count);
    while (cases.size() < count) {
      int word = clearOfDriver(source.next(random));
      long pc = CpuState.FIRST_SLOT_VA + (long) cases.size() * CpuState.SLOT_BYTES;
      CpuState state = new CpuState();
      operands.fill(state);
      if (!model.features().contains(Feature.FRINTTS)) {
        state.fpcr &= ~FPCR_FZ16;
      }
      if (MemoryOperand.isLoadOrStore(word)) {
        word = memory.aim(word, pc, state);
      }
      Form form = table.find(word);
      if (!UnpredictableWords.contains(word) && (form == null || !leftOut.test(form))) {
        state.x[CpuState.DRIVER_REGISTER] = pc;
        cases.add(new OracleCase(form, word, state));
      }
    }
    return cases;
  }

  /** The driver keeps a register for itself, so no field may name it. */
  private static int clearOfDriver(int word) {
    int result = word;
    for (int shift : REGISTER_FIELDS) {
      if (WordGenerator.field(result, shift) == CpuState.DRIVER_REGISTER) {
        result ^= 4 << shift;
      }
    }
    return result;
  }
}
