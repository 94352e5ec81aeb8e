package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_long;

import dev.ingot.emulator.cpu.RegionFrame;
import java.lang.constant.ClassDesc;
import java.util.List;

/**
 * The arrays that translated code works on. They are constants of its class, so that HotSpot knows
 * their addresses and lengths and leaves most of the bounds checks out.
 */
enum CpuArray {
  GENERAL_REGISTERS(0),
  VECTOR_REGISTERS(1),
  READ_TAGS(2),
  READ_PAGES(3),
  WRITE_TAGS(4),
  WRITE_PAGES(5);

  private final int index;

  CpuArray(int index) {
    this.index = index;
  }

  /** Its place in {@link #of}. */
  int index() {
    return index;
  }

  ClassDesc type() {
    ClassDesc longs = CD_long.arrayType();
    return this == READ_PAGES || this == WRITE_PAGES ? longs.arrayType() : longs;
  }

  /** The arrays of a frame, each at its index. */
  static List<Object> of(RegionFrame frame) {
    return List.of(
        frame.x, frame.v, frame.readTags, frame.readPages, frame.writeTags, frame.writePages);
  }
}
