package dev.ingot.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A machine that translates hot code shows what one that interprets everything shows. */
class TranslatedMachineTest {
  private static final RunLimits LIMITS = RunLimits.instructions(10_000_000);
  private static final int B_BACK_1 = 0x17ff_ffff;
  private static final int B_TO_ITSELF = 0x1400_0000;

  /** Counts x0 down from 20000 through memory, then exits with status 7. */
  private static final int[] LOOP_AND_EXIT = {
    0xd289_c400, // mov x0, #20000
    0x1000_0205, // adr x5, .+64
    0xf900_00a0, // str x0, [x5]
    0xf940_00a1, // ldr x1, [x5]
    0x8b01_0042, // add x2, x2, x1
    0xf100_0400, // subs x0, x0, #1
    0x54ff_ff81, // b.ne .-16
    0xd280_04c2, // mov x2, #0x26
    0xf2a0_0042, // movk x2, #0x2, lsl #16
    0xd280_00e3, // mov x3, #0x7
    0x1000_0121, // adr x1, .+36
    0xa900_0c22, // stp x2, x3, [x1]
    0xd280_0300, // mov x0, #0x18
    0xd45e_0000, // hlt #0xf000
  };

  /** The virtual timer interrupts a loop that counts in x10; its handler ends the run. */
  private static final int[] LOOP_UNTIL_INTERRUPT = {
    0xd2a1_0001, // mov x1, #0x8000000          GICD
    0x5280_0020, // mov w0, #1
    0xb900_0020, // str w0, [x1]                GICD_CTLR
    0x52a1_0002, // mov w2, #0x8000000
    0xb901_0022, // str w2, [x1, #0x100]        GICD_ISENABLER0: PPI 27
    0x9140_4022, // add x2, x1, #0x10, lsl #12  GICC
    0x5280_1fe3, // mov w3, #0xff
    0xb900_0443, // str w3, [x2, #4]            GICC_PMR
    0xb900_0040, // str w0, [x2]                GICC_CTLR
    0xd281_f404, // mov x4, #4000
    0xd51b_e344, // msr cntv_cval_el0, x4
    0xd51b_e320, // msr cntv_ctl_el0, x0
    0xd503_42ff, // msr daifclr, #2
    0x9100_054a, // add x10, x10, #1
    B_BACK_1,
  };

  private static Machine machine(Translator translator, int... words) {
    Machine machine = new Machine(MachineConfig.builder().translator(translator).build());
    machine.load(BareMetal.image(words));
    return machine;
  }

  private static String state(Machine machine, RunResult result) {
    long[] x = new long[31];
    Arrays.setAll(x, machine.cpu(0)::x);
    return "%s pc=%x nzcv=%x x=%s"
        .formatted(result, machine.cpu(0).pc(), machine.cpu(0).nzcv(), Arrays.toString(x));
  }

  private static void assertSame(RunLimits limits, int... words) {
    Machine interpreting = machine(Translator.OFF, words);
    String expected = state(interpreting, interpreting.run(limits));
    for (Translator translator : new Translator[] {Translator.ON, Translator.EAGER}) {
      Machine translating = machine(translator, words);
      assertThat(state(translating, translating.run(limits))).isEqualTo(expected);
    }
  }

  @Test
  void aLoopTakesAsManyInstructions() {
    assertSame(LIMITS, LOOP_AND_EXIT);
  }

  @Test
  void aTimerInterruptsTheSameInstruction() {
    // At the vector there is no code: from there on the loop does not count.
    assertThat(countAfter(64_050)).isEqualTo(countAfter(64_200));
    for (int most = 63_990; most < 64_040; most += 7) {
      assertSame(RunLimits.instructions(most), LOOP_UNTIL_INTERRUPT);
    }
  }

  private static long countAfter(long instructions) {
    Machine machine = machine(Translator.EAGER, LOOP_UNTIL_INTERRUPT);
    machine.run(RunLimits.instructions(instructions));
    return machine.cpu(0).x(10);
  }

  @Test
  void theInstructionLimitIsExact() {
    for (int most = 1000; most < 1010; most++) {
      Machine machine = machine(Translator.EAGER, LOOP_AND_EXIT);
      assertThat(machine.run(RunLimits.instructions(most)).instructions()).isEqualTo(most);
      assertSame(RunLimits.instructions(most), LOOP_AND_EXIT);
    }
  }

  @Test
  void theWallTimeLimitEndsAnEndlessTranslatedLoop() {
    Machine machine = machine(Translator.EAGER, B_TO_ITSELF);
    assertThat(machine.run(RunLimits.wallTime(Duration.ofMillis(50))).outcome())
        .isEqualTo(new Outcome.TimeLimit());
  }
}
