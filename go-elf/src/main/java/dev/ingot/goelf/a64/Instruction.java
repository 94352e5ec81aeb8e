package dev.ingot.goelf.a64;

/**
 * The A64 instructions that hold an address or a part of one (Arm ARM C6.2 and C7.2), as values:
 * {@link #decode} and {@link #encode} are each other's inverse for every word. Offsets are bytes
 * from the instruction itself.
 */
public sealed interface Instruction {
  /** The instruction's word. */
  int encode();

  /** Decodes any word; one that holds no address becomes {@link Other}. */
  static Instruction decode(int word) {
    return InstructionDecoder.decode(word);
  }

  /** {@code B}: unconditional branch. */
  record Branch(long offset) implements Instruction {
    static final int OPCODE = 0x1400_0000;

    /** ±128 MiB. */
    public static final ImmediateRange RANGE = ImmediateRange.signed(26, 4);

    @Override
    public int encode() {
      return OPCODE | RANGE.units("B", offset) & 0x3ff_ffff;
    }
  }

  /** {@code BL}: call; the return address goes to x30. */
  record BranchWithLink(long offset) implements Instruction {
    static final int OPCODE = 0x9400_0000;

    /** ±128 MiB. */
    public static final ImmediateRange RANGE = ImmediateRange.signed(26, 4);

    @Override
    public int encode() {
      return OPCODE | RANGE.units("BL", offset) & 0x3ff_ffff;
    }
  }

  /**
   * {@code B.cond} and {@code BC.cond}.
   *
   * @param condition 0 to 15: EQ, NE, CS, ... (Arm ARM C1.2.4)
   * @param consistent {@code BC.cond} (FEAT_HBC)
   */
  record ConditionalBranch(int condition, boolean consistent, long offset) implements Instruction {
    static final int OPCODE = 0x5400_0000;

    /** ±1 MiB. */
    public static final ImmediateRange RANGE = ImmediateRange.signed(19, 4);

    @Override
    public int encode() {
      return OPCODE
          | (RANGE.units("B.cond", offset) & 0x7_ffff) << 5
          | (consistent ? 0x10 : 0)
          | condition;
    }
  }

  /** {@code CBZ} and {@code CBNZ}. */
  record CompareAndBranch(boolean wide, boolean nonZero, int register, long offset)
      implements Instruction {
    static final int OPCODE = 0x3400_0000;

    /** ±1 MiB. */
    public static final ImmediateRange RANGE = ImmediateRange.signed(19, 4);

    @Override
    public int encode() {
      return OPCODE
          | (wide ? 1 << 31 : 0)
          | (nonZero ? 1 << 24 : 0)
          | (RANGE.units("CBZ", offset) & 0x7_ffff) << 5
          | register;
    }
  }

  /**
   * {@code TBZ} and {@code TBNZ}.
   *
   * @param bit the tested bit, 0 to 63
   */
  record TestAndBranch(boolean nonZero, int bit, int register, long offset) implements Instruction {
    static final int OPCODE = 0x3600_0000;

    /** ±32 KiB. */
    public static final ImmediateRange RANGE = ImmediateRange.signed(14, 4);

    @Override
    public int encode() {
      return OPCODE
          | (bit >> 5) << 31
          | (nonZero ? 1 << 24 : 0)
          | (bit & 31) << 19
          | (RANGE.units("TBZ", offset) & 0x3fff) << 5
          | register;
    }
  }

  /** {@code ADR}: the instruction's own address plus an offset. */
  record Address(int register, long offset) implements Instruction {
    static final int OPCODE = 0x1000_0000;

    /** ±1 MiB. */
    public static final ImmediateRange RANGE = ImmediateRange.signed(21, 1);

    @Override
    public int encode() {
      return OPCODE | splitImmediate(RANGE.units("ADR", offset)) | register;
    }
  }

  /**
   * {@code ADRP}: the 4 KiB page of the instruction plus an offset.
   *
   * @param offset bytes from the instruction's page, a multiple of 4096
   */
  record AddressOfPage(int register, long offset) implements Instruction {
    static final int OPCODE = 0x9000_0000;

    /** ±4 GiB. */
    public static final ImmediateRange RANGE = ImmediateRange.signed(21, 4096);

    /** The ADRP at {@code address} that gives the page of {@code target}. */
    public static AddressOfPage between(int register, long address, long target) {
      return new AddressOfPage(register, (target & ~0xfffL) - (address & ~0xfffL));
    }

    /** The page that the register gets when the instruction is at {@code address}. */
    public long page(long address) {
      return (address & ~0xfffL) + offset;
    }

    @Override
    public int encode() {
      return OPCODE | splitImmediate(RANGE.units("ADRP", offset)) | register;
    }
  }

  /**
   * {@code ADD} with an immediate, without flags.
   *
   * @param immediate 0 to 4095, not shifted
   * @param shifted whether the immediate counts units of 4096
   */
  record AddImmediate(boolean wide, int destination, int source, int immediate, boolean shifted)
      implements Instruction {
    static final int OPCODE = 0x1100_0000;

    public static final ImmediateRange RANGE = ImmediateRange.unsigned(12, 1);

    @Override
    public int encode() {
      return OPCODE
          | (wide ? 1 << 31 : 0)
          | (shifted ? 1 << 22 : 0)
          | RANGE.units("ADD", immediate) << 10
          | source << 5
          | destination;
    }
  }

  /**
   * Load or store of one register with an unsigned, scaled offset: {@code LDR, STR, LDRB, STRH,
   * LDRSW, ...}, SIMD and FP ones and {@code PRFM} included.
   *
   * @param size the {@code size} field, 0 to 3
   * @param simd the {@code V} field
   * @param operation the {@code opc} field, 0 to 3
   * @param register Rt
   * @param base Rn
   * @param offset bytes, a multiple of the {@linkplain #accessSize access size}
   */
  record LoadStore(int size, boolean simd, int operation, int register, int base, int offset)
      implements Instruction {
    static final int OPCODE = 0x3900_0000;

    /** Bytes that one access moves: 1, 2, 4, 8 or 16. */
    public int accessSize() {
      return simd && size == 0 && operation >= 2 ? 16 : 1 << size;
    }

    public ImmediateRange range() {
      return ImmediateRange.unsigned(12, accessSize());
    }

    public LoadStore withOffset(int newOffset) {
      return new LoadStore(size, simd, operation, register, base, newOffset);
    }

    @Override
    public int encode() {
      return OPCODE
          | size << 30
          | (simd ? 1 << 26 : 0)
          | operation << 22
          | range().units("LDR/STR", offset) << 10
          | base << 5
          | register;
    }
  }

  /**
   * {@code LDR} (literal), {@code LDRSW} and {@code PRFM} included.
   *
   * @param operation the {@code opc} field, 0 to 3
   * @param simd the {@code V} field
   */
  record LoadLiteral(int operation, boolean simd, int register, long offset)
      implements Instruction {
    static final int OPCODE = 0x1800_0000;

    /** ±1 MiB. */
    public static final ImmediateRange RANGE = ImmediateRange.signed(19, 4);

    @Override
    public int encode() {
      return OPCODE
          | operation << 30
          | (simd ? 1 << 26 : 0)
          | (RANGE.units("LDR literal", offset) & 0x7_ffff) << 5
          | register;
    }
  }

  /** Any other word: another instruction, or data. */
  record Other(int word) implements Instruction {
    @Override
    public int encode() {
      return word;
    }
  }

  /** {@code immlo} at bits 30:29 and {@code immhi} at bits 23:5 of ADR and ADRP. */
  private static int splitImmediate(int value) {
    return (value & 3) << 29 | (value >> 2 & 0x7_ffff) << 5;
  }
}
