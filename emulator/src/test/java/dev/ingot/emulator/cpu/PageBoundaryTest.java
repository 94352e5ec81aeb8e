package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.memory.RamPage;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An access hits the TLB entry of exactly those addresses whose page it is for, up to the last byte
 * of the page, interpreted and translated.
 */
class PageBoundaryTest {
  private static final int LDR_X0_X1 = 0xf940_0020;
  private static final int STR_X0_X1 = 0xf900_0020;
  private static final int BRANCH_BACK_1 = 0x17ff_ffff;
  private static final int BRANCH_BACK_8 = 0x17ff_fff8;
  private static final int BRANCH_HERE = 0x1400_0000;
  private static final int DATA_ABORT_SAME_LEVEL = 0x25;

  /** Offset of the vector of synchronous exceptions of the current level with SP_ELx (D1.3.1). */
  private static final long SYNCHRONOUS_VECTOR = 0x200;

  /** Of all sizes and signs, single and in pairs, each into registers of its own. */
  private static final int[] LOADS = {
    0xf940_0020, // ldr x0, [x1]
    0xb940_0022, // ldr w2, [x1]
    0x7940_0023, // ldrh w3, [x1]
    0x3940_0024, // ldrb w4, [x1]
    0xb980_0025, // ldrsw x5, [x1]
    0xa940_1c26, // ldp x6, x7, [x1]
    0x2940_2428, // ldp w8, w9, [x1]
    0x3980_002a, // ldrsb x10, [x1]
    BRANCH_BACK_8
  };

  /** Enough for some rounds of translated code. */
  private static final int ROUNDS = 8;

  private static final int GIBIBYTE_SHIFT = 30;
  private static final int PAIR_BYTES = 2 * Long.BYTES;

  /** Low and high addresses, the first page of all, and one in another part of the TLB. */
  private static final long[] PAGES = {
    0, 0x5000, 0x0000_7f00_1234_5000L, 0xffff_8000_0000_1000L, 0xffff_ffff_fff0_0000L
  };

  /** Two pages of which the second follows the first in virtual memory only. */
  private static CpuFixture twoPagesAt(CpuFixture fixture, long page, int... program) {
    fixture.tables.map(page, CpuFixture.DATA, PageTables.KERNEL);
    fixture.tables.map(page + RamPage.BYTES, CpuFixture.DATA - RamPage.BYTES, PageTables.KERNEL);
    fixture.identityMapped().program(program);
    fixture.cpu.regime.ttbr1 = fixture.tables.root();
    fixture.words(CpuFixture.VECTORS + SYNCHRONOUS_VECTOR, BRANCH_HERE);
    fixture.cpu.x[1] = page;
    return fixture;
  }

  private static Stream<CpuFixture> fixtures() {
    return Stream.of(CpuFixture.interpreting(), CpuFixture.translating(true));
  }

  static LongStream pages() {
    return LongStream.of(PAGES);
  }

  /** The content of the two pages: no two words are the same. */
  private static int wordAt(int offset) {
    return 0x9e37_79b9 * (offset / Integer.BYTES + 1);
  }

  private static long expected(int offset, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      int at = offset + i;
      value |= (long) (wordAt(at) >>> Byte.SIZE * (at % Integer.BYTES) & 0xff) << Byte.SIZE * i;
    }
    return value;
  }

  private static long signed(int offset, int bytes) {
    int unused = Long.SIZE - Byte.SIZE * bytes;
    return expected(offset, bytes) << unused >> unused;
  }

  /**
   * The second page first, so that it does not follow the first one in the host's memory either.
   */
  private static void fill(CpuFixture fixture) {
    for (int at = 0; at < RamPage.BYTES; at += Integer.BYTES) {
      fixture.words(CpuFixture.DATA - RamPage.BYTES + at, wordAt(RamPage.BYTES + at));
      fixture.words(CpuFixture.DATA + at, wordAt(at));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void loadsAroundTheEndOfAPageFindTheBytesOfBothPages(long page) {
    fixtures().forEach(fixture -> loadAroundTheEnd(fixture, page));
  }

  private static void loadAroundTheEnd(CpuFixture fixture, long page) {
    twoPagesAt(fixture, page, LOADS);
    fill(fixture);
    fixture.run(ROUNDS * LOADS.length);
    for (int at = RamPage.BYTES - PAIR_BYTES - 1; at <= RamPage.BYTES + 1; at++) {
      fixture.cpu.x[1] = page + at;
      fixture.run(ROUNDS * LOADS.length);
      assertThat(fixture.cpu.x(0)).as("offset %d", at).isEqualTo(expected(at, 8));
      assertThat(fixture.cpu.x(2)).as("offset %d", at).isEqualTo(expected(at, 4));
      assertThat(fixture.cpu.x(3)).as("offset %d", at).isEqualTo(expected(at, 2));
      assertThat(fixture.cpu.x(4)).as("offset %d", at).isEqualTo(expected(at, 1));
      assertThat(fixture.cpu.x(5)).as("offset %d", at).isEqualTo(signed(at, 4));
      assertThat(fixture.cpu.x(6)).as("offset %d", at).isEqualTo(expected(at, 8));
      assertThat(fixture.cpu.x(7)).as("offset %d", at).isEqualTo(expected(at + 8, 8));
      assertThat(fixture.cpu.x(8)).as("offset %d", at).isEqualTo(expected(at, 4));
      assertThat(fixture.cpu.x(9)).as("offset %d", at).isEqualTo(expected(at + 4, 4));
      assertThat(fixture.cpu.x(10)).as("offset %d", at).isEqualTo(signed(at, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void anAddressThatDiffersInOneBitOfThePageNumberIsNotThatPage(long page) {
    for (int bit = RamPage.SHIFT + 1; bit < Long.SIZE; bit++) {
      long other = page ^ 1L << bit;
      if (other >>> GIBIBYTE_SHIFT == CpuFixture.RAM >>> GIBIBYTE_SHIFT) {
        continue; // Mapped for the program.
      }
      for (int access : new int[] {LDR_X0_X1, STR_X0_X1}) {
        fixtures().forEach(fixture -> requireFault(fixture, page, other, access));
      }
    }
  }

  private static void requireFault(CpuFixture fixture, long page, long other, int access) {
    twoPagesAt(fixture, page, access, BRANCH_BACK_1);
    fixture.run(2 * ROUNDS);
    assertThat(fixture.exceptionClass()).as("at the page itself").isZero();
    fixture.cpu.x[1] = other;
    fixture.run(2 * ROUNDS);
    assertThat(fixture.exceptionClass()).as("0x%x", other).isEqualTo(DATA_ABORT_SAME_LEVEL);
    assertThat(fixture.far()).isEqualTo(other);
  }
}
