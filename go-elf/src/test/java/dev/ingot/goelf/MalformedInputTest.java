package dev.ingot.goelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.testing.GoBuilds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged programs are read or refused: nothing else is thrown, and all of it ends. */
class MalformedInputTest {
  private static final long SEED = 20261121;
  private static final long[] WILD = {
    -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, (1L << 32) + 64, 1L << 40, 1L << 63, 0x7fff_ffff
  };

  private static byte[] original;
  private static ElfImage image;

  @BeforeAll
  static void readOriginal() throws IOException {
    original = Files.readAllBytes(GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello"));
    image = ElfImage.of(original.clone(), "original");
  }

  /** Reads everything that can be read; whether it worked. */
  private static boolean isRead(byte[] bytes) {
    try {
      GoProgram program = GoProgram.of(ElfImage.of(bytes, "damaged"));
      program.image().symbols();
      program.functionNamed("main.main").ifPresent(f -> program.locate(f.entry() + 8));
      program.dataPointers();
      program.onDemandMaskPointers();
      return true;
    } catch (RefusedException e) {
      assertThat(e.refusal().place()).isNotEmpty();
      return false;
    }
  }

  @Test
  void theOriginalIsRead() {
    assertThat(isRead(original.clone())).isTrue();
  }

  @Test
  void aFileCutAtAStructuresBorderIsRefused() {
    TreeSet<Integer> borders = new TreeSet<>();
    for (int end = 0; end <= ElfLayout.HEADER_SIZE; end++) {
      borders.add(end);
    }
    for (ElfSegment s : image.segments()) {
      borders.add((int) s.offset());
      borders.add((int) s.endOffset());
    }
    for (ElfSection s : image.sections()) {
      borders.add((int) s.offset());
      borders.add((int) (s.offset() + s.sizeInFile()));
    }
    borders.removeIf(end -> end >= original.length);

    for (int border : borders) {
      for (int end : new int[] {border - 1, border, border + 1}) {
        if (end >= 0 && end < original.length) {
          assertThat(isRead(Arrays.copyOf(original, end))).as("cut at %d", end).isFalse();
        }
      }
    }
  }

  @Test
  @Tag("slow")
  void aWildValueInAnyHeaderFieldIsReadOrRefused() {
    int headersEnd =
        (int) image.sectionHeaderOffset() + image.sections().size() * ElfLayout.SECTION_HEADER_SIZE;
    for (int offset = 16; offset < headersEnd; offset += 8) {
      for (long wild : WILD) {
        isRead(with(offset, wild));
      }
    }
  }

  @Test
  void aWildValueInTheModuledataIsReadOrRefused() {
    ModuleData moduleData = GoProgram.of(image).moduleData();
    int start = image.memory().offsetOf(moduleData.address(), 8);
    for (int offset = start; offset < start + 0x180; offset += 8) {
      for (long wild : WILD) {
        isRead(with(offset, wild));
      }
    }
  }

  @Test
  void aWildValueInTheFunctionTablesHeaderIsReadOrRefused() {
    int start = image.memory().offsetOf(GoProgram.of(image).pclntab().address(), 8);
    for (int offset = start; offset < start + PclntabLayout.GO_1_20.headerSize(); offset += 8) {
      for (long wild : WILD) {
        isRead(with(offset, wild));
      }
    }
  }

  @Test
  @Tag("slow")
  void randomDamageIsReadOrRefused() {
    Random random = new Random(SEED);
    GoProgram program = GoProgram.of(image);
    int tables = image.memory().offsetOf(program.pclntab().address(), 8);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = original.clone();
      for (int j = 0; j < 20; j++) {
        bytes[random.nextInt(0x800)] = (byte) random.nextInt();
        bytes[tables + random.nextInt(0x10000)] = (byte) random.nextInt();
      }
      bytes[0] = original[0];
      isRead(bytes);
    }
  }

  private static byte[] with(int offset, long value) {
    byte[] bytes = original.clone();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(offset, value);
    return bytes;
  }
}
