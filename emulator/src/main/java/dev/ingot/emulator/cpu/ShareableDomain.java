package dev.ingot.emulator.cpu;

import java.util.ArrayList;
import java.util.List;

/**
 * The CPUs of one Inner Shareable domain: all of a machine. TLB maintenance of the Inner Shareable
 * kind reaches every one of them (Arm ARM D8.14.5). They take turns, so that the others are between
 * two instructions whenever one of them broadcasts, and it is complete at once.
 */
public final class ShareableDomain {
  private final List<Cpu> cpus = new ArrayList<>();

  void join(Cpu cpu) {
    cpus.add(cpu);
  }

  void invalidateAll() {
    for (int i = 0; i < cpus.size(); i++) {
      cpus.get(i).memory.invalidateAll();
    }
  }

  void invalidate(long va) {
    for (int i = 0; i < cpus.size(); i++) {
      cpus.get(i).memory.invalidate(va);
    }
  }
}
