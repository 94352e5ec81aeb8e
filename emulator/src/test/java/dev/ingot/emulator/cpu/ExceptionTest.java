package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Exceptions: syndrome, return address, saved state, vector, and the way back (Arm ARM D1.3, D1.4).
 */
class ExceptionTest {
  private static final int SVC_123 = 0xd400_2461;
  private static final int BRK_55 = 0xd420_0aa0;
  private static final int UDF = 0;
  private static final int ERET = 0xd69f_03e0;
  private static final int NOP = 0xd503_201f;
  private static final int BR_X1 = 0xd61f_0020;
  private static final int LDR_X0_SP = 0xf940_03e0;
  private static final int FMOV_D0_D1 = 0x1e60_4020;
  private static final int MRS_X0_SCTLR = 0xd538_1000;
  private static final int MRS_X0_CTR = 0xd53b_0020;
  private static final int MSR_DAIFSET_I = 0xd503_42df;
  private static final int MSR_SPSEL_0 = 0xd500_40bf;
  private static final int HVC_0 = 0xd400_0002;
  private static final int WFI = 0xd503_207f;
  private static final int LDXR_X0_X1 = 0xc85f_7c20;
  private static final int STXR_W2_X0_X1 = 0xc802_7c20;
  private static final int LDADDAL_X0_X2_X1 = 0xf8e0_0022;
  private static final int MRS_IMPLEMENTATION_DEFINED = 0xd538_f000;
  private static final int B_TO_ITSELF = 0x1400_0000;

  private static final long USER_PC = 0x1_0000L;
  private static final long FLAGS_NC = 0xa000_0000L;
  private static final int MODE_EL0 = 0;
  private static final int MODE_EL1H = 5;

  private final CpuFixture fixture = new CpuFixture();

  private CpuFixture user(int... words) {
    fixture.tables.map(USER_PC, CpuFixture.CODE, PageTables.USER_CODE);
    fixture.tables.map(CpuFixture.VECTORS, CpuFixture.VECTORS, PageTables.KERNEL);
    return fixture.translationOn().program(words).atEl0().startAt(USER_PC);
  }

  @Test
  void svcFromEl0ReturnsBehindItselfAndGoesToTheLowerElVector() {
    user(SVC_123);
    fixture.cpu.nzcv((int) FLAGS_NC);
    fixture.run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(0x15);
    assertThat(fixture.iss()).isEqualTo(0x123);
    assertThat(fixture.elr()).isEqualTo(USER_PC + 4);
    assertThat(fixture.spsr()).isEqualTo(FLAGS_NC | MODE_EL0);
    assertThat(fixture.cpu.pc()).isEqualTo(CpuFixture.VECTORS + 0x400);
    assertThat(fixture.cpu.exceptionLevel()).isEqualTo(1);
    assertThat(fixture.cpu.state.daif).isEqualTo(ProcessorState.SPSR_DAIF);
  }

  @Test
  void brkReturnsToItself() {
    user(BRK_55).run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(0x3c);
    assertThat(fixture.iss()).isEqualTo(0x55);
    assertThat(fixture.elr()).isEqualTo(USER_PC);
  }

  @Test
  void udfIsAnUnknownReasonException() {
    fixture.program(UDF).run(1);
    assertThat(fixture.cpu.systemRegisters().esr).isEqualTo(1L << 25);
    assertThat(fixture.cpu.pc()).isEqualTo(CpuFixture.VECTORS + 0x200);
    assertThat(fixture.spsr() & 0x1f).isEqualTo(MODE_EL1H);
  }

  @Test
  void withSpEl0TheFirstVectorsAreUsed() {
    fixture.program(MSR_SPSEL_0, SVC_123).run(2);
    assertThat(fixture.cpu.pc()).isEqualTo(CpuFixture.VECTORS);
    assertThat(fixture.spsr() & 0x1f).isEqualTo(4);
  }

  @Test
  void eretGoesBackToEl0WithItsOwnStackPointerAndFlags() {
    user(SVC_123, NOP).words(CpuFixture.VECTORS + 0x400, ERET);
    fixture.cpu.nzcv((int) FLAGS_NC);
    fixture.cpu.xsp(31, 0x7000);
    fixture.run(1);
    fixture.cpu.xsp(31, 0x9000);
    fixture.cpu.nzcv(0);
    fixture.run(2);
    assertThat(fixture.cpu.exceptionLevel()).isZero();
    assertThat(fixture.cpu.pc()).isEqualTo(USER_PC + 8);
    assertThat(fixture.cpu.xsp(31)).isEqualTo(0x7000);
    assertThat(fixture.cpu.nzcv() & 0xffff_ffffL).isEqualTo(FLAGS_NC);
  }

  @Test
  void eretToAReservedModeRaisesIllegalExecutionState() {
    fixture.program(ERET);
    fixture.cpu.systemRegisters().spsr = 0x1f;
    fixture.cpu.systemRegisters().elr = CpuFixture.DATA;
    fixture.run(2);
    assertThat(fixture.exceptionClass()).isEqualTo(0x0e);
    assertThat(fixture.elr()).isEqualTo(CpuFixture.DATA);
    assertThat(fixture.spsr() & ProcessorState.SPSR_IL).isNotZero();
  }

  @Test
  void aBranchToAMisalignedAddressFaultsAtItsTarget() {
    fixture.program(BR_X1);
    fixture.cpu.x(1, CpuFixture.DATA + 2);
    fixture.run(2);
    assertThat(fixture.exceptionClass()).isEqualTo(0x22);
    assertThat(fixture.elr()).isEqualTo(CpuFixture.DATA + 2);
    assertThat(fixture.far()).isEqualTo(CpuFixture.DATA + 2);
  }

  @Test
  void aMisalignedStackPointerFaultsWhenTheCheckIsOn() {
    fixture.program(LDR_X0_SP);
    fixture.cpu.regime.sctlr |= 1 << 3;
    fixture.cpu.xsp(31, CpuFixture.DATA + 8);
    fixture.run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(0x26);
  }

  @Test
  void floatingPointIsTrappedUntilCpacrAllowsIt() {
    InstructionTable withFmov =
        new InstructionTable(
            List.of(
                new Form(
                    "FMOV",
                    "0001111001100000010000xxxxxxxxxx",
                    "C7.2.160",
                    Feature.FP,
                    (cpu, op) -> {})),
            CpuModel.MAX.features());
    fixture.program(FMOV_D0_D1);
    new Interpreter(fixture.cpu, withFmov).run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(0x07);
    assertThat(fixture.iss()).isEqualTo(0x1e0_0000);
  }

  @Test
  void aKernelRegisterIsUndefinedAtEl0() {
    user(MRS_X0_SCTLR).run(1);
    assertThat(fixture.exceptionClass()).isZero();
  }

  @Test
  void ctrIsTrappedAtEl0UnlessUctIsSet() {
    user(MRS_X0_CTR).run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(0x18);
    // Op0 3, Op2 1, Op1 3, CRn 0, Rt 0, CRm 0, read.
    assertThat(fixture.iss()).isEqualTo(3 << 20 | 1 << 17 | 3 << 14 | 1);
  }

  @Test
  void masksAreTrappedAtEl0UnlessUmaIsSet() {
    user(MSR_DAIFSET_I).run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(0x18);
  }

  @Test
  void wfiIsTrappedAtEl0UnlessNtwiIsSet() {
    user(WFI);
    fixture.cpu.regime.sctlr &= ~(1L << 16);
    fixture.run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(0x01);
  }

  @Test
  void hvcIsUndefinedWhenNobodyAnswers() {
    fixture.program(HVC_0).run(1);
    assertThat(fixture.exceptionClass()).isZero();
  }

  @Test
  void anExceptionReturnClosesTheExclusiveMonitor() {
    fixture.identityMapped().program(LDXR_X0_X1, ERET, STXR_W2_X0_X1);
    fixture.cpu.x(1, CpuFixture.DATA);
    fixture.cpu.systemRegisters().spsr = ProcessorState.SPSR_DAIF | MODE_EL1H;
    fixture.cpu.systemRegisters().elr = CpuFixture.CODE + 8;
    fixture.run(3);
    assertThat(fixture.cpu.x(2)).isEqualTo(1);
  }

  @Test
  void aStoreExclusiveAfterItsLoadSucceedsOnce() {
    fixture.identityMapped().program(LDXR_X0_X1, STXR_W2_X0_X1, NOP);
    fixture.cpu.x(1, CpuFixture.DATA);
    fixture.cpu.x(2, 9);
    fixture.run(2);
    assertThat(fixture.cpu.x(2)).isZero();
    fixture.startAt(CpuFixture.CODE + 4).run(1);
    assertThat(fixture.cpu.x(2)).isEqualTo(1);
  }

  @Test
  void aMisalignedAtomicIsAnAlignmentFault() {
    fixture.identityMapped().program(LDADDAL_X0_X2_X1);
    fixture.cpu.x(1, CpuFixture.DATA + 4);
    fixture.run(1);
    assertThat(fixture.exceptionClass()).isEqualTo(0x25);
    assertThat(fixture.iss() & 0x3f).isEqualTo(0b100001);
  }

  @Test
  void anInstructionOfAnAbsentFeatureIsUndefined() {
    CpuFixture a57 = new CpuFixture(CpuModel.CORTEX_A57);
    a57.program(LDADDAL_X0_X2_X1).run(1);
    assertThat(a57.exceptionClass()).isZero();
  }

  @Test
  void anUnknownSystemRegisterStopsTheRunWithItsWordAndPc() {
    fixture.program(NOP, MRS_IMPLEMENTATION_DEFINED);
    assertThatThrownBy(() -> fixture.run(2))
        .isInstanceOfSatisfying(
            UnknownInstructionException.class,
            unknown -> {
              assertThat(unknown.word()).isEqualTo(MRS_IMPLEMENTATION_DEFINED);
              assertThat(unknown.pc()).isEqualTo(CpuFixture.CODE + 4);
            });
  }

  @Test
  void aHandlerThatFaultsForeverStillCountsInstructions() {
    fixture.cpu.systemRegisters().vbar = 0;
    fixture.startAt(0).run(1000);
    assertThat(fixture.exceptionClass()).isEqualTo(0x21);
  }

  @Test
  void aSliceEndsAfterExactlyItsBudget() {
    fixture.program(B_TO_ITSELF);
    assertThat(fixture.interpreter.run(12_345)).isEqualTo(12_345);
  }
}
