import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes the damaged ELF files of this folder: {@code java MakeInputs.java FOLDER}. Each differs in
 * one respect from a well-formed file of 512 bytes with one PT_LOAD, a symbol table and names; see
 * {@code expected.tsv} for what each must be refused for.
 */
final class MakeInputs {
  private static final int PROGRAM_HEADER = 0x40;
  private static final int NAMES = 0x80;
  private static final int SYMBOLS = 0xa0;
  private static final int SECTION_HEADERS = 0x100;
  private static final int SIZE = 0x200;
  private static final String NAME_BYTES = "\0.symtab\0.strtab\0";

  private final Path folder;

  private MakeInputs(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    new MakeInputs(Path.of(args[0])).writeAll();
  }

  private void writeAll() throws IOException {
    Files.write(folder.resolve("empty"), new byte[0]);
    Files.writeString(folder.resolve("script"), "#!/bin/sh\nexit 0\n");
    write("well-formed-but-not-go", SIZE, b -> {});
    write("cut-after-magic", 4, b -> {});
    write("cut-in-header", 63, b -> {});
    write("cut-in-program-header", 0x77, b -> {});
    write("cut-in-section-headers", SIZE - 1, b -> {});
    write("class-32", SIZE, b -> b.put(4, (byte) 1));
    write("big-endian", SIZE, b -> b.put(5, (byte) 2));
    write("machine-x86-64", SIZE, b -> b.putShort(18, (short) 62));
    write("phoff-beyond-4-gib", SIZE, b -> b.putLong(32, (1L << 32) + PROGRAM_HEADER));
    write("phoff-negative", SIZE, b -> b.putLong(32, -8));
    write("phentsize-zero", SIZE, b -> b.putShort(54, (short) 0));
    write("phnum-wild", SIZE, b -> b.putShort(56, (short) 0xffff));
    write("shoff-beyond-8-gib", SIZE, b -> b.putLong(40, (1L << 33) + SECTION_HEADERS));
    write("shentsize-one", SIZE, b -> b.putShort(58, (short) 1));
    write("shnum-wild", SIZE, b -> b.putShort(60, (short) 0x7fff));
    write("shstrndx-wild", SIZE, b -> b.putShort(62, (short) 0xfff0));
    write("shstrndx-not-strings", SIZE, b -> b.putShort(62, (short) 2));
    write("segment-beyond-file", SIZE, b -> b.putLong(PROGRAM_HEADER + 32, 1L << 40));
    write("segment-offset-overflow", SIZE, b -> b.putLong(PROGRAM_HEADER + 8, Long.MAX_VALUE));
    write("segment-file-over-memory", SIZE, b -> b.putLong(PROGRAM_HEADER + 40, 1));
    write("segment-address-overflow", SIZE, b -> b.putLong(PROGRAM_HEADER + 16, -4096));
    write("section-beyond-file", SIZE, b -> b.putLong(section(1) + 32, 1L << 31));
    write("section-name-wild", SIZE, b -> b.putInt(section(2), 0x7fffffff));
    write("names-not-terminated", SIZE, b -> b.put(NAMES + NAME_BYTES.length() - 1, (byte) 'x'));
    write("symbol-entry-size-zero", SIZE, b -> b.putLong(section(2) + 56, 0));
    write("symbol-link-wild", SIZE, b -> b.putInt(section(2) + 40, 99));
    write("symbol-name-wild", SIZE, b -> b.putInt(SYMBOLS + 24, 0x10000));
  }

  private static int section(int index) {
    return SECTION_HEADERS + index * 64;
  }

  private void write(String name, int size, Consumer<ByteBuffer> damage) throws IOException {
    byte[] bytes = new byte[SIZE];
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    fill(file);
    damage.accept(file);
    Files.write(folder.resolve(name), Arrays.copyOf(bytes, size));
  }

  private static void fill(ByteBuffer b) {
    b.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1);
    b.position(16).putShort((short) 2).putShort((short) 183).putInt(1).putLong(0x10080);
    b.putLong(PROGRAM_HEADER).putLong(SECTION_HEADERS).putInt(0);
    b.putShort((short) 64).putShort((short) 56).putShort((short) 1);
    b.putShort((short) 64).putShort((short) 4).putShort((short) 1);
    b.position(PROGRAM_HEADER).putInt(1).putInt(5).putLong(0).putLong(0x10000).putLong(0x10000);
    b.putLong(SIZE).putLong(SIZE).putLong(0x10000);
    b.position(NAMES).put(NAME_BYTES.getBytes(StandardCharsets.US_ASCII));
    b.position(SYMBOLS + 24).putInt(1).putInt(0).putLong(0x10080).putLong(4);
    header(b, 1, 9, 3, NAMES, NAME_BYTES.length(), 0, 0);
    header(b, 2, 1, 2, SYMBOLS, 48, 1, 24);
    header(b, 3, 0, 1, 0, 0, 0, 0);
  }

  private static void header(
      ByteBuffer b, int index, int name, int type, long offset, long size, int link, long entry) {
    b.position(section(index)).putInt(name).putInt(type).putLong(0).putLong(0);
    b.putLong(offset).putLong(size).putInt(link).putInt(0).putLong(1).putLong(entry);
  }
}
