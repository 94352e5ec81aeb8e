package dev.ingot.emulator.device.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.device.FakeMachine;
import org.junit.jupiter.api.Test;

/** What a call does to the machine; function ids from Arm DEN 0022 chapter 5. */
class PsciTest {
  private final FakeMachine machine = new FakeMachine(2);
  private final Psci psci = new Psci(machine, machine);

  private long call(int cpu, long... registers) {
    machine.setRegisters(registers);
    psci.call(cpu);
    return machine.register(0);
  }

  @Test
  void cpuOnHandsOverEntryAndContext() {
    assertThat(call(0, 0xc400_0003L, 1, 0x4020_0000L, 0x1_2345_6789L)).isZero();
    assertThat(machine.requests()).containsExactly("turn on 1 at 0x40200000 with 0x123456789");
  }

  @Test
  void theNarrowCpuOnUsesTheLowHalvesOfItsArguments() {
    call(0, 0x8400_0003L, 0xffff_ffff_0000_0001L, 0xffff_ffff_4020_0000L, 0xffff_ffff_0000_0007L);
    assertThat(machine.requests()).containsExactly("turn on 1 at 0x40200000 with 0x7");
  }

  @Test
  void cpuOffConcernsTheCaller() {
    call(1, 0x8400_0002L);
    assertThat(machine.requests()).containsExactly("turn off 1");
  }

  @Test
  void systemOffAndResetEndTheRun() {
    call(0, 0x8400_0008L);
    call(0, 0x8400_0009L);
    assertThat(machine.requests()).containsExactly("power off", "reset");
  }

  @Test
  void standbyIsSupportedAndPowerDownIsNot() {
    assertThat(call(1, 0xc400_0001L, 0)).isZero();
    assertThat(call(1, 0xc400_0001L, 1L << 16)).isEqualTo(-2);
    assertThat(machine.requests()).containsExactly("stand by 1");
  }

  @Test
  void anAffinityLevelAboveTheCpusIsInvalid() {
    assertThat(call(0, 0xc400_0004L, 0, 1)).isEqualTo(-2);
  }
}
