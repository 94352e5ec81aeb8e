package dev.ingot.image;

import static dev.ingot.image.MinimalElf.R;
import static dev.ingot.image.MinimalElf.W;
import static dev.ingot.image.MinimalElf.X;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.image.ImageRecord.Arguments;
import dev.ingot.image.ImageRecord.Entry;
import dev.ingot.image.ImageRecord.Environment;
import dev.ingot.image.ImageRecord.Root;
import dev.ingot.image.ImageRecord.Segment;
import dev.ingot.linkerscript.Board;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuilderTest {
  private static final int NUCLEUS_SIZE = 0x2000;
  private static final int NUCLEUS_BSS = 0x3000;
  private static final Board BOARD = Board.qemuVirt(64L << 20);

  @TempDir private Path folder;

  @Test
  void theHeaderAsksForRoomForTheFileAndTheNucleusZeroFill() throws IOException {
    FlatImage image = build(textAndData());

    ByteBuffer bytes = ByteBuffer.wrap(image.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong(0x10)).isEqualTo(image.bytes().length + (long) NUCLEUS_BSS);
    assertThat(bytes.getLong(0x68)).isEqualTo(image.bytes().length);
    assertThat(image.bytes().length % 4096).isZero();
  }

  @Test
  void theRecordTableReadsBackAsItWasWritten() throws IOException {
    FlatImage image = build(textAndData());

    assertThat(ImageRecord.readTable(image.bytes())).isEqualTo(image.records());
  }

  @Test
  void everySegmentStandsOnAPageAndHoldsTheBytesOfTheElf() throws IOException {
    byte[] code = filled(5000, 'c');
    FlatImage image =
        build(new MinimalElf().load(R | X, 0x401000, code, code.length).bytes(0x401000));

    Segment segment = segments(image).getFirst();
    assertThat(segment.offset() % 4096).isZero();
    assertThat(segment.virtualAddress()).isEqualTo(0x401000);
    assertThat(bytesAt(image, segment.offset(), code.length)).isEqualTo(code);
    assertThat(bytesAt(image, segment.offset() + 5000, 8192 - 5000)).containsOnly(0);
  }

  @Test
  void aSegmentThatStartsInsideAPageGetsZeroesInFront() throws IOException {
    byte[] code = filled(100, 'c');
    FlatImage image = build(new MinimalElf().load(R | X, 0x401040, code, 100).bytes(0x401040));

    Segment segment = segments(image).getFirst();
    assertThat(segment.virtualAddress()).isEqualTo(0x401000);
    assertThat(segment.fileSize()).isEqualTo(0x40 + 100);
    assertThat(bytesAt(image, segment.offset(), 0x40)).containsOnly(0);
    assertThat(bytesAt(image, segment.offset() + 0x40, 100)).isEqualTo(code);
  }

  @Test
  void zeroFillIsARecordAndNotBytesInTheFile() throws IOException {
    FlatImage image =
        build(
            new MinimalElf()
                .load(R | X, 0x401000, filled(16, 'c'), 16)
                .load(R | W, 0x500000, new byte[0], 32 << 20)
                .bytes(0x401000));

    Segment bss = segments(image).get(1);
    assertThat(bss.fileSize()).isZero();
    assertThat(bss.memorySize()).isEqualTo(32 << 20);
    assertThat(image.bytes()).hasSizeLessThan(NUCLEUS_SIZE + 4 * 4096);
  }

  @Test
  void argumentsAndEnvironmentAreStringsBehindTheTable() throws IOException {
    FlatImage image =
        ImageBuilder.build(
            new ImageSpec(
                elf(textAndData()),
                List.of("prog", "a b", ""),
                List.of("K=V"),
                Optional.empty(),
                BOARD),
            nucleus());

    Arguments arguments = only(image, Arguments.class);
    assertThat(arguments.count()).isEqualTo(3);
    assertThat(textAt(image, arguments.offset(), arguments.fileSize())).isEqualTo("prog\0a b\0\0");
    Environment environment = only(image, Environment.class);
    assertThat(textAt(image, environment.offset(), environment.fileSize())).isEqualTo("K=V\0");
    assertThat(only(image, Entry.class).virtualAddress()).isEqualTo(0x401000);
  }

  @Test
  void theSameInputsGiveTheSameBytes() throws IOException {
    assertThat(build(textAndData()).bytes()).isEqualTo(build(textAndData()).bytes());
  }

  @Test
  void aFileTreeComesAsAnArchiveOnAPageOfItsOwn() throws IOException {
    Files.writeString(folder.resolve("motd"), "hi\n");
    FlatImage image =
        ImageBuilder.build(
            new ImageSpec(elf(textAndData()), List.of("p"), List.of(), Optional.of(folder), BOARD),
            nucleus());

    Root root = only(image, Root.class);
    assertThat(root.offset() % 4096).isZero();
    assertThat(textAt(image, root.offset(), 6)).isEqualTo("070701");
  }

  @Test
  void aSegmentThatIsWritableAndExecutableIsRefused() {
    byte[] elf = new MinimalElf().load(R | W | X, 0x401000, filled(4, 'c'), 4).bytes(0x401000);

    assertThatThrownBy(() -> build(elf))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("writable and executable")
        .hasMessageContaining("0x401000");
  }

  @Test
  void segmentsThatShareAPageAreRefused() {
    byte[] elf =
        new MinimalElf()
            .load(R | X, 0x401000, filled(16, 'c'), 16)
            .load(R | W, 0x401800, filled(16, 'd'), 16)
            .bytes(0x401000);

    assertThatThrownBy(() -> build(elf))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("shares a page");
  }

  @Test
  void aSegmentAtTheNilPageIsRefused() {
    byte[] elf = new MinimalElf().load(R, 0, filled(16, 'c'), 16).bytes(0);

    assertThatThrownBy(() -> build(elf))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("0x1000");
  }

  @Test
  void aDynamicallyLinkedProgramIsRefusedWithTheRemedy() {
    byte[] elf =
        new MinimalElf().load(R | X, 0x401000, filled(4, 'c'), 4).interpreter().bytes(0x401000);

    assertThatThrownBy(() -> build(elf))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("CGO_ENABLED=0");
  }

  @Test
  void aProgramThatLoadsTheCLibraryIsRefusedWithTheRemedy() throws IOException {
    Path withC = GoBuilds.buildWithC(GoBuilds.USUAL_RELEASE, "cgo");

    assertThatThrownBy(() -> build(Files.readAllBytes(withC)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("PT_INTERP")
        .hasMessageContaining("CGO_ENABLED=0");
  }

  @Test
  void anImageThatDoesNotFitTheMemoryIsRefused() {
    Board small = Board.qemuVirt(16L << 20);
    byte[] big = filled(15 << 20, 'x');
    ElfImage elf = elf(new LargeElf(big).bytes());

    assertThatThrownBy(
            () ->
                ImageBuilder.build(
                    new ImageSpec(elf, List.of("p"), List.of(), Optional.empty(), small),
                    nucleus()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("--memory");
  }

  @Test
  void bytesThatAreNoNucleusAreRefusedWithWhatWasFound() {
    assertThatThrownBy(() -> ImageHeader.read(new byte[200]))
        .hasMessageContaining("0x00000000 at offset 0x38");
  }

  /** One big segment; {@link MinimalElf} keeps to 64 KiB. */
  private record LargeElf(byte[] data) {
    byte[] bytes() {
      byte[] small = new MinimalElf().load(R, 0x401000, new byte[] {1}, 1).bytes(0x401000);
      byte[] file = Arrays.copyOf(small, 0x1000 + data.length);
      System.arraycopy(data, 0, file, 0x1000, data.length);
      ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      header.putLong(64 + 32, data.length).putLong(64 + 40, data.length);
      return file;
    }
  }

  private static byte[] textAndData() {
    return new MinimalElf()
        .load(R | X, 0x401000, filled(64, 'c'), 64)
        .load(R | W, 0x410000, filled(32, 'd'), 9000)
        .bytes(0x401000);
  }

  private static FlatImage build(byte[] elf) throws IOException {
    return ImageBuilder.build(
        new ImageSpec(elf(elf), List.of("prog"), List.of(), Optional.empty(), BOARD), nucleus());
  }

  private static ElfImage elf(byte[] bytes) {
    return ElfImage.of(bytes, "test.elf");
  }

  /** A nucleus in nothing but its header (docs/contracts.md, section 2). */
  private static byte[] nucleus() {
    ByteBuffer out = ByteBuffer.allocate(NUCLEUS_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    out.put(0x38, "ARMd".getBytes(StandardCharsets.US_ASCII));
    out.put(0x40, "INGOTIMG".getBytes(StandardCharsets.US_ASCII));
    out.putInt(0x48, 1).putLong(0x58, NUCLEUS_SIZE).putLong(0x60, NUCLEUS_BSS);
    return out.array();
  }

  private static List<Segment> segments(FlatImage image) {
    return image.records().stream()
        .filter(Segment.class::isInstance)
        .map(Segment.class::cast)
        .toList();
  }

  private static <T> T only(FlatImage image, Class<T> type) {
    return image.records().stream().filter(type::isInstance).map(type::cast).findFirst().get();
  }

  private static byte[] bytesAt(FlatImage image, long offset, int length) {
    return Arrays.copyOfRange(image.bytes(), (int) offset, (int) offset + length);
  }

  private static String textAt(FlatImage image, long offset, long length) {
    return new String(bytesAt(image, offset, (int) length), StandardCharsets.US_ASCII);
  }

  private static byte[] filled(int length, char value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
