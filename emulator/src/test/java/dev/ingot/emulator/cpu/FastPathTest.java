package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.base.BaseForms;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The interpreter's fast path does what the executor of the same instruction does. */
class FastPathTest {
  private static final int WORDS = 15_000;
  private static final long WINDOW = CpuFixture.DATA;
  private static final int WINDOW_BYTES = 8192;

  private static final Set<Integer> ACCESSES =
      Set.of(
          FastCode.LOAD_64,
          FastCode.LOAD_32,
          FastCode.LOAD_16,
          FastCode.LOAD_8,
          FastCode.LOAD_SIGNED,
          FastCode.LOAD_64_WRITE_BACK,
          FastCode.LOAD_PAIR,
          FastCode.STORE_64,
          FastCode.STORE_32,
          FastCode.STORE_16,
          FastCode.STORE_8,
          FastCode.STORE_64_WRITE_BACK,
          FastCode.STORE_PAIR);

  private final CpuFixture fast = new CpuFixture().identityMapped();
  private final CpuFixture slow = new CpuFixture().identityMapped();
  private final InstructionTable table =
      new InstructionTable(BaseForms.all(), CpuModel.MAX.features());

  @Test
  void everyFastInstructionAgreesWithItsExecutor() {
    SplittableRandom random = new SplittableRandom(20_260_101);
    int compared = 0;
    while (compared < WORDS) {
      int word = random.nextInt();
      Form form = table.find(word);
      if (form == null || table.decode(word).code == FastCode.NONE) {
        continue;
      }
      long[] registers = registers(random, table.decode(word));
      int nzcv = random.nextInt() & 0xf000_0000;
      byte[] window = new byte[WINDOW_BYTES];
      random.nextBytes(window);
      prepare(fast, word, registers, nzcv, window);
      prepare(slow, word, registers, nzcv, window);
      // Fill the TLB, so that the fast path is taken, on both sides alike.
      touch(fast);
      touch(slow);
      fast.interpreter.run(1);
      runExecutor(form, word);
      assertThat(describe(fast)).as("%s, word 0x%08x", form.name(), word).isEqualTo(describe(slow));
      compared++;
    }
  }

  /** Small and large values; base registers point into the window. */
  private static long[] registers(SplittableRandom random, Op op) {
    long[] registers = new long[32];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = random.nextLong() >> random.nextInt(64);
    }
    if (ACCESSES.contains(op.code)) {
      registers[op.rm] = random.nextInt(64);
      long base = WINDOW + WINDOW_BYTES / 2 - op.operand + random.nextInt(256);
      registers[op.rn] = random.nextInt(4) == 0 ? base : base & -16;
    }
    return registers;
  }

  private static void prepare(
      CpuFixture fixture, int word, long[] registers, int nzcv, byte[] window) {
    fixture.program(word).startAt(CpuFixture.CODE);
    fixture.physical.copyIn(WINDOW, window);
    System.arraycopy(registers, 0, fixture.cpu.x, 0, registers.length);
    fixture.cpu.nzcv(nzcv);
    fixture.cpu.systemRegisters().esr = 0;
  }

  private static void touch(CpuFixture fixture) {
    for (long va = WINDOW; va < WINDOW + WINDOW_BYTES; va += 4096) {
      fixture.cpu.store64(va, fixture.cpu.load64(va));
    }
  }

  private void runExecutor(Form form, int word) {
    Cpu cpu = slow.cpu;
    cpu.beginSlice(1);
    cpu.nextPc = cpu.pc + 4;
    try {
      form.executor().execute(cpu, new Op(word, form.executor()));
      cpu.pc = cpu.nextPc;
    } catch (GuestException e) {
      cpu.exceptions().takeSynchronous(e);
    }
  }

  private static String describe(CpuFixture fixture) {
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < 32; r++) {
      text.append("%s=%x ".formatted(r, fixture.cpu.xsp(r)));
    }
    byte[] window = fixture.physical.copyOut(WINDOW, WINDOW_BYTES);
    return text.append(
            "pc=%x nzcv=%x esr=%x memory=%x"
                .formatted(
                    fixture.cpu.pc(),
                    fixture.cpu.nzcv(),
                    fixture.cpu.systemRegisters().esr,
                    Arrays.hashCode(window)))
        .toString();
  }
}
