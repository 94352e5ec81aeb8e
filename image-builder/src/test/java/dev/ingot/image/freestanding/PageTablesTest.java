package dev.ingot.image.freestanding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.image.freestanding.PageTables.Mapping;
import dev.ingot.image.freestanding.PageTables.Use;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Translation tables, walked as Arm ARM D8.2 describes. */
class PageTablesTest {
  private static final long TABLES = 0x4030_0000L;
  private static final long ADDRESS_BITS = 0xffff_ffff_f000L;
  private static final long READ_ONLY = 1L << 7;
  private static final long PXN = 1L << 53;
  private static final long NOTHING = 0;

  private static long descriptorOf(List<Mapping> mappings, long address) {
    ByteBuffer tables =
        ByteBuffer.wrap(PageTables.of(mappings, TABLES)).order(ByteOrder.LITTLE_ENDIAN);
    long table = TABLES;
    for (int shift = 30; shift >= 12; shift -= 9) {
      int index = (int) (address >>> shift & 511);
      long descriptor = tables.getLong((int) (table - TABLES) + index * Long.BYTES);
      if ((descriptor & 3) != 3 || shift == 12) {
        long offset = address & (1L << shift) - 1 & ADDRESS_BITS;
        return descriptor == 0 ? NOTHING : (descriptor & ADDRESS_BITS) + offset | descriptor;
      }
      table = descriptor & ADDRESS_BITS;
    }
    throw new AssertionError("no descriptor");
  }

  private static boolean maps(long descriptor, long address) {
    return (descriptor & ADDRESS_BITS) == address;
  }

  @Test
  void everyMappedAddressIsItself() {
    List<Mapping> map = List.of(new Mapping(0x4000_0000L, 0x6000_0000L, Use.DATA));

    assertThat(List.of(0x4000_0000L, 0x4012_3000L, 0x5fff_f000L))
        .allSatisfy(address -> assertThat(maps(descriptorOf(map, address), address)).isTrue());
  }

  @Test
  void whatNothingMapsFaults() {
    List<Mapping> map = List.of(new Mapping(0x4000_0000L, 0x4000_1000L, Use.DATA));

    assertThat(descriptorOf(map, 0x4000_1000L)).isEqualTo(NOTHING);
    assertThat(descriptorOf(map, 0x7fc0_0000_00L)).isEqualTo(NOTHING);
  }

  @Test
  void codeRunsAndIsNotWrittenAndDataIsWrittenAndDoesNotRun() {
    List<Mapping> map =
        List.of(
            new Mapping(0x4000_0000L, 0x8000_0000L, Use.DATA),
            new Mapping(0x4020_0000L, 0x4020_3000L, Use.CODE));

    assertThat(descriptorOf(map, 0x4020_2000L) & (READ_ONLY | PXN)).isEqualTo(READ_ONLY);
    assertThat(descriptorOf(map, 0x4020_3000L) & (READ_ONLY | PXN)).isEqualTo(PXN);
  }

  @Test
  void aLaterMappingOfNothingMakesAHole() {
    List<Mapping> map =
        List.of(
            new Mapping(0x4000_0000L, 0x8000_0000L, Use.DATA),
            new Mapping(0x4020_0000L, 0x4020_1000L, Use.NONE));

    assertThat(descriptorOf(map, 0x4020_0000L)).isEqualTo(NOTHING);
    assertThat(maps(descriptorOf(map, 0x4020_1000L), 0x4020_1000L)).isTrue();
  }

  @Test
  void uniformMemoryTakesTheLargestBlocks() {
    List<Mapping> map = List.of(new Mapping(0x4000_0000L, 0x1_4000_0000L, Use.DATA));

    assertThat(PageTables.of(map, TABLES)).hasSize(4096);
  }
}
