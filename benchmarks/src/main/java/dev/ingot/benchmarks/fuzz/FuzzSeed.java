package dev.ingot.benchmarks.fuzz;

import java.util.List;

/**
 * A well-formed program and where its tables are.
 *
 * @param bytes the file; a fuzzer changes them and puts them back
 */
record FuzzSeed(String name, byte[] bytes, List<FuzzRegion> regions) {
  FuzzSeed {
    regions = List.copyOf(regions);
  }
}
