package dev.ingot.image;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.nucleus.Nucleus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the nucleus, a patched program, its arguments and its file tree to one flat image.
 *
 * <p>The nucleus comes first, then the record table with the strings, then each segment and the
 * file tree on pages of their own. The same inputs give the same bytes: nothing of the host, the
 * clock or a path goes in.
 */
public final class ImageBuilder {
  private final ImageSpec spec;
  private final byte[] nucleus;
  private final ImageHeader nucleusHeader;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<ImageRecord> records = new ArrayList<>();
  private long end;

  /** Bytes and where they go, in bytes from the start of the image. */
  private record Piece(long offset, ByteBuffer bytes) {}

  private ImageBuilder(ImageSpec spec, byte[] nucleus) {
    this.spec = spec;
    this.nucleus = nucleus;
    this.nucleusHeader = ImageHeader.read(nucleus);
  }

  /**
   * Builds an image around the nucleus that ships with this version.
   *
   * @throws RefusedException if the program cannot be mapped by the nucleus, or the image does not
   *     fit the board's RAM
   * @throws IOException if the file tree cannot be read
   */
  public static FlatImage build(ImageSpec spec) throws IOException {
    return build(spec, Nucleus.shipped().bytes());
  }

  /**
   * Refuses, before it is patched, a program that no image can hold however it is patched.
   *
   * @throws RefusedException if the program is dynamically linked or position independent
   */
  public static void requireBootable(ElfImage program) {
    ProgramSegments.requireStatic(program);
  }

  static FlatImage build(ImageSpec spec, byte[] nucleus) throws IOException {
    return new ImageBuilder(spec, nucleus).build();
  }

  private FlatImage build() throws IOException {
    List<ElfSegment> segments = ProgramSegments.of(spec.program());
    byte[] arguments = strings("argument", spec.arguments());
    byte[] environment = strings("environment variable", spec.environment());
    int recordCount = segments.size() + 3 + (spec.root().isPresent() ? 1 : 0);

    long recordsOffset = nucleusHeader.nucleusSize();
    long stringsOffset = recordsOffset + (long) recordCount * ImageRecord.SIZE;
    end = stringsOffset;
    place(arguments);
    place(environment);
    records.add(new ImageRecord.Entry(spec.program().entry()));
    records.add(
        new ImageRecord.Arguments(stringsOffset, arguments.length, spec.arguments().size()));
    records.add(
        new ImageRecord.Environment(
            stringsOffset + arguments.length, environment.length, spec.environment().size()));
    for (ElfSegment segment : segments) {
      add(segment);
    }
    if (spec.root().isPresent()) {
      byte[] archive = RootArchive.of(spec.root().get());
      end = pageAligned(end);
      records.add(new ImageRecord.Root(end, archive.length));
      place(archive);
    }
    ImageHeader header =
        new ImageHeader(
            nucleusHeader.version(),
            recordCount,
            recordsOffset,
            nucleusHeader.nucleusSize(),
            nucleusHeader.nucleusBssSize(),
            pageAligned(end));
    checkFits(header);
    return new FlatImage(header, records, assemble(header));
  }

  private void add(ElfSegment segment) {
    long start = ProgramSegments.pageStart(segment);
    long lead = segment.virtualAddress() - start;
    end = pageAligned(end);
    long offset = segment.fileSize() == 0 ? 0 : end;
    long fileSize = segment.fileSize() == 0 ? 0 : lead + segment.fileSize();
    if (segment.fileSize() != 0) {
      ByteBuffer bytes =
          spec.program()
              .bytes()
              .slice(Math.toIntExact(segment.offset()), Math.toIntExact(segment.fileSize()));
      pieces.add(new Piece(end + lead, bytes));
      end += fileSize;
    }
    records.add(
        new ImageRecord.Segment(
            segment.flags(), offset, fileSize, start, lead + segment.memorySize()));
  }

  private void place(byte[] bytes) {
    pieces.add(new Piece(end, ByteBuffer.wrap(bytes)));
    end += bytes.length;
  }

  private void checkFits(ImageHeader header) {
    long zeroFilled =
        records.stream()
            .mapToLong(r -> r instanceof ImageRecord.Segment s ? s.memorySize() - s.fileSize() : 0)
            .sum();
    long room = spec.board().imageRoom();
    if (header.memorySize() > room) {
      throw new RefusedException(
          new Refusal(
              spec.program().name(),
              "image",
              "%d bytes with the nucleus, and %d more to zero-fill"
                  .formatted(header.memorySize(), zeroFilled),
              "%d bytes of RAM on %s".formatted(room, spec.board().name()),
              "give the machine more memory (--memory)"));
    }
    if (header.fileSize() > Integer.MAX_VALUE) {
      throw new RefusedException(
          new Refusal(
              spec.program().name(),
              "image",
              header.fileSize() + " bytes",
              "2 GiB",
              "put less into --root"));
    }
  }

  private byte[] assemble(ImageHeader header) {
    byte[] image = new byte[(int) header.fileSize()];
    System.arraycopy(nucleus, 0, image, 0, nucleus.length);
    header.writeTo(image);
    ByteBuffer out = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    out.position((int) header.recordsOffset());
    records.forEach(record -> record.writeTo(out));
    for (Piece piece : pieces) {
      piece.bytes().duplicate().get(image, (int) piece.offset(), piece.bytes().remaining());
    }
    return image;
  }

  private static byte[] strings(String what, List<String> strings) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String string : strings) {
      if (string.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(what + " with a NUL in it: " + string);
      }
      out.writeBytes(string.getBytes(StandardCharsets.UTF_8));
      out.write(0);
    }
    return out.toByteArray();
  }

  private static long pageAligned(long offset) {
    return (offset + ProgramSegments.PAGE - 1) & -ProgramSegments.PAGE;
  }
}
