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
  GENERAL_REGISTERS,
  VECTOR_REGISTERS,
  READ_TAGS,
  READ_PAGES,
  WRITE_TAGS,
  WRITE_PAGES;

  ClassDesc type() {
    ClassDesc longs = CD_long.arrayType();
    return this == READ_PAGES || this == WRITE_PAGES ? longs.arrayType() : longs;
  }

  /** The arrays of a frame, in the order of the constants. */
  static List<Object> of(RegionFrame frame) {
    return List.of(
        frame.x, frame.v, frame.readTags, frame.readPages, frame.writeTags, frame.writePages);
  }
}
