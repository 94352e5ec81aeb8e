package dev.ingot.patcher;

import java.util.OptionalLong;

/**
 * One place where files are not what a manifest tells.
 *
 * @param where which file, and what of it
 * @param fileOffset of the first wrong byte, empty for the file as a whole
 * @param address its VA, empty when it is not loaded
 * @param expected what the manifest or the original tells
 * @param found what stands there
 */
public record Discrepancy(
    String where, OptionalLong fileOffset, OptionalLong address, String expected, String found) {
  /** All of it on one line. */
  public String asLine() {
    StringBuilder line = new StringBuilder(where);
    fileOffset.ifPresent(offset -> line.append(", file offset 0x%x".formatted(offset)));
    address.ifPresent(va -> line.append(", VA 0x%x".formatted(va)));
    return line.append(": expected ").append(expected).append(", found ").append(found).toString();
  }
}
