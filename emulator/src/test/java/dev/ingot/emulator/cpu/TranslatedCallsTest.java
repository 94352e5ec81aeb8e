package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Calls through a register, whose function translated code takes for granted until it changes. */
class TranslatedCallsTest {
  private static final int CALLS_OF_EACH = 10;

  /** Calls the function in x5 ten times, then the other one, and so on. */
  private static final int[] CALLS_IN_TURNS = {
    0xd63f_00a0, // blr x5
    0xf100_079c, // subs x28, x28, #1
    0x54ff_ffc1, // b.ne 0
    0xca08_00a5, // eor x5, x5, x8
    0xd280_015c, // mov x28, #10
    0x17ff_fffb, // b 0
    0x9100_0421, // add x1, x1, #1
    0xd65f_03c0, // ret
    0x9100_0442, // add x2, x2, #1
    0xd65f_03c0, // ret
  };

  /** Where BLR reads the register that it writes. */
  private static final int[] CALLS_THROUGH_THE_LINK_REGISTER = {
    0xaa05_03fe, // mov x30, x5
    0xd63f_03c0, // blr x30
    0x17ff_fffe, // b 0
    0xd503_201f, // nop
    0xd503_201f, // nop
    0xd503_201f, // nop
    0x9100_0421, // add x1, x1, #1
    0xd65f_03c0, // ret
  };

  private static final long FIRST = CpuFixture.CODE + 6 * Integer.BYTES;
  private static final long SECOND = CpuFixture.CODE + 8 * Integer.BYTES;

  private static CpuFixture prepare(CpuFixture fixture, int... program) {
    fixture.identityMapped().program(program);
    fixture.cpu.x[5] = FIRST;
    fixture.cpu.x[8] = FIRST ^ SECOND;
    fixture.cpu.x[28] = CALLS_OF_EACH;
    return fixture;
  }

  private static void compare(int... program) {
    CpuFixture translating = prepare(CpuFixture.translating(true), program);
    CpuFixture interpreting = prepare(CpuFixture.interpreting(), program);
    for (int stop = 0; stop < 100; stop++) {
      translating.run(7);
      interpreting.run(7);
      assertThat(translating.cpu.x).as("stop %d", stop).isEqualTo(interpreting.cpu.x);
      assertThat(translating.cpu.pc()).as("stop %d", stop).isEqualTo(interpreting.cpu.pc());
    }
    assertThat(translating.cpu.x(1)).isGreaterThan(CALLS_OF_EACH);
  }

  @Test
  void aRegisterThatHoldsAnotherFunctionAllAtOnceCallsThatOne() {
    compare(CALLS_IN_TURNS);
  }

  @Test
  void aCallThroughTheLinkRegisterGoesWhereItLedBeforeItWasWritten() {
    compare(CALLS_THROUGH_THE_LINK_REGISTER);
  }
}
