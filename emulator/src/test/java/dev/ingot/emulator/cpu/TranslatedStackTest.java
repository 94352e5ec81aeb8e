package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Accesses relative to a stack pointer that translated code has found to be aligned, until it is
 * not.
 */
class TranslatedStackTest {
  private static final int ROUNDS = 10;

  /** Of a synchronous exception that stays at EL1 with SP_EL1 (Arm ARM D1.3.1). */
  private static final long EXCEPTION_AT_EL1 = CpuFixture.VECTORS + 0x200;

  private static final int BRANCH_TO_ITSELF = 0x1400_0000;

  /** SCTLR_EL1.SA (Arm ARM D24.2). */
  private static final int SCTLR_SA = 1 << 3;

  /** Moves the stack pointer to and fro by 16 bytes, and after ten rounds by 24. */
  private static final int[] MOVED_BY_A_REGISTER = {
    0xf940_03e1, // ldr x1, [sp]
    0x8b22_63ff, // add sp, sp, x2
    0xcb02_03e2, // neg x2, x2
    0xf100_079c, // subs x28, x28, #1
    0x54ff_ff81, // b.ne 0
    0x9100_2042, // add x2, x2, #8
    0xd280_015c, // mov x28, #10
    0x17ff_fff9, // b 0
  };

  /** Moves the stack pointer by 16 bytes in each round, and after ten rounds by 8 as well. */
  private static final int[] MOVED_BY_CONSTANTS = {
    0xf940_03e1, // ldr x1, [sp]
    0x9100_43ff, // add sp, sp, #16
    0xf100_079c, // subs x28, x28, #1
    0x54ff_ffa1, // b.ne 0
    0x9100_23ff, // add sp, sp, #8
    0xd280_015c, // mov x28, #10
    0x17ff_fffa, // b 0
  };

  /** Moves the stack pointer behind the access by 16 bytes, and after ten rounds by 8. */
  private static final int[] MOVED_BY_ACCESSES = {
    0xf841_07e1, // ldr x1, [sp], #16
    0xf100_079c, // subs x28, x28, #1
    0x54ff_ffc1, // b.ne 0
    0xf840_87e1, // ldr x1, [sp], #8
    0xd280_015c, // mov x28, #10
    0x17ff_fffb, // b 0
  };

  /**
   * Has all of the program executed, from what ends the rounds on, so that all of it is in the
   * region; and then has it start anew with misaligned stack pointers being faults.
   */
  private static CpuFixture prepare(CpuFixture fixture, int lastInstructions, int... program) {
    fixture.identityMapped().program(program).words(EXCEPTION_AT_EL1, BRANCH_TO_ITSELF);
    fixture.cpu.x[RegionFrame.SP] = CpuFixture.DATA;
    fixture.startAt(CpuFixture.CODE + (long) (program.length - lastInstructions) * Integer.BYTES);
    fixture.run(20 * ROUNDS);
    fixture.cpu.regime.sctlr |= SCTLR_SA;
    fixture.cpu.x[RegionFrame.SP] = CpuFixture.DATA;
    fixture.cpu.x[2] = 16;
    fixture.cpu.x[28] = ROUNDS;
    return fixture.startAt(CpuFixture.CODE);
  }

  private static void faultsAlike(int lastInstructions, int... program) {
    CpuFixture translating = prepare(CpuFixture.translating(true), lastInstructions, program);
    CpuFixture interpreting = prepare(CpuFixture.interpreting(), lastInstructions, program);
    while (interpreting.cpu.systemRegisters().esr == 0) {
      translating.run(100);
      interpreting.run(100);
      assertThat(translating.cpu.x).isEqualTo(interpreting.cpu.x);
      assertThat(translating.cpu.pc()).isEqualTo(interpreting.cpu.pc());
    }
    assertThat(interpreting.exceptionClass()).isEqualTo(Syndrome.SP_ALIGNMENT);
    assertThat(translating.exceptionClass()).isEqualTo(Syndrome.SP_ALIGNMENT);
    assertThat(translating.elr()).isEqualTo(interpreting.elr());
    assertThat(interpreting.cpu.x[RegionFrame.SP] & 15).isEqualTo(8);
  }

  @Test
  void aStackPointerThatARegisterMisalignsFaultsAtTheNextAccess() {
    faultsAlike(3, MOVED_BY_A_REGISTER);
  }

  @Test
  void aStackPointerThatAConstantMisalignsFaultsAtTheNextAccess() {
    faultsAlike(3, MOVED_BY_CONSTANTS);
  }

  @Test
  void aStackPointerThatAnAccessMisalignsFaultsAtTheNextAccess() {
    faultsAlike(3, MOVED_BY_ACCESSES);
  }
}
