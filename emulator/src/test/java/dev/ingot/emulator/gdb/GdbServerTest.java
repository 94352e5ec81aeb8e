package dev.ingot.emulator.gdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.BareMetal;
import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import dev.ingot.emulator.Translator;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The remote serial protocol as the GDB manual has it in appendix E, without a GDB. */
class GdbServerTest {
  /** Behind the header of {@link BareMetal#image}. */
  private static final long CODE = 0x4020_0040L;

  private static final int[] COUNT_TO_THREE = {
    0xd280_0001, // 0x40: mov x1, #0
    0xd2a8_0602, // 0x44: mov x2, #0x40300000
    0x9100_0421, // 0x48: add x1, x1, #1
    0xf900_0041, // 0x4c: str x1, [x2]
    0xf100_0c3f, // 0x50: cmp x1, #3
    0x54ff_ffa1, // 0x54: b.ne 0x48
    0xf940_0043, // 0x58: ldr x3, [x2]
    0xd2b0_8000, // 0x5c: mov x0, #0x84000000
    0x9100_2000, // 0x60: add x0, x0, #8
    0xd400_0002, // 0x64: hvc #0: PSCI SYSTEM_OFF
  };

  private static final int B_TO_ITSELF = 0x1400_0000;
  private static final String PC = "20";

  private Machine machine;
  private GdbClient gdb;

  @BeforeEach
  void connect() throws IOException {
    connect(MachineConfig.builder(), COUNT_TO_THREE);
  }

  private void connect(MachineConfig.Builder configuration, int... program) throws IOException {
    machine = machine(configuration, program);
    gdb = new GdbClient(machine);
  }

  private static Machine machine(MachineConfig.Builder configuration, int... program) {
    Machine machine = new Machine(configuration.translator(Translator.EAGER).build());
    machine.load(BareMetal.image(program));
    return machine;
  }

  @AfterEach
  void hangUp() throws IOException {
    gdb.close();
  }

  private static String little(long value) {
    return "%016x".formatted(Long.reverseBytes(value));
  }

  // ---- going on ----

  @Test
  void aBreakpointStopsBeforeItsInstructionEachTimeUntilItIsRemoved() throws Exception {
    assertThat(gdb.ask("qSupported:swbreak+")).contains("PacketSize=4000").contains("hwbreak+");
    assertThat(gdb.ask("Z0,4020004c,4")).isEqualTo("OK");
    assertThat(gdb.ask("c")).startsWith("T05").contains("swbreak:;").contains("thread:1;");
    assertThat(gdb.ask("p1")).isEqualTo(little(1));
    assertThat(gdb.ask("p" + PC)).isEqualTo(little(CODE + 0xc));
    assertThat(gdb.ask("z0,4020004c,4")).isEqualTo("OK");
    assertThat(gdb.ask("s")).startsWith("T05");
    assertThat(gdb.ask("Z1,4020004c,4")).isEqualTo("OK");
    assertThat(gdb.ask("vCont;c")).contains("hwbreak:;");
    assertThat(gdb.ask("p1")).isEqualTo(little(2));
    assertThat(gdb.ask("z1,4020004c,4")).isEqualTo("OK");
    assertThat(gdb.ask("c")).isEqualTo("W00");
    assertThat(gdb.end().outcome()).isEqualTo(new Outcome.PoweredOff());
  }

  @Test
  void aBreakpointDoesNotShowInMemory() throws Exception {
    String before = gdb.ask("m40200048,10");
    gdb.ask("Z0,40200048,4");
    gdb.ask("c");
    assertThat(gdb.ask("m40200048,10")).isEqualTo(before).startsWith("21040091");
  }

  @Test
  void aWatchpointStopsBeforeTheStoreThatItWaitsFor() throws Exception {
    assertThat(gdb.ask("Z2,40300004,2")).isEqualTo("OK");
    assertThat(gdb.ask("c")).startsWith("T05").contains("watch:40300004;");
    assertThat(gdb.ask("p" + PC)).isEqualTo(little(CODE + 0xc));
    assertThat(gdb.ask("m40300000,8")).isEqualTo("0000000000000000");
    assertThat(gdb.ask("z2,40300004,2")).isEqualTo("OK");
    assertThat(gdb.ask("Z3,40300000,8")).isEqualTo("OK");
    assertThat(gdb.ask("c")).contains("rwatch:40300000;");
    assertThat(gdb.ask("p" + PC)).isEqualTo(little(CODE + 0x18));
    assertThat(gdb.ask("m40300000,8")).isEqualTo(little(3));
  }

  @Test
  void aStepIsOneInstructionAndARangeStepGoesOnInside() throws Exception {
    gdb.ask("vCont;s:1");
    assertThat(gdb.ask("p" + PC)).isEqualTo(little(CODE));
    gdb.ask("vCont;s:1");
    assertThat(gdb.ask("p" + PC)).isEqualTo(little(CODE + 4));
    gdb.ask("vCont;r40200044,40200058:1");
    assertThat(gdb.ask("p" + PC)).isEqualTo(little(CODE + 0x18));
    assertThat(gdb.ask("p1")).isEqualTo(little(3));
  }

  @Test
  void controlCStopsAGuestThatLoopsForEver() throws Exception {
    hangUp();
    machine = machine(MachineConfig.builder(), B_TO_ITSELF);
    gdb = new GdbClient(machine, RunLimits.instructions(100_000_000_000L));
    gdb.send("c");
    gdb.sendRaw("\003");
    assertThat(gdb.answer()).startsWith("T02");
    assertThat(gdb.ask("p" + PC)).isIn(little(CODE), little(CODE - 0x40));
    gdb.send("k");
    assertThat(gdb.end().outcome()).isEqualTo(new Outcome.Halted());
  }

  @Test
  void theRunIsTheSameInstructionByInstructionAsWithoutADebugger() throws Exception {
    gdb.ask("Z0,40200050,4");
    for (int i = 0; i < 3; i++) {
      gdb.ask("c");
      gdb.ask("z0,40200050,4");
      gdb.ask("s");
      gdb.ask("Z0,40200050,4");
    }
    gdb.ask("c");
    RunResult alone = machine(MachineConfig.builder(), COUNT_TO_THREE).run(RunLimits.NONE);
    assertThat(gdb.end()).isEqualTo(alone);
  }

  @Test
  void anInstructionThatTheMachineDoesNotKnowIsSigillAndCanBeLookedAt() throws Exception {
    hangUp();
    connect(MachineConfig.builder(), 0x0420_0000); // SVE (Arm ARM C4.1.31).
    assertThat(gdb.ask("c")).startsWith("T04");
    assertThat(gdb.ask("m40200040,4")).isEqualTo("00002004");
    assertThat(gdb.ask("c")).isEqualTo("X04");
    assertThat(gdb.end().outcome()).isInstanceOf(Outcome.UnknownInstruction.class);
  }

  // ---- registers, memory, threads ----

  @Test
  void registersAreReadAndWritten() throws Exception {
    assertThat(gdb.ask("P5=" + little(0x1234))).isEqualTo("OK");
    assertThat(gdb.ask("g").substring(5 * 16)).startsWith(little(0x1234));
    String vector = "000102030405060708090a0b0c0d0e0f";
    assertThat(gdb.ask("P22=" + vector)).isEqualTo("OK"); // v0
    assertThat(gdb.ask("p22")).isEqualTo(vector);
    assertThat(gdb.ask("p21")).isEqualTo("c5030000"); // EL1h, DAIF set, as after reset
    assertThat(gdb.ask("P21=c5030080")).isEqualTo("OK");
    assertThat(machine.cpu(0).nzcv()).isEqualTo(0x8000_0000);
  }

  @Test
  void theDescriptionNamesEveryRegisterThatCanBeRead() throws Exception {
    StringBuilder xml = new StringBuilder();
    String part;
    do {
      part = gdb.ask("qXfer:features:read:target.xml:%x,100".formatted(xml.length()));
      xml.append(part.substring(1));
    } while (part.startsWith("m"));
    int registers = xml.toString().split("<reg ", -1).length - 1;
    assertThat(xml).contains("org.gnu.gdb.aarch64.core", "\"v31\"", "\"ESR_EL1\"");
    assertThat(gdb.ask("p%x".formatted(registers - 1))).hasSize(16);
    assertThat(gdb.ask("p%x".formatted(registers))).isEqualTo("E16");
  }

  @Test
  void memoryIsWrittenAndCodeInItRunsAsWritten() throws Exception {
    String movX1Seven = "e10080d2"; // mov x1, #7
    gdb.ask("s");
    gdb.ask("s");
    assertThat(gdb.ask("M40200048,4:" + movX1Seven)).isEqualTo("OK");
    assertThat(gdb.ask("X40200040,4:}\003}\004}]\000")).isEqualTo("OK");
    assertThat(gdb.ask("m40200040,4")).isEqualTo("23247d00");
    gdb.ask("Z0,40200050,4");
    gdb.ask("c");
    assertThat(gdb.ask("p1")).isEqualTo(little(7));
  }

  @Test
  void whatIsNotRamIsAnErrorAndIsNotTouched() throws Exception {
    assertThat(gdb.ask("m9000000,4")).isEqualTo("E0e"); // The UART.
    assertThat(gdb.ask("M9000000,1:41")).isEqualTo("E0e");
    assertThat(gdb.ask("mffffffffffffffff,8")).isEqualTo("E0e");
  }

  @Test
  void threadsAreCpus() throws Exception {
    hangUp();
    connect(MachineConfig.builder().cpuCount(3), COUNT_TO_THREE);
    assertThat(gdb.ask("qfThreadInfo")).isEqualTo("m1,2,3");
    assertThat(gdb.ask("qsThreadInfo")).isEqualTo("l");
    assertThat(gdb.ask("T3")).isEqualTo("OK");
    assertThat(gdb.ask("T4")).isEqualTo("E16");
    assertThat(gdb.ask("Hg2")).isEqualTo("OK");
    gdb.ask("P1=" + little(9));
    assertThat(machine.cpu(1).x(1)).isEqualTo(9);
  }

  // ---- the end ----

  @Test
  void aDetachedMachineRunsOnAlone() throws Exception {
    gdb.ask("Z0,40200048,4");
    assertThat(gdb.ask("D")).isEqualTo("OK");
    assertThat(gdb.end().outcome()).isEqualTo(new Outcome.PoweredOff());
  }

  @Test
  void soDoesOneWhoseDebuggerDied() throws Exception {
    gdb.ask("Z0,40200048,4");
    gdb.hangUp();
    assertThat(gdb.end().outcome()).isEqualTo(new Outcome.PoweredOff());
  }

  @Test
  void aKilledMachineStands() throws Exception {
    gdb.send("k");
    assertThat(gdb.end().outcome()).isEqualTo(new Outcome.Halted());
    assertThat(machine.cpu(0).pc()).isEqualTo(CODE - 0x40);
  }

  // ---- hostile packets ----

  @Test
  void aWrongChecksumIsRefusedAndARightOneTaken() throws Exception {
    gdb.sendRaw("$?#00");
    assertThat(gdb.readByte()).isEqualTo('-');
    gdb.sendRaw("$?#3f");
    assertThat(gdb.readByte()).isEqualTo('+');
    assertThat(gdb.answer()).startsWith("T05");
  }

  @Test
  void withoutAcknowledgementsNoneIsSent() throws Exception {
    assertThat(gdb.ask("QStartNoAckMode")).isEqualTo("OK");
    gdb.sendRaw("$qC#b4");
    assertThat(gdb.readByte()).isEqualTo('$');
  }

  @Test
  void anEndlessPacketIsPassedOver() throws Exception {
    gdb.sendRaw("$" + "m".repeat(1_000_000) + "#00");
    assertThat(gdb.readByte()).isEqualTo('-');
    gdb.sendRaw("$".repeat(100_000));
    assertThat(gdb.ask("qC")).isEqualTo("QC1");
  }

  @Test
  void packetsThatSayNothingSensibleAreErrorsOrUnknown() throws Exception {
    String[] malformed = {
      "m",
      "m1",
      "m,",
      "mg,1",
      "m0,ffffffff",
      "M0,4:00",
      "M40200000,2:zz",
      "P0=",
      "P0",
      "P=0",
      "Pffffffff=00",
      "p",
      "pffffffffffffffffff",
      "G1",
      "Z0,40200041,4",
      "Z0,40200040,3",
      "Z2,40300000,0",
      "Z2,ffffffffffffffff,8",
      "Z2",
      "H",
      "Hg9",
      "Hx1",
      "T",
      "X40200000,5:ab",
      "qXfer:features:read:other.xml:0,10",
      "qThreadExtraInfo,",
      "vCont;s:7",
      "vCont;x",
      "vCont;r1",
      "c40200040g",
      "szz"
    };
    for (String packet : malformed) {
      assertThat(gdb.ask(packet)).as(packet).isEqualTo("E16");
    }
    for (String packet : new String[] {"", "!", "Z9,0,4", "vFile:open:00", "qRcmd,00", "\u0000"}) {
      assertThat(gdb.ask(packet)).as(packet).isEmpty();
    }
    assertThat(gdb.ask("p" + PC)).isEqualTo(little(CODE - 0x40));
  }

  @Test
  void noiseDoesNoHarm() throws Exception {
    Random random = new Random(1);
    String commands = "gGpPmMXzZHTqQv?";
    for (int i = 0; i < 5000; i++) {
      StringBuilder packet = new StringBuilder();
      packet.append(commands.charAt(random.nextInt(commands.length())));
      for (int n = random.nextInt(20); n > 0; n--) {
        packet.append("0123456789abcdef,;:=-".charAt(random.nextInt(21)));
      }
      gdb.ask(packet.toString());
    }
    assertThat(gdb.ask("qC")).isEqualTo("QC1");
  }
}
