package dev.ingot.emulator.cpu;

import dev.ingot.emulator.memory.PhysicalMemory;

/**
 * Tells which words of SIMD forms are allocated, by running them on a CPU of its own, which nothing
 * else sees: operand sizes that a form lacks are found by its executor. The manual decodes them
 * before it looks whether SIMD is enabled (Arm ARM J1.1, CheckFPAdvSIMDEnabled in each
 * instruction's operation).
 */
final class SimdAllocation {
  private static final int RAM_BYTES = 4096;

  /** CPACR_EL1, FPEN = 0b11. */
  private static final long NOTHING_TRAPPED = 3 << 20;

  private final Cpu cpu =
      new Cpu(CpuModel.MAX, new PhysicalMemory(0, RAM_BYTES), CpuEnvironment.alone());

  SimdAllocation() {
    cpu.systemRegisters().value(SystemRegister.CPACR_EL1, NOTHING_TRAPPED);
  }

  boolean isAllocated(Op op) {
    try {
      op.executor.execute(cpu, op);
      return true;
    } catch (GuestException e) {
      // What it finds in memory, if anything, does not matter.
      return e.syndrome() != Syndrome.of(Syndrome.UNKNOWN, 0);
    }
  }
}
