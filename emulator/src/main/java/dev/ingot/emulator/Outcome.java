package dev.ingot.emulator;

import java.util.Optional;

/** Why a run ended. */
public sealed interface Outcome {
  /**
   * The guest ended by semihosting SYS_EXIT with ADP_Stopped_ApplicationExit.
   *
   * @param status the exit status, 0 to 255
   */
  record Exited(int status) implements Outcome {}

  /** The guest ended by PSCI SYSTEM_OFF. */
  record PoweredOff() implements Outcome {}

  /** The guest asked for a reset by PSCI SYSTEM_RESET. */
  record Reset() implements Outcome {}

  /**
   * The guest's nucleus gave up: SYS_EXIT with ADP_Stopped_InternalError.
   *
   * @param code its subcode
   */
  record NucleusPanicked(long code) implements Outcome {}

  /**
   * SYS_EXIT with any other reason.
   *
   * @param reason the ADP_Stopped code
   * @param code its subcode
   */
  record Stopped(int reason, long code) implements Outcome {}

  /**
   * The machine does not know an instruction or a system register.
   *
   * @param word the instruction word
   * @param pc its virtual address
   * @param location where that is, if the symbolizer knows
   */
  record UnknownInstruction(int word, long pc, Optional<SourceLocation> location)
      implements Outcome {
    /** One line for a person: word, PC, symbol and source line. */
    public String describe() {
      return "unknown instruction 0x%08x at 0x%016x%s"
          .formatted(word, pc, location.map(at -> " in " + at).orElse(""));
    }
  }

  /**
   * The guest wrote into flash, which cannot be written.
   *
   * @param address virtual address that it wrote to
   * @param pc virtual address of the store
   * @param location where that is, if the symbolizer knows
   */
  record FlashWritten(long address, long pc, Optional<SourceLocation> location) implements Outcome {
    /** One line for a person: address, PC, symbol and source line. */
    public String describe() {
      return "write to flash at 0x%x by the instruction at 0x%016x%s"
          .formatted(address, pc, location.map(at -> " in " + at).orElse(""));
    }
  }

  /** {@link Machine#halt} or a debugger's hook stopped the machine, which can go on. */
  record Halted() implements Outcome {}

  /** {@link RunLimits#maxInstructions} was reached. */
  record InstructionLimit() implements Outcome {}

  /** {@link RunLimits#wallTime} was reached. */
  record TimeLimit() implements Outcome {}

  /**
   * The CPU waits for an interrupt that nothing will ever raise.
   *
   * @param pc virtual address of the instruction behind the WFI
   * @param location where that is, if the symbolizer knows
   */
  record Deadlocked(long pc, Optional<SourceLocation> location) implements Outcome {}
}
