package dev.ingot.emulator.translator;

/** A load, a store, or both. */
sealed interface MemoryInstruction extends Instruction {
  /** What is accessed. */
  Address address();

  @Override
  default long written() {
    return address().written();
  }

  /**
   * LDR, LDRB, LDRH, LDRSB, LDRSH, LDRSW, LDUR, LDAR and so on.
   *
   * @param ordered whether it has to be aligned, as LDAR has
   */
  record Load(int d, Address address, int sizeLog2, boolean signed, boolean is64, boolean ordered)
      implements MemoryInstruction, Computation {
    @Override
    public long written() {
      return Registers.bit(d) | address.written();
    }
  }

  /**
   * STR, STRB, STRH, STUR, STLR.
   *
   * @param ordered whether it has to be aligned, as STLR has
   */
  record Store(int d, Address address, int sizeLog2, boolean ordered)
      implements MemoryInstruction {}

  /** LDP, LDPSW. */
  record LoadPair(int d, int second, Address address, boolean is64, boolean signed)
      implements MemoryInstruction, Computation {
    @Override
    public long written() {
      return Registers.bit(d) | Registers.bit(second) | address.written();
    }
  }

  /** STP. */
  record StorePair(int d, int second, Address address, boolean is64) implements MemoryInstruction {}

  /**
   * LDR, LDUR, STR, STUR of a vector register.
   *
   * @param sizeLog2 2 (S), 3 (D) or 4 (Q)
   */
  record VectorAccess(int v, Address address, int sizeLog2, boolean load)
      implements MemoryInstruction {
    @Override
    public long vectors() {
      return 1L << v;
    }

    @Override
    public long writtenVectors() {
      return load ? 1L << v : 0;
    }
  }

  /**
   * LDP, STP of vector registers.
   *
   * @param sizeLog2 3 (D) or 4 (Q)
   */
  record VectorPair(int v, int second, Address address, int sizeLog2, boolean load)
      implements MemoryInstruction {
    @Override
    public long vectors() {
      return 1L << v | 1L << second;
    }

    @Override
    public long writtenVectors() {
      return load ? vectors() : 0;
    }
  }

  /**
   * LD1, ST1 (multiple structures).
   *
   * @param v the first of the registers, which wrap behind 31
   * @param sizeLog2 3 (64-bit vectors) or 4
   */
  record VectorList(int v, int registers, Address address, int sizeLog2, boolean load)
      implements MemoryInstruction {
    @Override
    public long vectors() {
      long set = 0;
      for (int i = 0; i < registers; i++) {
        set |= 1L << (v + i & 31);
      }
      return set;
    }

    @Override
    public long writtenVectors() {
      return load ? vectors() : 0;
    }
  }

  /**
   * LD1, ST1 (single structure).
   *
   * @param index of the element
   */
  record ElementAccess(int v, Address address, int elementLog2, int index, boolean load)
      implements MemoryInstruction {
    @Override
    public long vectors() {
      return 1L << v;
    }

    @Override
    public long writtenVectors() {
      return load ? vectors() : 0;
    }
  }

  /** The operation of an {@link Atomic}. */
  enum AtomicOperator {
    ADD,
    CLEAR,
    EXCLUSIVE_OR,
    SET,
    SWAP
  }

  /** LDADD, LDCLR, LDEOR, LDSET, SWP in all orderings. */
  record Atomic(int d, int source, AtomicOperator operator, Address address, int sizeLog2)
      implements MemoryInstruction, Computation {
    @Override
    public long written() {
      return Registers.bit(d);
    }
  }

  /** CAS in all orderings; {@code d} holds what is expected and gets what was there. */
  record CompareAndSwap(int d, int replacement, Address address, int sizeLog2)
      implements MemoryInstruction, Computation {
    @Override
    public long written() {
      return Registers.bit(d);
    }
  }

  /** DC ZVA: clears 64 bytes. */
  record ZeroBlock(int n) implements MemoryInstruction {
    /** The block is around it, wherever that is. */
    @Override
    public Address address() {
      return new Address.Offset(n, 0);
    }
  }
}
