package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Stage 1 translation: what is reachable, and how what is not is reported (Arm ARM D8.2 to D8.4,
 * D24.2.40).
 */
class TranslationTest {
  private static final int LDR_X0_X1 = 0xf940_0020;
  private static final int STR_X0_X1 = 0xf900_0020;
  private static final int LDTR_X0_X1 = 0xf840_0820;
  private static final int STTR_X0_X1 = 0xf800_0820;
  private static final int LDUR_X0_X1_PLUS_1 = 0xf840_1020;
  private static final int MSR_PAN_1 = 0xd500_419f;
  private static final int TLBI_VAE1_X2 = 0xd508_8722;
  private static final int MSR_TTBR0_X2 = 0xd518_2002;
  private static final int AT_S1E1R_X1 = 0xd508_7801;
  private static final int AT_S1E0W_X1 = 0xd508_7861;
  private static final int MRS_X3_PAR = 0xd538_7403;
  private static final int DC_ZVA_X1 = 0xd50b_7421;
  private static final int NOP = 0xd503_201f;

  private static final long VA = 0x0000_7f00_1234_5000L;
  private static final long HIGH_VA = 0xffff_8000_0000_1000L;
  private static final long USER_PC = 0x1_0000L;
  private static final int DATA_ABORT_LOWER = 0x24;
  private static final int DATA_ABORT_SAME = 0x25;
  private static final int INSTRUCTION_ABORT_LOWER = 0x20;
  private static final int INSTRUCTION_ABORT_SAME = 0x21;
  private static final int WRITE = 1 << 6;

  private final CpuFixture fixture = new CpuFixture();

  /** EL1 executing {@code words} from the identity mapping, x1 = {@code va}. */
  private CpuFixture kernel(long va, int... words) {
    fixture.identityMapped().program(words);
    fixture.cpu.x(1, va);
    return fixture;
  }

  /** EL0 executing {@code words}, x1 = {@code va}. */
  private CpuFixture user(long va, int... words) {
    fixture.tables.map(USER_PC, CpuFixture.CODE, PageTables.USER_CODE);
    fixture.translationOn().program(words).atEl0().startAt(USER_PC);
    fixture.cpu.x(1, va);
    return fixture;
  }

  private void content(long pa, long value) {
    fixture.physical.page(pa).write((int) pa & 4095, 8, value);
  }

  @Test
  void aPageTranslatesToItsOutputAddress() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA);
    content(CpuFixture.DATA + 0x18, 0x1122_3344_5566_7788L);
    user(VA + 0x18, LDR_X0_X1).run(1);
    assertThat(fixture.cpu.x(0)).isEqualTo(0x1122_3344_5566_7788L);
  }

  @Test
  void aTwoMebibyteBlockKeepsTheLow21BitsOfTheAddress() {
    fixture.tables.mapBlock(VA & -(2L << 20), 2, CpuFixture.RAM + (4L << 20), PageTables.USER_DATA);
    content(CpuFixture.RAM + (4L << 20) + (VA & 0x1f_ffff), 42);
    user(VA, LDR_X0_X1).run(1);
    assertThat(fixture.cpu.x(0)).isEqualTo(42);
  }

  @Test
  void addressesWithBit55SetUseTtbr1() {
    fixture.tables.map(HIGH_VA, CpuFixture.DATA, PageTables.KERNEL);
    kernel(HIGH_VA, LDR_X0_X1);
    fixture.cpu.regime.ttbr1 = fixture.tables.root();
    content(CpuFixture.DATA, 7);
    fixture.run(1);
    assertThat(fixture.cpu.x(0)).isEqualTo(7);
  }

  @Test
  void anUnmappedPageIsATranslationFaultOfTheLevelThatIsMissing() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA);
    user(VA + 0x1000, LDR_X0_X1).run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(DATA_ABORT_LOWER);
    assertThat(fixture.iss()).isEqualTo(0b000111);
    assertThat(fixture.far()).isEqualTo(VA + 0x1000);
    assertThat(fixture.elr()).isEqualTo(USER_PC);
  }

  @Test
  void anAddressBeyondTheInputRangeIsALevel0TranslationFault() {
    user(1L << 50, LDR_X0_X1).run(1);
    assertThat(fixture.iss()).isEqualTo(0b000100);
  }

  @Test
  void aClearAccessFlagFaults() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA & ~PageTables.ACCESSED);
    user(VA, LDR_X0_X1).run(1);
    assertThat(fixture.iss()).isEqualTo(0b001011);
  }

  @Test
  void anOutputAddressBeyondIpsIsAnAddressSizeFault() {
    fixture.tables.map(VA, 1L << 40, PageTables.USER_DATA);
    user(VA, LDR_X0_X1);
    fixture.cpu.regime.tcr = CpuFixture.TCR & ~(7L << 32);
    fixture.run(1);
    assertThat(fixture.iss()).isEqualTo(0b000011);
  }

  @Test
  void aWriteToAReadOnlyPageIsAPermissionFaultWithWnr() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA | PageTables.READ_ONLY);
    user(VA, LDR_X0_X1, STR_X0_X1).run(2);
    assertThat(fixture.exceptionClass()).isEqualTo(DATA_ABORT_LOWER);
    assertThat(fixture.iss()).isEqualTo(WRITE | 0b001111);
    assertThat(fixture.elr()).isEqualTo(USER_PC + 4);
  }

  @Test
  void el0CannotReadAKernelPage() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.KERNEL);
    user(VA, LDR_X0_X1).run(1);
    assertThat(fixture.iss()).isEqualTo(0b001111);
  }

  @Test
  void el0CannotExecuteAPageWithUxn() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA);
    user(VA, NOP).startAt(VA).run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(INSTRUCTION_ABORT_LOWER);
    assertThat(fixture.iss()).isEqualTo(0b001111);
    assertThat(fixture.far()).isEqualTo(VA);
    assertThat(fixture.elr()).isEqualTo(VA);
  }

  @Test
  void el1NeverExecutesAPageThatEl0CanWrite() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.EL0 | PageTables.ACCESSED);
    kernel(VA, NOP).startAt(VA).run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(INSTRUCTION_ABORT_SAME);
    assertThat(fixture.iss()).isEqualTo(0b001111);
  }

  @Test
  void wxnForbidsExecutionOfWritablePages() {
    kernel(VA, NOP);
    fixture.cpu.regime.sctlr |= 1 << 19;
    fixture.run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(INSTRUCTION_ABORT_SAME);
    assertThat(fixture.elr()).isEqualTo(CpuFixture.CODE);
  }

  @Test
  void apTableTakesWriteRightsFromEveryPageBelow() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA);
    fixture.tables.restrict(VA, 1, 1L << 62);
    user(VA, LDR_X0_X1, STR_X0_X1).run(2);
    assertThat(fixture.iss()).isEqualTo(WRITE | 0b001111);
  }

  @Test
  void uxnTableTakesExecutionFromEveryPageBelow() {
    user(VA, NOP);
    fixture.tables.restrict(USER_PC, 0, 1L << 60);
    fixture.run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(INSTRUCTION_ABORT_LOWER);
  }

  @Test
  void panStopsEl1AtPagesOfEl0() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA);
    kernel(VA, LDR_X0_X1, MSR_PAN_1, LDR_X0_X1).run(3);
    assertThat(fixture.exceptionClass()).isEqualTo(DATA_ABORT_SAME);
    assertThat(fixture.iss()).isEqualTo(0b001111);
    assertThat(fixture.elr()).isEqualTo(CpuFixture.CODE + 8);
  }

  @Test
  void ldtrIsNotStoppedByPan() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA);
    content(CpuFixture.DATA, 99);
    kernel(VA, MSR_PAN_1, LDTR_X0_X1).run(2);
    assertThat(fixture.cpu.x(0)).isEqualTo(99);
  }

  @Test
  void sttrChecksTheRightsOfEl0() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.KERNEL);
    kernel(VA, STR_X0_X1, STTR_X0_X1).run(2);
    assertThat(fixture.exceptionClass()).isEqualTo(DATA_ABORT_SAME);
    assertThat(fixture.iss()).isEqualTo(WRITE | 0b001111);
  }

  @Test
  void anUnalignedAccessToDeviceMemoryIsAnAlignmentFault() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA | PageTables.DEVICE);
    user(VA, LDR_X0_X1, LDUR_X0_X1_PLUS_1).run(2);
    assertThat(fixture.iss()).isEqualTo(0b100001);
    assertThat(fixture.far()).isEqualTo(VA + 1);
  }

  @Test
  void anAccessAcrossPagesReportsTheFirstByteOfThePageThatIsMissing() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA);
    user(VA + 0xff9, LDR_X0_X1).run(1);
    assertThat(fixture.far()).isEqualTo(VA + 0x1000);
  }

  @Test
  void anAccessAcrossPagesThatAreFarApartInRamReadsBoth() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA);
    fixture.tables.map(VA + 0x1000, CpuFixture.DATA + 0x8000, PageTables.USER_DATA);
    content(CpuFixture.DATA + 0xff8, 0x8877_6655_4433_2211L);
    content(CpuFixture.DATA + 0x8000, 0xffee_ddcc_bbaa_9988L);
    user(VA + 0xffc, LDR_X0_X1).run(1);
    assertThat(fixture.cpu.x(0)).isEqualTo(0xbbaa_9988_8877_6655L);
  }

  @Test
  void aChangedDescriptorIsSeenAfterTlbi() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.KERNEL);
    kernel(VA, LDR_X0_X1, TLBI_VAE1_X2, LDR_X0_X1).run(1);
    content(CpuFixture.DATA + 0x1000, 5);
    fixture.tables.map(VA, CpuFixture.DATA + 0x1000, PageTables.KERNEL);
    fixture.cpu.x(2, VA >>> 12);
    fixture.run(2);
    assertThat(fixture.cpu.x(0)).isEqualTo(5);
  }

  @Test
  void tlbiOfOnePageOfABlockDropsTheWholeBlock() {
    long block = VA & -(2L << 20);
    fixture.tables.mapBlock(block, 2, CpuFixture.RAM + (4L << 20), PageTables.KERNEL);
    kernel(block + 0x3000, LDR_X0_X1, TLBI_VAE1_X2, LDR_X0_X1).run(1);
    fixture.tables.mapBlock(block, 2, CpuFixture.RAM + (6L << 20), PageTables.KERNEL);
    content(CpuFixture.RAM + (6L << 20) + 0x3000, 6);
    fixture.cpu.x(2, block >>> 12);
    fixture.run(2);
    assertThat(fixture.cpu.x(0)).isEqualTo(6);
  }

  @Test
  void aNewTtbr0TakesEffectAtOnce() {
    PageTables other = new PageTables(fixture.physical, CpuFixture.TABLES + (1L << 20));
    other.mapBlock(CpuFixture.RAM, 1, CpuFixture.RAM, PageTables.KERNEL);
    other.map(VA, CpuFixture.DATA + 0x1000, PageTables.KERNEL | PageTables.NOT_GLOBAL);
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.KERNEL | PageTables.NOT_GLOBAL);
    content(CpuFixture.DATA + 0x1000, 8);
    kernel(VA, LDR_X0_X1, MSR_TTBR0_X2, LDR_X0_X1);
    fixture.cpu.x(2, other.root() | 1L << 48);
    fixture.run(3);
    assertThat(fixture.cpu.x(0)).isEqualTo(8);
  }

  @Test
  void addressTranslationReportsTheAddressOrTheFault() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.KERNEL);
    kernel(VA, AT_S1E1R_X1, MRS_X3_PAR).run(2);
    assertThat(fixture.cpu.x(3) & 0x0000_ffff_ffff_f001L).isEqualTo(CpuFixture.DATA);
    fixture.program(AT_S1E0W_X1, MRS_X3_PAR).startAt(CpuFixture.CODE).run(2);
    assertThat(fixture.cpu.x(3) & 0x7f).isEqualTo(0b001111 << 1 | 1);
  }

  @Test
  void memoryThatIsNotThereIsAnExternalAbort() {
    fixture.tables.map(VA, 0x1000_0000L, PageTables.KERNEL);
    kernel(VA, LDR_X0_X1).run(1);
    assertThat(fixture.iss()).isEqualTo(0b010000);
  }

  @Test
  void dcZvaToDeviceMemoryIsAnAlignmentFault() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.KERNEL | PageTables.DEVICE);
    kernel(VA, DC_ZVA_X1).run(1);
    assertThat(fixture.iss() & 0x3f).isEqualTo(0b100001);
  }

  @Test
  void dcZvaClearsTheSixtyFourBytesAroundItsAddress() {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.KERNEL);
    for (int offset = 0; offset < 256; offset += 8) {
      content(CpuFixture.DATA + offset, -1);
    }
    kernel(VA + 0x7b, DC_ZVA_X1).run(1);
    byte[] page = fixture.physical.copyOut(CpuFixture.DATA, 256);
    for (int offset = 0; offset < 256; offset++) {
      assertThat(page[offset]).isEqualTo((byte) (offset >= 64 && offset < 128 ? 0 : -1));
    }
  }

  @Test
  void withTheMmuOffAnUnalignedAccessFaultsAlsoBehindAnAlignedOne() {
    fixture.program(LDR_X0_X1, LDUR_X0_X1_PLUS_1);
    fixture.cpu.x(1, CpuFixture.DATA);
    fixture.run(2);
    assertThat(fixture.iss()).isEqualTo(0b100001);
    assertThat(fixture.elr()).isEqualTo(CpuFixture.CODE + 4);
  }
}
