package dev.ingot.emulator.gdb;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DebugMemory;
import dev.ingot.emulator.gdb.Arguments.MalformedPacketException;
import dev.ingot.emulator.gdb.Stops.BreakpointKind;
import dev.ingot.emulator.gdb.Stops.WatchKind;
import dev.ingot.emulator.gdb.Stops.Watchpoint;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Answers a debugger's packets (GDB manual, E.2 to E.4) for a machine that stands still. Threads
 * are CPUs, numbered from 1.
 */
final class GdbSession {
  /** An answer to what is not supported. */
  private static final String UNSUPPORTED = "";

  private static final String OK = "OK";

  /** EFAULT and EINVAL of Linux, in hexadecimal. */
  private static final String BAD_ADDRESS = "E0e";

  private static final String INVALID = "E16";

  /** Each byte takes two digits. */
  private static final int MOST_BYTES = PacketLink.MAX_PACKET / 2;

  private static final int A64_INSTRUCTION_BYTES = 4;

  private final Machine machine;
  private final Stops stops;
  private final StopReply stopReply;
  private int selected;

  /** What {@code ?} answers. */
  private String lastStop;

  private Optional<RunResult> end = Optional.empty();
  private Request request = Request.NONE;

  /** What the debugger wants of the connection. */
  enum Request {
    NONE,
    /** Packets without acknowledgements; the answer is the first of them. */
    NO_ACKNOWLEDGEMENTS,
    DETACH,
    KILL
  }

  GdbSession(Machine machine, Stops stops) {
    this.machine = machine;
    this.stops = stops;
    this.stopReply = new StopReply(machine, stops);
    this.lastStop = stopReply.stopped(StopReply.TRAP);
  }

  /** How the guest ended, once it has. */
  Optional<RunResult> end() {
    return end;
  }

  /** What the last packet asked for besides its answer. */
  Request takeRequest() {
    Request taken = request;
    request = Request.NONE;
    return taken;
  }

  /** Whether the packet has the machine go on, so that its answer comes later. */
  static boolean resumes(String packet) {
    return packet.startsWith("vCont;")
        || !packet.isEmpty() && "cCsS".indexOf(packet.charAt(0)) >= 0;
  }

  /** The answer to a packet that does not {@link #resumes resume} the machine. */
  String answer(String packet) {
    try {
      return packet.isEmpty() ? UNSUPPORTED : answerCommand(packet);
    } catch (MalformedPacketException wrong) {
      return INVALID;
    }
  }

  private String answerCommand(String packet) {
    Arguments arguments = new Arguments(packet, 1);
    return switch (packet.charAt(0)) {
      case '?' -> lastStop;
      case 'H' -> select(arguments);
      case 'T' -> isThread(arguments.thread()) ? OK : INVALID;
      case 'g' -> readRegisters();
      case 'G' -> writeRegisters(arguments);
      case 'p' -> readRegister(arguments);
      case 'P' -> writeRegister(arguments);
      case 'm' -> readMemory(arguments);
      case 'M', 'X' -> writeMemory(arguments, packet.charAt(0) == 'X');
      case 'Z', 'z' -> stopPoint(arguments, packet.charAt(0) == 'Z');
      case 'k' -> ask(Request.KILL);
      case 'D' -> ask(Request.DETACH);
      case 'q', 'Q', 'v' -> query(packet);
      default -> UNSUPPORTED;
    };
  }

  private String ask(Request value) {
    request = value;
    return OK;
  }

  // ---- threads ----

  private boolean isThread(int thread) {
    return thread > 0 && thread <= machine.cpuCount();
  }

  private String select(Arguments arguments) {
    boolean general = arguments.skip("g");
    if (!general) {
      arguments.expect("c");
    }
    int thread = arguments.thread();
    if (thread > 0 && !isThread(thread)) {
      return INVALID;
    }
    if (general) {
      selected = thread > 0 ? thread - 1 : machine.currentCpu();
    }
    return OK;
  }

  private Cpu cpu() {
    return machine.cpu(selected);
  }

  private String threadState(int thread) {
    if (!isThread(thread)) {
      return INVALID;
    }
    Cpu cpu = machine.cpu(thread - 1);
    String state =
        "CPU %d, EL%d%s"
            .formatted(thread - 1, cpu.exceptionLevel(), cpu.isWaiting() ? ", waits" : "");
    return HexFormat.of().formatHex(state.getBytes(StandardCharsets.US_ASCII));
  }

  // ---- registers ----

  private String readRegisters() {
    RegisterFile registers = new RegisterFile(cpu());
    return IntStream.range(0, RegisterFile.FIRST_SYSTEM)
        .mapToObj(registers::read)
        .collect(Collectors.joining());
  }

  private String writeRegisters(Arguments arguments) {
    RegisterFile registers = new RegisterFile(cpu());
    for (int i = 0; i < registers.count() && !arguments.atEnd(); i++) {
      registers.write(i, arguments.digits(registers.digits(i)));
    }
    return OK;
  }

  private String readRegister(Arguments arguments) {
    RegisterFile registers = new RegisterFile(cpu());
    return registers.read(arguments.number(registers.count() - 1));
  }

  private String writeRegister(Arguments arguments) {
    RegisterFile registers = new RegisterFile(cpu());
    int number = arguments.number(registers.count() - 1);
    String value = arguments.expect("=").digits(registers.digits(number));
    return registers.write(number, value) ? OK : INVALID;
  }

  // ---- memory ----

  private String readMemory(Arguments arguments) {
    long address = arguments.number();
    int length = arguments.expect(",").number(MOST_BYTES);
    byte[] bytes = new DebugMemory(cpu()).read(address, length);
    return bytes.length == 0 && length > 0 ? BAD_ADDRESS : HexFormat.of().formatHex(bytes);
  }

  private String writeMemory(Arguments arguments, boolean binary) {
    long address = arguments.number();
    int length = arguments.expect(",").number(MOST_BYTES);
    arguments.expect(":");
    byte[] bytes =
        binary ? arguments.rest().getBytes(StandardCharsets.ISO_8859_1) : arguments.bytes(length);
    if (bytes.length != length) {
      return INVALID;
    }
    return new DebugMemory(cpu()).write(address, bytes) ? OK : BAD_ADDRESS;
  }

  // ---- breakpoints and watchpoints ----

  private String stopPoint(Arguments arguments, boolean set) {
    int type = arguments.number(9);
    long address = arguments.expect(",").number();
    long kind = arguments.expect(",").number();
    return switch (type) {
      case 0 -> breakpoint(BreakpointKind.SOFTWARE, address, kind, set);
      case 1 -> breakpoint(BreakpointKind.HARDWARE, address, kind, set);
      case 2 -> watchpoint(new Watchpoint(WatchKind.WRITE, address, kind), set);
      case 3 -> watchpoint(new Watchpoint(WatchKind.READ, address, kind), set);
      case 4 -> watchpoint(new Watchpoint(WatchKind.ACCESS, address, kind), set);
      default -> UNSUPPORTED;
    };
  }

  private String breakpoint(BreakpointKind breakpoint, long address, long kind, boolean set) {
    if (kind != A64_INSTRUCTION_BYTES || address % A64_INSTRUCTION_BYTES != 0) {
      return INVALID;
    }
    if (set) {
      stops.add(breakpoint, address);
    } else {
      stops.remove(breakpoint, address);
    }
    return OK;
  }

  private String watchpoint(Watchpoint watchpoint, boolean set) {
    boolean wraps =
        Long.compareUnsigned(watchpoint.start() + watchpoint.bytes(), watchpoint.start()) <= 0;
    if (watchpoint.bytes() <= 0 || wraps) {
      return INVALID;
    }
    if (set) {
      stops.add(watchpoint);
    } else {
      stops.remove(watchpoint);
    }
    return OK;
  }

  // ---- queries ----

  private String query(String packet) {
    if (packet.startsWith("qXfer:features:read:")) {
      return features(new Arguments(packet, "qXfer:features:read:".length()));
    }
    if (packet.startsWith("qThreadExtraInfo,")) {
      return threadState(new Arguments(packet, "qThreadExtraInfo,".length()).thread());
    }
    int end = packet.indexOf(':');
    return switch (end < 0 ? packet : packet.substring(0, end)) {
      case "qSupported" -> supported(packet);
      case "QStartNoAckMode" -> ask(Request.NO_ACKNOWLEDGEMENTS);
      case "vCont?" -> "vCont;c;C;s;S;r";
      case "qC" -> "QC%x".formatted(selected + 1);
      case "qAttached" -> "1";
      case "qSymbol" -> OK;
      case "qfThreadInfo" ->
          IntStream.rangeClosed(1, machine.cpuCount())
              .mapToObj(Integer::toHexString)
              .collect(Collectors.joining(",", "m", ""));
      case "qsThreadInfo" -> "l";
      default -> UNSUPPORTED;
    };
  }

  private String supported(String packet) {
    stopReply.nameBreakpoints(packet.contains("swbreak+"));
    return "PacketSize=%x;qXfer:features:read+;QStartNoAckMode+;swbreak+;hwbreak+;vContSupported+"
        .formatted(PacketLink.MAX_PACKET);
  }

  private String features(Arguments arguments) {
    arguments.expect("target.xml:");
    int offset = arguments.number(Integer.MAX_VALUE);
    int length = arguments.expect(",").number(Integer.MAX_VALUE);
    String xml = TargetDescription.of(machine.cpu(0));
    int from = Math.min(offset, xml.length());
    int to = from + Math.min(Math.min(length, MOST_BYTES), xml.length() - from);
    return (to == xml.length() ? "l" : "m") + xml.substring(from, to);
  }

  // ---- going on ----

  /**
   * Has the machine go on until it is stopped or the guest ends.
   *
   * @param packet one that {@link #resumes}
   * @return the stop reply
   */
  String resume(String packet, RunLimits limits) {
    if (end.isPresent()) {
      return stopReply.ended(end.get().outcome());
    }
    Resume resume;
    try {
      resume = resumption(packet);
    } catch (MalformedPacketException wrong) {
      return INVALID;
    }
    RunResult result = resume.stepped().isEmpty() ? machine.run(limits) : step(resume, limits);
    if (!(result.outcome() instanceof Outcome.Halted)) {
      end = Optional.of(result);
    }
    selected = machine.currentCpu();
    lastStop = stopReply.to(result.outcome());
    return lastStop;
  }

  private Resume resumption(String packet) {
    if (packet.startsWith("vCont")) {
      Resume resume = Resume.parse(packet.substring("vCont".length()), selected);
      OptionalInt cpu = resume.stepped();
      if (cpu.isPresent() && cpu.getAsInt() >= machine.cpuCount()) {
        throw new MalformedPacketException(packet);
      }
      return resume;
    }
    Arguments arguments = new Arguments(packet, 1);
    boolean signal = packet.charAt(0) == 'C' || packet.charAt(0) == 'S';
    if (signal) {
      arguments.number();
      arguments.skip(";");
    }
    if (!arguments.atEnd()) {
      long address = arguments.number();
      arguments.expectEnd();
      cpu().resumeAt(address);
    }
    boolean steps = Character.toLowerCase(packet.charAt(0)) == 's';
    return steps ? Resume.step(selected, false) : Resume.CONTINUE;
  }

  private RunResult step(Resume resume, RunLimits limits) {
    int index = resume.stepped().orElseThrow();
    RunResult result;
    boolean goesOn;
    do {
      result = machine.step(index, resume.others());
      goesOn =
          result.outcome() instanceof Outcome.Halted
              && resume.inRange(machine.cpu(index).pc())
              && !stopReply.isStopped()
              && result.instructions() < limits.maxInstructions();
    } while (goesOn);
    return result;
  }

  /** Tells of Ctrl-C, so that the next stop is taken for its work. */
  void interrupted() {
    stopReply.interrupted();
    machine.halt();
  }
}
