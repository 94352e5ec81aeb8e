package dev.ingot.linkerscript.goflags;

import dev.ingot.goelf.GoRelease;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import java.util.OptionalLong;

/**
 * The flags that make Go's own linker (cmd/link, internal mode, linux/arm64) place a program.
 *
 * @param text {@code -T}: virtual address of the first instruction, in bytes
 * @param round {@code -R}: what segments are aligned to, in bytes
 * @param data {@code -D}: virtual address of the data segment, in bytes; empty for right behind the
 *     read-only data
 */
public record GoFlags(long text, long round, OptionalLong data) {
  /**
   * What the linker keeps in front of the text for ELF and program headers, in bytes (ELFRESERVE in
   * cmd/link/internal/ld/elf.go, Go 1.19 to 1.27).
   */
  public static final long HEADER_RESERVE = 4096;

  /** The least {@code -R}, in bytes (cmd/link/internal/ld/main.go, enforced since Go 1.22). */
  public static final long LEAST_ROUND = 4096;

  /** Where the program headers start in the file, in bytes: behind the 64-bit ELF header. */
  private static final long PROGRAM_HEADER_OFFSET = 64;

  /** The first release whose linker has {@code -D} (golang/go#74945). */
  private static final int FIRST_MINOR_WITH_DATA = 26;

  /** ADRP reaches 4 GiB to both sides (Arm ARM, C6.2, ADRP). */
  private static final long ADRP_REACH = 1L << 32;

  /**
   * Checks a combination.
   *
   * <p>The linker writes the first segment from the program headers on: it starts at {@code T -
   * 4096 + 64} in memory and at 64 in the file. Then fixElfPhdr (cmd/link/internal/ld/elf.go) pulls
   * both down by the address modulo R. If that is more than 64, the file offset becomes negative
   * (golang/go#28257); if it is less, offset and address differ modulo R, and a loader cannot map
   * the segment. It is 64 exactly when {@code T - 4096} is a multiple of R.
   *
   * <p>Whether the data lies clear of the read-only data behind the text depends on the program,
   * and the linker does not check it.
   *
   * @param release the Go release that links
   * @throws RefusedException when its linker would refuse the flags, or write a broken file
   */
  public void requireUsable(GoRelease release) {
    requireRound();
    requireText();
    data.ifPresent(address -> requireData(address, release));
  }

  /** The flags as {@code go build -ldflags} takes them. */
  public String asText() {
    String flags = "-T 0x%x -R 0x%x".formatted(text, round);
    return data.isPresent() ? flags + " -D 0x%x".formatted(data.getAsLong()) : flags;
  }

  /** The file offset that the linker gives the first segment, in bytes. */
  long firstSegmentOffset() {
    long address = text - HEADER_RESERVE + PROGRAM_HEADER_OFFSET;
    return PROGRAM_HEADER_OFFSET - (address & round - 1);
  }

  private void requireRound() {
    if (round < LEAST_ROUND || Long.bitCount(round) != 1) {
      throw refuse(
          "-R 0x%x".formatted(round),
          "0x%x".formatted(round),
          "a power of two from 0x%x".formatted(LEAST_ROUND),
          "use -R 0x%x".formatted(LEAST_ROUND));
    }
  }

  private void requireText() {
    if (text < HEADER_RESERVE) {
      throw refuse(
          "-T 0x%x".formatted(text),
          "no room for the ELF header, which lies 0x1000 bytes in front of the text",
          "0x%x or more".formatted(HEADER_RESERVE),
          "use -T 0x%x".formatted(HEADER_RESERVE));
    }
    long offset = firstSegmentOffset();
    if (offset != 0) {
      throw refuse(
          "-T 0x%x with -R 0x%x".formatted(text, round),
          "file offset %s0x%x for the first segment (golang/go#28257)"
              .formatted(offset < 0 ? "-" : "", Math.abs(offset)),
          "a -T that is 0x%x above a multiple of -R".formatted(HEADER_RESERVE),
          "use -T 0x%x".formatted(roundedUp(text - HEADER_RESERVE) + HEADER_RESERVE));
    }
  }

  private void requireData(long address, GoRelease release) {
    String flag = "-D 0x%x".formatted(address);
    if (!release.isAtLeast(FIRST_MINOR_WITH_DATA)) {
      throw refuse(
          flag,
          release.toString(),
          "Go 1.%d or newer".formatted(FIRST_MINOR_WITH_DATA),
          "build with a newer Go, or take the layout ram, or move .bss with ingot patch");
    }
    if (address % round != 0) {
      throw refuse(
          flag,
          "0x%x modulo -R".formatted(address & round - 1),
          "a multiple of -R 0x%x".formatted(round),
          "use -D 0x%x".formatted(roundedUp(address)));
    }
    if (Math.abs(address - text) >= ADRP_REACH) {
      throw refuse(
          flag,
          "0x%x bytes from the text".formatted(Math.abs(address - text)),
          "less than 4 GiB, what ADRP reaches",
          "put code and data into memories that are nearer to each other");
    }
    if (address >= text - HEADER_RESERVE && address < text + round) {
      throw refuse(
          flag,
          "the data on the first page of the text",
          "an address behind the read-only data, or below -T",
          "leave out -D, or move it");
    }
  }

  private long roundedUp(long address) {
    return (address + round - 1) & -round;
  }

  static RefusedException refuse(String place, String found, String allowed, String remedy) {
    return new RefusedException(new Refusal("go-flags", place, found, allowed, remedy));
  }
}
