package dev.ingot.emulator.cpu;

import dev.ingot.emulator.memory.RamPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The decoded instructions of one physical page. */
final class CodePage {
  static final int OPS = RamPage.BYTES / Integer.BYTES;

  /** By word index; null where not decoded yet. */
  final Op[] ops = new Op[OPS];

  final RamPage ram;

  /** Regions with instructions of this page; some may be discarded already. */
  private final List<InstalledRegion> regions = new ArrayList<>();

  private int changes;

  CodePage(RamPage ram) {
    this.ram = ram;
  }

  /** The instruction word at {@code index}. */
  int word(int index) {
    return (int) ram.read(index * Integer.BYTES, Integer.BYTES);
  }

  /** Index of the instruction at a virtual address. */
  static int index(long va) {
    return (int) (va >>> 2) & OPS - 1;
  }

  /** Notes that a region holds instructions of this page. */
  void addRegion(InstalledRegion region) {
    regions.removeIf(InstalledRegion::isDiscarded);
    regions.add(region);
  }

  /** How often the content has changed since instructions of it were first held decoded. */
  int changes() {
    return changes;
  }

  /** Forgets what was decoded and translated, in other pages too where it used this one. */
  void clear() {
    changes++;
    for (InstalledRegion region : regions) {
      region.discard();
    }
    regions.clear();
    Arrays.fill(ops, null);
  }
}
