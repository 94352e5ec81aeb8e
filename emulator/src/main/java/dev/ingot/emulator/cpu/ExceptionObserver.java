package dev.ingot.emulator.cpu;

/**
 * Is told of the exceptions of every CPU, on the machine's own thread, and changes nothing. Without
 * one nothing is spent on it: exceptions are rare beside instructions.
 */
public interface ExceptionObserver {
  /** What a CPU entered EL1 for. */
  enum Kind {
    SYNCHRONOUS,
    IRQ,
    FIQ
  }

  /**
   * A CPU is about to enter EL1; its registers are those of the code that is left.
   *
   * @param cpu the CPU
   * @param kind what for
   * @param syndrome ESR_EL1 (Arm ARM D24.2.40) for synchronous exceptions, else 0
   * @param returnAddress ELR_EL1, a VA
   */
  void entering(Cpu cpu, Kind kind, long syndrome, long returnAddress);

  /**
   * A CPU has executed ERET; its registers are those of the code that goes on.
   *
   * @param address where it goes on, a VA
   */
  void returned(Cpu cpu, long address);

  /** Both observers, this one first. */
  default ExceptionObserver and(ExceptionObserver second) {
    ExceptionObserver first = this;
    return new ExceptionObserver() {
      @Override
      public void entering(Cpu cpu, Kind kind, long syndrome, long returnAddress) {
        first.entering(cpu, kind, syndrome, returnAddress);
        second.entering(cpu, kind, syndrome, returnAddress);
      }

      @Override
      public void returned(Cpu cpu, long address) {
        first.returned(cpu, address);
        second.returned(cpu, address);
      }
    };
  }

  /** Looks at nothing. */
  static ExceptionObserver none() {
    return NoObserver.INSTANCE;
  }

  /** The observer of machines that nobody looks at. */
  enum NoObserver implements ExceptionObserver {
    INSTANCE;

    @Override
    public void entering(Cpu cpu, Kind kind, long syndrome, long returnAddress) {}

    @Override
    public void returned(Cpu cpu, long address) {}
  }
}
