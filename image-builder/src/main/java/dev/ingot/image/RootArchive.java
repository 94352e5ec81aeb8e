package dev.ingot.image;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The read-only file tree of an image: a folder as a cpio archive in the "newc" format (cpio(5);
 * Linux Documentation/driver-api/early-userspace/buffer-format.rst). Entries come in the order of
 * their names and belong to root, so that the same folder gives the same bytes; modes and
 * modification times are the files' own. The names of one file share an inode, and the last of them
 * carries its bytes, as cpio writes them.
 */
final class RootArchive {
  private static final String MAGIC = "070701";
  private static final String TRAILER = "TRAILER!!!";
  private static final int S_IFREG = 0100000; // Linux uapi/linux/stat.h
  private static final int S_IFDIR = 0040000;
  private static final int S_IFLNK = 0120000;
  private static final int PERMISSIONS = 07777;
  private static final byte[] NOTHING = new byte[0];

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<Object, SharedFile> shared = new HashMap<>();
  private int inode;

  /** A file with several names in the folder, by {@link BasicFileAttributes#fileKey}. */
  private static final class SharedFile {
    private int names;
    private int written;
    private int inode;
  }

  private RootArchive() {}

  /**
   * The archive of everything below a folder.
   *
   * @throws RefusedException if it is no folder, or holds anything but files, folders and links
   */
  static byte[] of(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new RefusedException(
          new Refusal(
              folder.toString(),
              "--root",
              Files.exists(folder) ? "a file" : "nothing of that name",
              "a folder",
              "name the folder that shall be / in the image"));
    }
    RootArchive archive = new RootArchive();
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> entries = tree.filter(p -> !p.equals(folder)).sorted().toList();
      for (Path entry : entries) {
        archive.count(entry);
      }
      for (Path entry : entries) {
        archive.add(folder, entry);
      }
    }
    archive.entry(TRAILER, 0, 1, 0, NOTHING);
    return archive.out.toByteArray();
  }

  private void count(Path entry) throws IOException {
    if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
      shared.computeIfAbsent(key(entry), _ -> new SharedFile()).names++;
    }
  }

  private static Object key(Path entry) throws IOException {
    return Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private void add(Path folder, Path entry) throws IOException {
    String name = folder.relativize(entry).toString();
    int mode = (int) Files.getAttribute(entry, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    long seconds = Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).toMillis() / 1000;
    int permissions = mode & PERMISSIONS;
    if (Files.isSymbolicLink(entry)) {
      byte[] target = Files.readSymbolicLink(entry).toString().getBytes(StandardCharsets.UTF_8);
      entry(name, S_IFLNK | permissions, 1, seconds, target);
    } else if (Files.isDirectory(entry)) {
      entry(name, S_IFDIR | permissions, 2, seconds, NOTHING);
    } else if (Files.isRegularFile(entry)) {
      file(name, S_IFREG | permissions, seconds, entry);
    } else {
      throw new RefusedException(
          new Refusal(
              entry.toString(),
              "--root",
              "a device, socket or pipe (mode 0%o)".formatted(mode),
              "files, folders and symbolic links",
              "leave it out of the folder"));
    }
  }

  private void file(String name, int mode, long seconds, Path file) throws IOException {
    SharedFile names = shared.get(key(file));
    if (names.written++ == 0) {
      names.inode = ++inode;
    }
    byte[] data = names.written == names.names ? Files.readAllBytes(file) : NOTHING;
    entry(names.inode, name, mode, names.names, seconds, data);
  }

  private void entry(String name, int mode, int links, long seconds, byte[] data) {
    entry(++inode, name, mode, links, seconds, data);
  }

  private void entry(int number, String name, int mode, int links, long seconds, byte[] data) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    StringBuilder header = new StringBuilder(MAGIC);
    int[] fields = {
      number,
      mode,
      0, // uid
      0, // gid
      links,
      (int) seconds,
      data.length,
      0, // device major
      0, // device minor
      0, // rdev major
      0, // rdev minor
      nameBytes.length + 1,
      0, // checksum, unused in newc
    };
    for (int field : fields) {
      header.append("%08X".formatted(field));
    }
    out.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(nameBytes);
    out.write(0);
    padTo4();
    out.writeBytes(data);
    padTo4();
  }

  private void padTo4() {
    while (out.size() % 4 != 0) {
      out.write(0);
    }
  }
}
