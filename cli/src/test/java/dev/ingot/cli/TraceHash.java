package dev.ingot.cli;

import dev.ingot.emulator.InstructionObserver;
import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.Translator;
import dev.ingot.emulator.cpu.Cpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A number that stands for everything that a run did: registers before its instructions. */
final class TraceHash implements InstructionObserver {
  private static final int REGISTERS = 32;

  /** The multiplier of the 64-bit FNV hash. */
  private static final long PRIME = 0x100_0000_01b3L;

  private long hash;

  private TraceHash() {}

  /**
   * The hash of a run to its end, with the number of its instructions.
   *
   * @param every instructions between two looks at the registers; 1 hashes the whole trace
   */
  static String of(byte[] image, long every, MachineConfig.Builder configuration) {
    TraceHash trace = new TraceHash();
    Machine machine = new Machine(configuration.build());
    machine.load(image);
    machine.observe(every, trace);
    return "%s %016x".formatted(machine.run(RunLimits.NONE), trace.hash);
  }

  @Override
  public void beforeInstruction(Cpu cpu) {
    add(cpu.pc());
    add(cpu.processorState());
    for (int i = 0; i < REGISTERS; i++) {
      add(cpu.xsp(i));
    }
    for (long half : cpu.v) {
      add(half);
    }
  }

  private void add(long value) {
    hash = (hash ^ value) * PRIME;
  }

  /** Prints the hash of the image in the file {@code arguments[0]}, every instruction of it. */
  public static void main(String[] arguments) throws IOException {
    byte[] image = Files.readAllBytes(Path.of(arguments[0]));
    System.out.println(of(image, 1, MachineConfig.builder().translator(Translator.OFF)));
  }
}
