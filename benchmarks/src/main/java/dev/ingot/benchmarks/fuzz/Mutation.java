package dev.ingot.benchmarks.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages a program the way its structure suggests: fields get values that overflow, that are out
 * of range by one, or that are other fields' values, so that tables overlap or contain themselves.
 * The same random source gives the same damage.
 */
final class Mutation {
  private static final int MOST_CHANGES = 4;

  /** Zero, ends of ranges, offsets beyond 4 GiB, counts of 2^32, addresses of the kernel. */
  private static final long[] WILD = {
    0,
    1,
    -1,
    0x7f,
    0x80,
    0xff,
    0xffff,
    0x1_0000,
    0x7fff_ffff,
    0x8000_0000L,
    0xffff_ffffL,
    1L << 32,
    (1L << 32) + 64,
    1L << 40,
    1L << 47,
    1L << 48,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -4096,
    -8,
    0x5555_5555_5555_5555L
  };

  private final FuzzSeed seed;
  private final ByteBuffer file;
  private final SplittableRandom random;
  private final List<Change> changes = new ArrayList<>();
  private int length;

  private record Change(int offset, byte[] before) {}

  Mutation(FuzzSeed seed, SplittableRandom random) {
    this.seed = seed;
    this.file = ByteBuffer.wrap(seed.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    this.random = random;
    this.length = seed.bytes().length;
  }

  /** Damages the seed's bytes in place and gives the input: mostly the same array. */
  byte[] apply() {
    int count = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < count; i++) {
      FuzzRegion region = seed.regions().get(random.nextInt(seed.regions().size()));
      switch (random.nextInt(16)) {
        case 0 -> swapStretches(region);
        case 1 -> copyStretch(region);
        case 2 -> cut();
        case 3, 4 -> flipBit(region);
        case 5, 6 -> copyField(region);
        case 7, 8, 9 -> changeALittle(region);
        default -> setField(region, wildValue());
      }
    }
    return length == seed.bytes().length ? seed.bytes() : Arrays.copyOf(seed.bytes(), length);
  }

  /** Puts the seed's bytes back. */
  void undo() {
    for (Change change : changes.reversed()) {
      System.arraycopy(change.before(), 0, seed.bytes(), change.offset(), change.before().length);
    }
  }

  private void remember(int offset, int size) {
    changes.add(new Change(offset, Arrays.copyOfRange(seed.bytes(), offset, offset + size)));
  }

  private int fieldOf(FuzzRegion region, int size) {
    int fields = Math.max(1, (region.end() - region.start()) / size);
    return Math.min(
        region.start() + random.nextInt(fields) * size, seed.bytes().length - Long.BYTES);
  }

  private int sizeFor(FuzzRegion region) {
    int[] sizes = {1, 2, 4, 8};
    return random.nextInt(4) == 0 ? sizes[random.nextInt(sizes.length)] : region.fieldSize();
  }

  private void setField(FuzzRegion region, long value) {
    int size = sizeFor(region);
    int at = fieldOf(region, size);
    remember(at, size);
    switch (size) {
      case 1 -> file.put(at, (byte) value);
      case 2 -> file.putShort(at, (short) value);
      case 4 -> file.putInt(at, (int) value);
      default -> file.putLong(at, value);
    }
  }

  private long wildValue() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> seed.bytes().length + random.nextInt(-9, 9);
      case 2 -> random.nextInt(seed.bytes().length);
      default -> WILD[random.nextInt(WILD.length)];
    };
  }

  /** A field near its own value: off by one, by a word, by a page. */
  private void changeALittle(FuzzRegion region) {
    long[] steps = {1, -1, 4, -4, 8, -8, 16, 4096, -4096, 0x1_0000, -0x1_0000};
    int at = fieldOf(region, region.fieldSize());
    remember(at, Long.BYTES);
    long step = steps[random.nextInt(steps.length)];
    switch (region.fieldSize()) {
      case 1 -> file.put(at, (byte) (file.get(at) + step));
      case 2 -> file.putShort(at, (short) (file.getShort(at) + step));
      case 4 -> file.putInt(at, (int) (file.getInt(at) + step));
      default -> file.putLong(at, file.getLong(at) + step);
    }
  }

  private void flipBit(FuzzRegion region) {
    int at = fieldOf(region, 1);
    remember(at, 1);
    file.put(at, (byte) (file.get(at) ^ 1 << random.nextInt(8)));
  }

  /** Another field's value, of any table: tables that overlap, or that point to themselves. */
  private void copyField(FuzzRegion region) {
    FuzzRegion other = seed.regions().get(random.nextInt(seed.regions().size()));
    int size = sizeFor(region);
    int from = fieldOf(other, size);
    int to = fieldOf(region, size);
    remember(to, size);
    System.arraycopy(seed.bytes(), from, seed.bytes(), to, size);
  }

  private void copyStretch(FuzzRegion region) {
    int size = 1 + random.nextInt(Math.min(64, region.end() - region.start()));
    int from = random.nextInt(seed.bytes().length - size);
    int to = region.start() + random.nextInt(region.end() - region.start() - size + 1);
    remember(to, size);
    System.arraycopy(seed.bytes(), from, seed.bytes(), to, size);
  }

  private void swapStretches(FuzzRegion region) {
    int size = Math.min(56, (region.end() - region.start()) / 2);
    if (size > 0) {
      int room = region.end() - region.start() - size + 1;
      int first = region.start() + random.nextInt(room);
      int second = region.start() + random.nextInt(room);
      remember(first, size);
      remember(second, size);
      byte[] one = Arrays.copyOfRange(seed.bytes(), first, first + size);
      System.arraycopy(seed.bytes(), second, seed.bytes(), first, size);
      System.arraycopy(one, 0, seed.bytes(), second, size);
    }
  }

  private void cut() {
    if (random.nextInt(4) == 0) {
      length = random.nextInt(seed.bytes().length);
    }
  }
}
