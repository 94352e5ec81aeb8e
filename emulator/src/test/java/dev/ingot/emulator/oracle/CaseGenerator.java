package dev.ingot.emulator.oracle;

import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.InstructionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random cases of forms; the same seed gives the same cases. */
final class CaseGenerator {
  private final SplittableRandom random;
  private final WordGenerator words;
  private final OperandGenerator operands;
  private final MemoryOperand memory;

  CaseGenerator(long seed) {
    random = new SplittableRandom(seed);
    words = new WordGenerator(random);
    operands = new OperandGenerator(random);
    memory = new MemoryOperand(random);
  }

  /**
   * Makes {@code casesPerForm} cases of each form.
   *
   * @param table tells which form a word is decoded as
   */
  List<OracleCase> generate(List<Form> forms, int casesPerForm, InstructionTable table) {
    List<OracleCase> cases = new ArrayList<>(forms.size() * casesPerForm);
    for (Form form : forms) {
      for (int i = 0; i < casesPerForm; i++) {
        int word = words.word(form);
        CpuState state = new CpuState();
        operands.fill(state);
        int slot = cases.size() % OracleRecord.MAX_CASES;
        long pc = CpuState.FIRST_SLOT_VA + (long) slot * CpuState.SLOT_BYTES;
        if (MemoryOperand.isLoadOrStore(word)) {
          word = memory.aim(word, pc, state);
        }
        state.x[CpuState.DRIVER_REGISTER] = pc;
        cases.add(new OracleCase(table.find(word), word, state));
      }
    }
    return cases;
  }
}
