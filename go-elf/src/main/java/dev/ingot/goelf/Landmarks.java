package dev.ingot.goelf;

import java.util.List;

/**
 * What a program is found by; {@link LandmarkSearch} gathers it.
 *
 * @param addresses what can be pointers
 * @param functionTables VAs of words that can begin a {@code runtime.pcHeader}
 * @param buildInfos VAs of the build information's magic
 * @param fipsInfos VAs of the FIPS record's magic
 */
record Landmarks(
    AddressWords addresses,
    List<Long> functionTables,
    List<Long> buildInfos,
    List<Long> fipsInfos) {}
