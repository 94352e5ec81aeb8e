package dev.ingot.emulator.device.gic;

import java.util.Optional;

/**
 * The register arrays that the distributors of GICv2 and GICv3 and the redistributors' SGI frames
 * have in common, at the same offsets.
 *
 * <p>Source: Arm IHI 0048B table 4-1, Arm IHI 0069 sections 12.8 and 12.10 (the register maps).
 */
enum InterruptRegister {
  GROUP(0x080, 1),
  SET_ENABLE(0x100, 1),
  CLEAR_ENABLE(0x180, 1),
  SET_PENDING(0x200, 1),
  CLEAR_PENDING(0x280, 1),
  SET_ACTIVE(0x300, 1),
  CLEAR_ACTIVE(0x380, 1),
  PRIORITY(0x400, 8),
  CONFIGURATION(0xc00, 2);

  private static final int ADDRESSABLE_INTERRUPTS = 1024;

  private final int offset;
  private final int bitsPerInterrupt;

  InterruptRegister(int offset, int bitsPerInterrupt) {
    this.offset = offset;
    this.bitsPerInterrupt = bitsPerInterrupt;
  }

  /** The array that {@code offset} falls in, if it is one of these. */
  static Optional<InterruptRegister> at(int offset) {
    for (InterruptRegister register : values()) {
      int bytes = ADDRESSABLE_INTERRUPTS * register.bitsPerInterrupt / Byte.SIZE;
      if (offset >= register.offset && offset < register.offset + bytes) {
        return Optional.of(register);
      }
    }
    return Optional.empty();
  }

  /** The first interrupt id that the word at {@code wordOffset} describes. */
  int firstInterrupt(int wordOffset) {
    return (wordOffset - offset) * Byte.SIZE / bitsPerInterrupt;
  }

  /**
   * Reads one word.
   *
   * @param first bit of the first interrupt of the word in the block
   */
  int read(InterruptBlock block, int first) {
    return switch (this) {
      case GROUP -> block.group1();
      case SET_ENABLE, CLEAR_ENABLE -> block.enabled();
      case SET_PENDING, CLEAR_PENDING -> block.pending();
      case SET_ACTIVE, CLEAR_ACTIVE -> block.active();
      case PRIORITY -> priorities(block, first);
      case CONFIGURATION -> configuration(block, first);
    };
  }

  /**
   * Writes the bytes of one word that {@code lanes} selects.
   *
   * @param first bit of the first interrupt of the word in the block
   */
  void write(InterruptBlock block, int first, int value, int lanes) {
    switch (this) {
      case GROUP -> block.setGroup1(block.group1() & ~lanes | value);
      case SET_ENABLE -> block.enable(value);
      case CLEAR_ENABLE -> block.disable(value);
      case SET_PENDING -> block.setPending(value);
      case CLEAR_PENDING -> block.clearPending(value);
      case SET_ACTIVE -> block.setActive(value);
      case CLEAR_ACTIVE -> block.clearActive(value);
      case PRIORITY -> setPriorities(block, first, value, lanes);
      case CONFIGURATION -> configure(block, first, value, lanes);
    }
  }

  private static int priorities(InterruptBlock block, int first) {
    int word = 0;
    for (int lane = 0; lane < Integer.BYTES; lane++) {
      word |= block.priority(first + lane) << lane * Byte.SIZE;
    }
    return word;
  }

  private static void setPriorities(InterruptBlock block, int first, int value, int lanes) {
    for (int lane = 0; lane < Integer.BYTES; lane++) {
      int shift = lane * Byte.SIZE;
      if ((lanes >>> shift & 0xff) != 0) {
        block.setPriority(first + lane, value >>> shift & 0xff);
      }
    }
  }

  /** Two bits an interrupt: the upper one says edge triggered, the lower one is reserved. */
  private static int configuration(InterruptBlock block, int first) {
    int word = 0;
    for (int i = 0; i < Integer.SIZE / 2; i++) {
      word |= (block.edgeTriggered() >>> first + i & 1) << 2 * i + 1;
    }
    return word;
  }

  private static void configure(InterruptBlock block, int first, int value, int lanes) {
    int which = 0;
    int edge = 0;
    for (int i = 0; i < Integer.SIZE / 2; i++) {
      which |= (lanes >>> 2 * i + 1 & 1) << first + i;
      edge |= (value >>> 2 * i + 1 & 1) << first + i;
    }
    block.configure(which, edge);
  }
}
