package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Decoded instructions follow the memory they were decoded from. */
class CodeChangeTest {
  private static final int STR_W0_X1 = 0xb900_0020;
  private static final int MOV_X3_1 = 0xd280_0023;
  private static final int MOV_X3_2 = 0xd280_0043;
  private static final int B_BACK_2 = 0x17ff_fffe;
  private static final int B_BACK_3 = 0x17ff_fffd;
  private static final int ADD_X3_1 = 0x9100_0463;
  private static final int ADD_X3_2 = 0x9100_0863;
  private static final int ADD_X4_1 = 0x9100_0484;
  private static final int NOP = 0xd503_201f;

  private final CpuFixture fixture = new CpuFixture();

  @Test
  void aStoreIntoThePageBeingExecutedChangesWhatRunsNext() {
    fixture.identityMapped().program(NOP, STR_W0_X1, MOV_X3_1);
    fixture.cpu.x(0, MOV_X3_2);
    fixture.cpu.x(1, CpuFixture.CODE + 8);
    fixture.run(3);
    assertThat(fixture.cpu.x(3)).isEqualTo(2);
  }

  @Test
  void aStoreIntoCodeThatRanAlreadyChangesTheNextRound() {
    // MOV_X3_1 runs, is overwritten, and runs again.
    fixture.identityMapped().program(MOV_X3_1, STR_W0_X1, B_BACK_2);
    fixture.cpu.x(0, MOV_X3_2);
    fixture.cpu.x(1, CpuFixture.CODE);
    fixture.run(4);
    assertThat(fixture.cpu.x(3)).isEqualTo(2);
  }

  @Test
  void aStoreThroughAnotherMappingOfThePageIsSeenToo() {
    long alias = 0x7f00_0000_0000L;
    fixture.tables.map(alias, CpuFixture.CODE, PageTables.KERNEL);
    fixture.identityMapped().program(MOV_X3_1, STR_W0_X1, B_BACK_2);
    fixture.cpu.x(0, MOV_X3_2);
    fixture.cpu.x(1, alias);
    fixture.run(4);
    assertThat(fixture.cpu.x(3)).isEqualTo(2);
  }

  @Test
  void aStoreIntoTranslatedCodeChangesTheNextRound() {
    CpuFixture translating = CpuFixture.translating(true).identityMapped();
    translating.program(ADD_X3_1, ADD_X4_1, B_BACK_2);
    translating.run(30);
    assertThat(translating.cpu.x(3)).isEqualTo(10);
    translating.program(ADD_X3_2);
    translating.run(30);
    assertThat(translating.cpu.x(3)).isEqualTo(30);
  }

  @Test
  void translatedCodeThatOverwritesItselfRunsTheNewCode() {
    // Nine rounds store what is there already, then x0 changes.
    CpuFixture translating = CpuFixture.translating(true).identityMapped();
    translating.program(ADD_X3_1, STR_W0_X1, ADD_X4_1, B_BACK_3);
    translating.cpu.x(0, ADD_X3_1);
    translating.cpu.x(1, CpuFixture.CODE);
    translating.run(36);
    translating.cpu.x(0, ADD_X3_2);
    translating.run(8);
    assertThat(translating.cpu.x(3)).isEqualTo(9 + 1 + 2);
    assertThat(translating.cpu.x(4)).isEqualTo(11);
  }
}
