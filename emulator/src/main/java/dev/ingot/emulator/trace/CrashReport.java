package dev.ingot.emulator.trace;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.mmu.MappedRange;
import dev.ingot.emulator.trace.FlightRecorder.KernelException;
import dev.ingot.emulator.trace.FlightRecorder.TakenBranch;
import dev.ingot.emulator.trace.FlightRecorder.TakenException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells a person what a guest was doing when it died. */
public final class CrashReport {
  private static final int REGISTERS_IN_A_LINE = 4;
  private static final long KIB = 1024;

  private final FlightRecorder recorder;
  private final CodePlaces places;
  private final SystemCallText callText;
  private final StringBuilder text = new StringBuilder();

  private CrashReport(FlightRecorder recorder, CodePlaces places, SystemCallText callText) {
    this.recorder = recorder;
    this.places = places;
    this.callText = callText;
  }

  /** The report, in lines. */
  public static String of(FlightRecorder recorder, CodePlaces places, SystemCallText callText) {
    CrashReport report = new CrashReport(recorder, places, callText);
    report.write();
    return report.text.toString();
  }

  private void write() {
    Machine machine = recorder.machine();
    Cpu cpu = machine.cpu(machine.currentCpu());
    heading(
        "CPU %d of %d, %,d ns after the start",
        machine.currentCpu(), machine.cpuCount(), machine.virtualNanoseconds());
    Optional<KernelException> own = recorder.ownException(cpu);
    if (cpu.exceptionLevel() == 0) {
      context("the program", cpu, RegisterSnapshot.of(cpu));
    } else {
      RegisterSnapshot program = recorder.program(cpu);
      if (program.isTaken()) {
        line("The CPU is at EL%d, in %s.", cpu.exceptionLevel(), places.describe(cpu.pc()));
        own.map(KernelException::exception).ifPresent(this::ownException);
        line(
            "It left the program by %s.",
            Syndromes.describe(program.syndrome(), program.faultAddress()));
        context("the program, as it was left", cpu, program);
      } else {
        context("EL%d".formatted(cpu.exceptionLevel()), cpu, RegisterSnapshot.of(cpu));
      }
    }
    systemCalls();
    exceptions();
    branches(own);
    memory(cpu);
  }

  private void ownException(TakenException exception) {
    line(
        "It came there from %s by an exception of its own: %s.",
        places.describe(exception.address()), exception);
  }

  private void context(String whose, Cpu cpu, RegisterSnapshot registers) {
    heading("Call stack of %s", whose);
    List<Long> stack = new CallStack(places::function).of(cpu, registers);
    for (int i = 0; i < stack.size(); i++) {
      line("#%-2d 0x%x %s", i, stack.get(i), name(stack.get(i)));
    }
    heading("Registers of %s", whose);
    for (int i = 0; i < RegisterSnapshot.GENERAL; i++) {
      text.append("  %-3s %016x".formatted("x" + i, registers.x(i)));
      if (i % REGISTERS_IN_A_LINE == REGISTERS_IN_A_LINE - 1) {
        text.append('\n');
      }
    }
    text.append("  sp  %016x\n".formatted(registers.sp()));
    line("pc  %016x  pstate %08x", registers.pc(), registers.state());
  }

  private String name(long va) {
    return places.locate(va).map(Object::toString).orElse("?");
  }

  private void systemCalls() {
    heading("Last system calls");
    for (SystemCall call : recorder.systemCalls()) {
      line("%s", callText.plain(call));
    }
    for (SystemCall call : recorder.unfinishedCalls()) {
      line("%s", callText.plain(call));
    }
  }

  private void exceptions() {
    heading("Last exceptions other than system calls");
    for (TakenException each : recorder.exceptions()) {
      line("EL%d %s at %s", each.level(), each, places.describe(each.address()));
    }
  }

  /** What a kernel does to tell of its own exception is of no interest. */
  private void branches(Optional<KernelException> own) {
    if (!recorder.recordsBranches()) {
      return;
    }
    branches("Last branches of the program", recorder.programBranches());
    String until = own.isPresent() ? " before its exception" : "";
    branches(
        "Last branches of EL1" + until,
        own.map(KernelException::before).orElseGet(recorder::kernelBranches));
  }

  private void branches(String heading, List<TakenBranch> branches) {
    heading("%s", heading);
    for (TakenBranch each : branches) {
      String from = places.describe(each.from());
      line("%s", BranchTrace.describe(each.kind(), from, places.describe(each.to())));
    }
  }

  private void memory(Cpu cpu) {
    heading("Memory map of the program: the pages that it has used so far");
    for (MappedRange range : cpu.mappings(false)) {
      line(
          "0x%012x-0x%012x %s %,12d KiB%s",
          range.start(),
          range.end(),
          range.user().equals("---") ? range.kernel() : range.user(),
          range.bytes() / KIB,
          range.user().equals("---") ? "  EL1 only" : "");
    }
  }

  private void heading(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private void line(String format, Object... arguments) {
    text.append("  ").append(format.formatted(arguments)).append('\n');
  }
}
