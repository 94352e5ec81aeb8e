package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An entry of the TLB that is empty stands for no address, not even for those that look like it.
 */
class EmptyTlbTest {
  private static final int INSTRUCTION_ABORT_SAME_LEVEL = 0x21;
  private static final int DATA_ABORT_SAME_LEVEL = 0x25;
  private static final int PC_ALIGNMENT = 0x22;
  private static final int TRANSLATION_FAULT = 0b0001_00;
  private static final int FAULT_STATUS_KIND = 0b1111_00;

  @ParameterizedTest
  @ValueSource(
      ints = {
        0xf940_0020, // ldr x0, [x1]
        0xb940_0020, // ldr w0, [x1]
        0x7940_0020, // ldrh w0, [x1]
        0x3940_0020, // ldrb w0, [x1]
        0xf900_0020, // str x0, [x1]
        0xb900_0020, // str w0, [x1]
        0x3900_0020, // strb w0, [x1]
        0xa940_0820, // ldp x0, x2, [x1]
        0xa900_0820, // stp x0, x2, [x1]
      })
  void anAccessToAPageThatIsNeverMappedIsATranslationFault(int word) {
    for (int offset = 0; offset < 16; offset++) {
      requireTranslationFault(word, offset);
      requireTranslationFault(word, Long.MIN_VALUE + offset); // An entry that is all zeros.
    }
  }

  private static void requireTranslationFault(int word, long va) {
    CpuFixture fixture = new CpuFixture().identityMapped().program(word);
    fixture.cpu.x[1] = va;
    fixture.run(1);
    assertThat(fixture.exceptionClass()).as("address 0x%x", va).isEqualTo(DATA_ABORT_SAME_LEVEL);
    assertThat(fixture.iss() & FAULT_STATUS_KIND).isEqualTo(TRANSLATION_FAULT);
    assertThat(fixture.far()).isEqualTo(va);
  }

  @Test
  void aBranchToAddressZeroIsATranslationFaultWithATranslatorToo() {
    int branch = 0xd61f_0020; // br x1
    CpuFixture fixture = CpuFixture.translating(true).identityMapped().program(branch);
    fixture.run(2);
    assertThat(fixture.exceptionClass()).isEqualTo(INSTRUCTION_ABORT_SAME_LEVEL);
    assertThat(fixture.iss() & FAULT_STATUS_KIND).isEqualTo(TRANSLATION_FAULT);
    assertThat(fixture.far()).isZero();
  }

  @Test
  void aBranchToAddressOneIsAPcAlignmentFaultWithATranslatorToo() {
    int branch = 0xd61f_0020; // br x1
    CpuFixture fixture = CpuFixture.translating(true).identityMapped().program(branch);
    fixture.cpu.x[1] = 1;
    fixture.run(2);
    assertThat(fixture.exceptionClass()).isEqualTo(PC_ALIGNMENT);
    assertThat(fixture.far()).isEqualTo(1);
  }
}
