package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.RefusedException;
import dev.ingot.patcher.Edit.AppendEdit;
import dev.ingot.patcher.Edit.StructureEdit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patched files are put together in windows of 1 MiB; the program here has 1.4 MB. */
class PatchedContentTest {
  private static final int WINDOW = 1 << 20;

  @TempDir private Path folder;
  private Path file;
  private ElfImage image;
  private byte[] original;

  @BeforeEach
  void readProgram() throws IOException {
    file = folder.resolve("hello");
    Files.copy(Path.of("../testdata/prebuilt/hello-go1.23"), file);
    original = Files.readAllBytes(file);
    image = ElfImage.read(file);
  }

  private StructureEdit inverted(int from, int to) {
    byte[] old = Arrays.copyOfRange(original, from, to);
    byte[] changed = new byte[old.length];
    for (int i = 0; i < old.length; i++) {
      changed[i] = (byte) ~old[i];
    }
    return new StructureEdit(
        from, OptionalLong.empty(), EditKind.VENEER, "inverted", Bytes.of(old), Bytes.of(changed));
  }

  private byte[] expected(List<Edit> edits, int size) {
    byte[] expected = Arrays.copyOf(original, size);
    for (Edit edit : edits) {
      byte[] content = edit.newBytes().toArray();
      System.arraycopy(content, 0, expected, (int) edit.fileOffset(), content.length);
    }
    return expected;
  }

  private static byte[] written(PatchedContent content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    content.writeTo(Channels.newChannel(bytes));
    return bytes.toByteArray();
  }

  @Test
  void anEditOverTheEndOfAWindowIsMadeInBoth() throws IOException {
    List<Edit> edits =
        List.of(
            inverted(WINDOW - 12, WINDOW - 8),
            inverted(WINDOW - 3, WINDOW + 5),
            inverted(WINDOW + 9, WINDOW + 10));

    assertThat(written(new PatchedContent(image, edits)))
        .isEqualTo(expected(edits, original.length));
  }

  @Test
  void whatIsAppendedFillsManyWindows() throws IOException {
    byte[] appended = new byte[3 * WINDOW];
    for (int i = 0; i < appended.length; i++) {
      appended[i] = (byte) (i * 31 >>> 8);
    }
    int behindAGap = original.length + 100;
    List<Edit> edits =
        List.of(
            new AppendEdit(
                behindAGap, OptionalLong.empty(), EditKind.DEBUG_INFO, "new", Bytes.of(appended)));

    assertThat(written(new PatchedContent(image, edits)))
        .isEqualTo(expected(edits, behindAGap + appended.length));
  }

  @Test
  void aStretchHasTheEditsThatLieInIt() {
    List<Edit> edits = List.of(inverted(100, 200), inverted(WINDOW, WINDOW + 50));
    PatchedContent content = new PatchedContent(image, edits);

    assertThat(PatchedBytes.stretch(content, 150, WINDOW + 20))
        .isEqualTo(Arrays.copyOfRange(expected(edits, original.length), 150, WINDOW + 20));
    assertThat(content.changes(199, WINDOW)).isTrue();
    assertThat(content.changes(200, WINDOW)).isFalse();
    assertThat(content.changes(WINDOW + 50, original.length)).isFalse();
  }

  @Test
  void aProgramThatChangedSinceItWasReadIsRefusedAndNothingIsWritten() throws IOException {
    PatchPlan plan = Patched.plan(file, PatchOptions.forBoot());
    Edit edit = plan.edits().getFirst();
    byte[] other = edit.oldBytes().toArray();
    other[0]++;
    Path target = folder.resolve("patched");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(other), edit.fileOffset());
    }

    assertThatThrownBy(() -> plan.writeTo(target))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("other bytes than when it was read");
    assertThat(folder).isDirectoryNotContaining("glob:**patched*");
  }

  @Test
  void aProgramThatShrinksIsRefusedAndNothingIsWritten() throws IOException {
    PatchPlan plan = Patched.plan(file, PatchOptions.forBoot());
    Path target = folder.resolve("patched");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(WINDOW);
    }

    assertThatThrownBy(() -> plan.writeTo(target))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("vanished");
    assertThat(folder).isDirectoryNotContaining("glob:**patched*");
  }

  /** The program with zeros behind it, and something to change in each of its windows. */
  private List<Edit> editsOfManyWindows(int windows) throws IOException {
    original = Arrays.copyOf(original, windows * WINDOW);
    Files.write(file, original);
    image = ElfImage.read(file);
    return IntStream.range(0, windows)
        .<Edit>mapToObj(window -> inverted(window * WINDOW + 100, window * WINDOW + 104))
        .toList();
  }

  @Test
  void everyOneOfManyWindowsHasItsEdits() throws IOException {
    List<Edit> edits = editsOfManyWindows(8);

    assertThat(written(new PatchedContent(image, edits)))
        .isEqualTo(expected(edits, original.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 7})
  void anEditOfAnyOfManyWindowsThatDoesNotHoldIsRefusedAndNothingIsWritten(int window)
      throws IOException {
    List<Edit> edits = editsOfManyWindows(8);
    PatchedContent content = new PatchedContent(image, edits);
    Path target = folder.resolve("patched");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {99}), (long) window * WINDOW + 100);
    }

    assertThatThrownBy(() -> WholeFile.writeExecutable(target, content))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("0x%x".formatted(window * WINDOW + 100))
        .hasMessageContaining("other bytes than when it was read");
    assertThat(folder).isDirectoryNotContaining("glob:**patched*");
  }

  @Test
  void aWriteThatFailsBetweenManyWindowsEndsThemAll() throws IOException {
    List<Edit> edits = editsOfManyWindows(8);
    PatchedContent content = new PatchedContent(image, edits);
    IOException full = new IOException("no space left");
    WritableByteChannel disk =
        Channels.newChannel(
            new OutputStream() {
              private int room = 3 * WINDOW;

              @Override
              public void write(int one) throws IOException {
                if (room-- == 0) {
                  throw full;
                }
              }
            });

    assertThatThrownBy(() -> content.writeTo(disk)).isSameAs(full);
  }
}
