package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_long;

import dev.ingot.emulator.cpu.RegionFrame;
import java.lang.constant.ClassDesc;
import java.util.List;

/**
 * The arrays of the TLB that translated code works with. They are constants of its class, so that
 * HotSpot knows their addresses and lengths and leaves most of the bounds checks out.
 */
enum TlbArray {
  READ_TAGS(0),
  READ_PAGES(1),
  WRITE_TAGS(2),
  WRITE_PAGES(3);

  private final int index;

  TlbArray(int index) {
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
    return List.of(frame.readTags, frame.readPages, frame.writeTags, frame.writePages);
  }
}
