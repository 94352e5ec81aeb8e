package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Decoded instructions follow the memory they were decoded from. */
class CodeChangeTest {
  private static final int STR_W0_X1 = 0xb900_0020;
  private static final int MOV_X3_1 = 0xd280_0023;
  private static final int MOV_X3_2 = 0xd280_0043;
  private static final int B_BACK_2 = 0x17ff_fffe;
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
}
