package dev.ingot.emulator.profile;

import dev.ingot.emulator.InstructionObserver;
import dev.ingot.emulator.Machine;
import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.trace.CallStack;
import dev.ingot.emulator.trace.CodePlaces;
import dev.ingot.emulator.trace.RegisterSnapshot;
import dev.ingot.emulator.trace.UserContexts;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at the call stack at every n-th instruction of a run. Time on this machine is instructions,
 * so the profile is exact but for its grain, the same in every run, and costs little: code is
 * translated as without it. Instructions of the nucleus count for the nucleus's function, called
 * from where the program was left last.
 */
public final class Profiler implements InstructionObserver {
  /** Instructions between two samples: a prime number, so that loops do not fall into step. */
  public static final long PERIOD = 10_007;

  private final Machine machine;
  private final CodePlaces places;
  private final CallStack stacks;
  private final UserContexts contexts = new UserContexts();
  private final Map<List<Long>, Long> samples = new LinkedHashMap<>();

  private Profiler(Machine machine, CodePlaces places) {
    this.machine = machine;
    this.places = places;
    this.stacks = new CallStack(places::function);
  }

  /** A profiler that looks on from now on. */
  public static Profiler of(Machine machine, CodePlaces places) {
    Profiler profiler = new Profiler(machine, places);
    machine.observeExceptions(profiler.contexts);
    machine.observe(PERIOD, profiler);
    return profiler;
  }

  @Override
  public void beforeInstruction(Cpu cpu) {
    if (machine.instructions() > 0) {
      samples.merge(stack(cpu), PERIOD, Long::sum);
    }
  }

  private List<Long> stack(Cpu cpu) {
    if (cpu.exceptionLevel() == 0) {
      return stacks.of(cpu, RegisterSnapshot.of(cpu));
    }
    List<Long> stack = new ArrayList<>(List.of(cpu.pc()));
    RegisterSnapshot program = contexts.of(cpu);
    if (program.isTaken()) {
      stack.addAll(stacks.of(cpu, program));
    }
    return stack;
  }

  /**
   * Writes what was seen so far for {@code go tool pprof}.
   *
   * @param image the name of what ran
   */
  public void writeTo(OutputStream out, String image) throws IOException {
    PprofProfile profile = new PprofProfile(places, image, PERIOD, machine.virtualNanoseconds());
    samples.forEach(profile::add);
    profile.writeTo(out);
  }
}
