package dev.ingot.emulator.oracle;

import dev.ingot.emulator.oracle.RandomWordRun.Mismatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes a mismatch small: sets to zero whatever it does not need. */
final class CaseShrinker {
  private final Comparison comparison;

  /** Runs cases on both sides. */
  @FunctionalInterface
  interface Comparison {
    List<Mismatch> differences(List<OracleCase> cases) throws IOException, InterruptedException;
  }

  CaseShrinker(Comparison comparison) {
    this.comparison = comparison;
  }

  /** The same word with as few registers set as the mismatch needs. */
  Mismatch shrink(Mismatch mismatch) throws IOException, InterruptedException {
    Mismatch smallest = mismatch;
    boolean smaller = true;
    while (smaller) {
      List<OracleCase> attempts = attempts(smallest.of());
      List<Mismatch> still = new ArrayList<>();
      // One at a time: the word has to stand in the slot that it was aimed from.
      for (OracleCase attempt : attempts) {
        still.addAll(comparison.differences(List.of(attempt)));
        if (!still.isEmpty()) {
          break;
        }
      }
      smaller = !still.isEmpty();
      if (smaller) {
        smallest = still.get(0);
      }
    }
    return smallest;
  }

  /** The case with one thing less: all vector registers, then each, then general registers, ... */
  private static List<OracleCase> attempts(OracleCase of) {
    List<OracleCase> result = new ArrayList<>();
    CpuState from = of.before();
    if (from.fpcr != 0 || from.fpsr != 0 || from.nzcv != 0) {
      CpuState plain = from.copy();
      plain.fpcr = 0;
      plain.fpsr = 0;
      plain.nzcv = 0;
      result.add(with(of, plain));
    }
    for (int[] range : HALVES) {
      clear(of, range[0], range[1], result);
    }
    return result;
  }

  /** Ranges of registers to clear: general ones are 0 to 31, halves of vector ones 32 to 95. */
  private static final int[][] HALVES = ranges();

  private static int[][] ranges() {
    List<int[]> ranges = new ArrayList<>();
    for (int length = 64; length >= 1; length /= 2) {
      for (int start = 0; start < 96; start += length) {
        ranges.add(new int[] {start, Math.min(96, start + length)});
      }
    }
    return ranges.toArray(int[][]::new);
  }

  private static void clear(OracleCase of, int start, int end, List<OracleCase> to) {
    CpuState state = of.before().copy();
    boolean changed = false;
    for (int i = start; i < end; i++) {
      long[] registers = i < 32 ? state.x : state.v;
      int index = i < 32 ? i : i - 32;
      boolean driver = i == CpuState.DRIVER_REGISTER;
      changed |= !driver && registers[index] != 0;
      registers[index] = driver ? registers[index] : 0;
    }
    if (changed) {
      to.add(with(of, state));
    }
  }

  private static OracleCase with(OracleCase of, CpuState state) {
    return new OracleCase(of.form(), of.word(), state);
  }
}
