package dev.ingot.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The machine as its users see it: images in, outcomes out. */
class MachineTest {
  private static final RunLimits LIMITS = RunLimits.instructions(10_000_000);

  /** Semihosting SYS_EXIT with ADP_Stopped_ApplicationExit and status 7. */
  private static final int[] EXIT_7 = {
    0xd280_04c2, // mov x2, #0x26
    0xf2a0_0042, // movk x2, #0x2, lsl #16
    0xd280_00e3, // mov x3, #0x7
    0x1000_0121, // adr x1, .+36
    0xa900_0c22, // stp x2, x3, [x1]
    0xd280_0300, // mov x0, #0x18
    0xd45e_0000, // hlt #0xf000
  };

  /** The same with the parameter block at 0x40100000. */
  private static final int[] EXIT_7_FROM_RAM = {
    0xd280_04c2, // mov x2, #0x26
    0xf2a0_0042, // movk x2, #0x2, lsl #16
    0xd280_00e3, // mov x3, #0x7
    0xd2a8_0201, // mov x1, #0x40100000
    0xa900_0c22, // stp x2, x3, [x1]
    0xd280_0300, // mov x0, #0x18
    0xd45e_0000, // hlt #0xf000
  };

  private static final int B_TO_ITSELF = 0x1400_0000;
  private static final int WFI = 0xd503_207f;
  private static final int MRS_IMPLEMENTATION_DEFINED = 0xd538_f000;

  private static Machine machine(MachineConfig.Builder config, int... words) {
    Machine machine = new Machine(config.build());
    machine.load(BareMetal.image(words));
    return machine;
  }

  private static Machine machine(int... words) {
    return machine(MachineConfig.builder(), words);
  }

  private static Machine fromFlash(int... words) {
    Machine machine = new Machine(MachineConfig.builder().build());
    ByteBuffer flash = ByteBuffer.allocate(words.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    flash.asIntBuffer().put(words);
    machine.loadFlash(flash.array());
    return machine;
  }

  @Test
  void semihostingExitGivesTheStatusAndTheInstructionCount() {
    RunResult result = machine(EXIT_7).run(LIMITS);
    assertThat(result.outcome()).isEqualTo(new Outcome.Exited(7));
    // The branch over the header, and seven.
    assertThat(result.instructions()).isEqualTo(8);
    assertThat(result.virtualNanoseconds()).isEqualTo(8);
  }

  @Test
  void theUartWritesToConsole0() {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    Machine machine =
        machine(
            MachineConfig.builder().console0(console),
            0xd2a1_2001, // mov x1, #0x9000000
            0x5280_0d00, // mov w0, #'h'
            0xb900_0020, // str w0, [x1]
            0x5280_0d20, // mov w0, #'i'
            0xb900_0020, // str w0, [x1]
            B_TO_ITSELF);
    machine.run(RunLimits.instructions(100));
    assertThat(console.toString(StandardCharsets.UTF_8)).isEqualTo("hi");
  }

  @Test
  void flashRunsFromAddress0() {
    RunResult result = fromFlash(EXIT_7_FROM_RAM).run(LIMITS);
    assertThat(result.outcome()).isEqualTo(new Outcome.Exited(7));
  }

  @Test
  void aStoreIntoFlashEndsTheRunThereAndNamesThePlace() {
    RunResult result =
        fromFlash(
                0xd280_0201, // mov x1, #0x10
                0xf900_0020, // str x0, [x1]
                B_TO_ITSELF)
            .run(LIMITS);
    assertThat(result.outcome()).isEqualTo(new Outcome.FlashWritten(0x10, 4, Optional.empty()));
  }

  @Test
  void aMachineThatStartsInFlashHasItsDeviceTreeAtTheStartOfRam() {
    Machine machine = fromFlash(B_TO_ITSELF);
    assertThat(machine.readVirtual(0x4000_0000, 4)).containsExactly(0xd0, 0x0d, 0xfe, 0xed);
  }

  @Test
  void psciSystemOffPowersOff() {
    RunResult result =
        machine(
                0xd2b0_8000, // mov x0, #0x84000000
                0x9100_2000, // add x0, x0, #0x8
                0xd400_0002) // hvc #0x0
            .run(LIMITS);
    assertThat(result.outcome()).isEqualTo(new Outcome.PoweredOff());
  }

  @Test
  void theInstructionLimitIsExactAndTheRunGoesOnBehindIt() {
    Machine machine = machine(B_TO_ITSELF);
    RunResult first = machine.run(RunLimits.instructions(123_457));
    RunResult second = machine.run(RunLimits.instructions(200_000));
    assertThat(first).isEqualTo(new RunResult(new Outcome.InstructionLimit(), 123_457, 123_457));
    assertThat(second.instructions()).isEqualTo(200_000);
  }

  @Test
  void theWallTimeLimitEndsAnEndlessLoop() {
    RunResult result = machine(B_TO_ITSELF).run(RunLimits.wallTime(Duration.ofMillis(50)));
    assertThat(result.outcome()).isEqualTo(new Outcome.TimeLimit());
  }

  @Test
  void waitingForNothingIsADeadlock() {
    RunResult result = machine(WFI).run(LIMITS);
    assertThat(result.outcome()).isEqualTo(new Outcome.Deadlocked(0x4020_0044L, Optional.empty()));
  }

  @Test
  void wfiSkipsToTheTimerAndNoFurther() {
    Machine machine =
        machine(
            0xd2a1_0001, // mov x1, #0x8000000          GICD
            0x5280_0020, // mov w0, #1
            0xb900_0020, // str w0, [x1]                GICD_CTLR
            0x52a1_0002, // mov w2, #0x8000000
            0xb901_0022, // str w2, [x1, #0x100]        GICD_ISENABLER0: PPI 27
            0x9140_4022, // add x2, x1, #0x10, lsl #12  GICC
            0x5280_1fe3, // mov w3, #0xff
            0xb900_0443, // str w3, [x2, #4]            GICC_PMR
            0xb900_0040, // str w0, [x2]                GICC_CTLR
            0xd280_7d04, // mov x4, #1000
            0xd51b_e344, // msr cntv_cval_el0, x4
            0xd51b_e320, // msr cntv_ctl_el0, x0
            WFI,
            0xd53b_e045, // mrs x5, cntvct_el0
            B_TO_ITSELF);
    RunResult result = machine.run(RunLimits.instructions(20));
    assertThat(machine.cpu(0).x(5)).isEqualTo(1000);
    assertThat(result.virtualNanoseconds()).isBetween(16_000L, 16_020L);
  }

  @Test
  void anUnknownInstructionNamesItsWordPcAndPlace() {
    SourceLocation place = new SourceLocation("main.main", 4, "main.go", 7);
    MachineConfig.Builder config =
        MachineConfig.builder()
            .symbolizer(va -> va == 0x4020_0040L ? Optional.of(place) : Optional.empty());
    RunResult result = machine(config, MRS_IMPLEMENTATION_DEFINED).run(LIMITS);
    assertThat(result.outcome())
        .isInstanceOfSatisfying(
            Outcome.UnknownInstruction.class,
            unknown ->
                assertThat(unknown.describe())
                    .isEqualTo(
                        "unknown instruction 0xd538f000 at 0x0000000040200040"
                            + " in main.main+0x4 (main.go:7)"));
  }

  @Test
  void anUnknownInstructionCanBeMadeAnException() {
    MachineConfig.Builder config = MachineConfig.builder().unknownIsUndefined(true);
    RunResult result = machine(config, MRS_IMPLEMENTATION_DEFINED).run(RunLimits.instructions(50));
    assertThat(result.outcome()).isEqualTo(new Outcome.InstructionLimit());
  }

  @Test
  void twoRunsOfOneImageAreTheSameToTheInstruction() {
    assertThat(machine(EXIT_7).run(LIMITS)).isEqualTo(machine(EXIT_7).run(LIMITS));
  }

  @Test
  void memoryCanBeReadAfterTheRun() {
    Machine machine = machine(EXIT_7);
    machine.run(LIMITS);
    byte[] block = machine.readVirtual(0x4020_0070L, 16);
    assertThat(block).startsWith(0x26, 0x00, 0x02).endsWith(7, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void memoryThatIsNotRamCannotBeRead() {
    Machine machine = machine(EXIT_7);
    assertThatThrownBy(() -> machine.readVirtual(0x1000L, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x1000");
  }

  @Test
  void x0HoldsTheDeviceTreeBehindTheImage() {
    Machine machine = machine(B_TO_ITSELF);
    machine.run(RunLimits.instructions(2));
    byte[] magic = machine.readVirtual(machine.cpu(0).x(0), 4);
    assertThat(machine.cpu(0).x(0)).isEqualTo(0x4020_2000L);
    assertThat(magic).containsExactly(0xd0, 0x0d, 0xfe, 0xed);
  }

  @Test
  void aFileThatIsNoImageIsRefused() {
    Machine machine = new Machine(MachineConfig.builder().build());
    assertThatThrownBy(() -> machine.load(new byte[4096]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x38")
        .hasMessageContaining("arm64 Image");
  }

  @Test
  void anImageThatDoesNotFitIntoRamIsRefused() {
    Machine machine = new Machine(MachineConfig.builder().ramBytes(2L << 20).build());
    assertThatThrownBy(() -> machine.load(BareMetal.image(B_TO_ITSELF)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more RAM");
  }
}
