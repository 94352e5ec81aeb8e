package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.mmu.FaultStatus;
import dev.ingot.emulator.mmu.TranslationRegime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Accesses of Q registers while SCTLR_EL1.A is set (Arm ARM, CheckAlignment: by the size of the
 * access, or of an element).
 */
class QuadwordAlignmentTest {
  private static final int MSR_CPACR_EL1 = 0xd518_1040;
  private static final long FPEN_NO_TRAP = 3 << 20;
  private static final int DATA_ABORT_SAME_LEVEL = 0x25;
  private static final int FAULT_STATUS = 0x3f;
  private static final int BRANCH_BACK = 0x17ff_ffff;

  /** Has run some rounds with an aligned address, so that what translates has translated them. */
  private static CpuFixture prepare(CpuFixture fixture, int word) {
    fixture.identityMapped().program(word, BRANCH_BACK);
    fixture.cpu.systemRegisters().write(MSR_CPACR_EL1, FPEN_NO_TRAP);
    fixture.cpu.regime.sctlr |= TranslationRegime.SCTLR_A;
    fixture.cpu.x[0] = CpuFixture.DATA;
    fixture.run(20);
    fixture.cpu.x[0] = CpuFixture.DATA + Long.BYTES;
    return fixture.startAt(CpuFixture.CODE);
  }

  private static List<CpuFixture> both(int word) {
    return List.of(
        prepare(CpuFixture.interpreting(), word), prepare(CpuFixture.translating(true), word));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x3dc0_0001, // ldr q1, [x0]
        0x3d80_0001, // str q1, [x0]
        0x3cc0_0001, // ldur q1, [x0]
        0xad40_0801, // ldp q1, q2, [x0]
        0xad00_0801, // stp q1, q2, [x0]
      })
  void anAccessAtAMultipleOfEightIsAnAlignmentFault(int word) {
    for (CpuFixture fixture : both(word)) {
      fixture.run(1);
      assertThat(fixture.exceptionClass()).isEqualTo(DATA_ABORT_SAME_LEVEL);
      assertThat(fixture.iss() & FAULT_STATUS).isEqualTo(FaultStatus.ALIGNMENT);
      assertThat(fixture.far()).isEqualTo(CpuFixture.DATA + Long.BYTES);
      assertThat(fixture.elr()).isEqualTo(CpuFixture.CODE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x4c40_7c01, // ld1 {v1.2d}, [x0]
        0x4c40_7001, // ld1 {v1.16b}, [x0]
        0x4c00_7c01, // st1 {v1.2d}, [x0]
        0xfd40_0001, // ldr d1, [x0]
      })
  void anAccessOfElementsAtAMultipleOfTheirSizeIsNone(int word) {
    for (CpuFixture fixture : both(word)) {
      fixture.run(2);
      assertThat(fixture.cpu.systemRegisters().esr).isZero();
      assertThat(fixture.cpu.pc()).isEqualTo(CpuFixture.CODE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x3dc0_0001, 0x3d80_0001, 0xad40_0801, 0xad00_0801})
  void withoutTheBitAnAccessAtAnyAddressIsNone(int word) {
    for (CpuFixture fixture : both(word)) {
      fixture.cpu.regime.sctlr &= ~TranslationRegime.SCTLR_A;
      fixture.cpu.memory.invalidateAll();
      fixture.cpu.x[0] = CpuFixture.DATA + 1;
      fixture.run(2);
      assertThat(fixture.cpu.systemRegisters().esr).isZero();
    }
  }
}
