package dev.ingot.linkerscript.devicetree;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the flattened form of a device tree, the DTB (Devicetree specification 0.4, chapter 5).
 * Nothing in the blob is trusted: every offset and length is checked before it is used, and the
 * work is bounded by the blob's size.
 */
public final class FlattenedDeviceTree {
  /** Largest blob that is read, in bytes: what Linux on arm64 takes (booting.rst, section 2). */
  public static final int MAXIMUM_SIZE = 2 << 20;

  private static final int MAGIC = 0xd00d_feed;
  private static final int HEADER_SIZE = 40;

  /** The first version whose header has size_dt_struct; current since 2007. */
  private static final int VERSION = 17;

  /** libfdt's own limit for a path's depth (FDT_MAX_DEPTH in Linux's drivers/of/fdt.c). */
  private static final int MAXIMUM_DEPTH = 64;

  /** The specification allows 31 characters; vendors use more. */
  private static final int MAXIMUM_NAME = 255;

  private static final int BEGIN_NODE = 1;
  private static final int END_NODE = 2;
  private static final int PROPERTY = 3;
  private static final int NOP = 4;
  private static final int END = 9;

  private final String file;
  private final ByteBuffer blob;
  private final Block structure;
  private final Block strings;
  private final Block reservations;

  /** A block of the blob: from a start to an end, both offsets in bytes. */
  private record Block(String name, int start, int end) {}

  private FlattenedDeviceTree(String file, ByteBuffer bytes) {
    this.file = file;
    if (bytes.remaining() < HEADER_SIZE || bytes.remaining() > MAXIMUM_SIZE) {
      throw refuse(
          "file size",
          bytes.remaining() + " bytes",
          "%d to %d bytes".formatted(HEADER_SIZE, MAXIMUM_SIZE));
    }
    int magic = bytes.getInt(0);
    if (magic != MAGIC) {
      throw refuse("offset 0x0", "magic 0x%08x".formatted(magic), "0x%08x".formatted(MAGIC));
    }
    int total = bytes.getInt(4);
    if (total < HEADER_SIZE || total > bytes.remaining()) {
      throw refuse(
          "totalsize",
          Integer.toUnsignedString(total),
          "%d to the file's %d bytes".formatted(HEADER_SIZE, bytes.remaining()));
    }
    int version = bytes.getInt(20);
    int compatible = bytes.getInt(24);
    if (version < VERSION || compatible > VERSION) {
      throw refuse(
          "version",
          "%d, compatible back to %d".formatted(version, compatible),
          "a blob that can be read as version " + VERSION);
    }
    this.blob = bytes.slice(0, total);
    this.structure = block("structure block", bytes.getInt(8), bytes.getInt(36), Integer.BYTES);
    this.strings = block("strings block", bytes.getInt(12), bytes.getInt(32), 1);
    int reserved = bytes.getInt(16);
    this.reservations = block("memory reservation block", reserved, total - reserved, Long.BYTES);
  }

  /**
   * Reads a blob.
   *
   * @param bytes the file's bytes, from position to limit; trailing bytes are ignored
   * @param file the file's name, for refusals
   * @throws RefusedException when the bytes are no well-formed device tree of version 17
   */
  public static DeviceTree read(ByteBuffer bytes, String file) {
    FlattenedDeviceTree flat = new FlattenedDeviceTree(file, bytes.slice());
    return new DeviceTree(file, flat.readNodes(), flat.readReservations());
  }

  private Block block(String name, int start, int size, int alignment) {
    if (start < HEADER_SIZE || size < 0 || size > blob.limit() - start || start % alignment != 0) {
      throw refuse(
          name,
          "offset 0x%x, size 0x%x".formatted(start, size),
          "a range behind the header and inside the %d bytes, aligned to %d"
              .formatted(blob.limit(), alignment));
    }
    return new Block(name, start, start + size);
  }

  private List<AddressRange> readReservations() {
    List<AddressRange> ranges = new ArrayList<>();
    for (int at = reservations.start; ; at += 2 * Long.BYTES) {
      require(at, 2 * Long.BYTES, reservations);
      AddressRange range = new AddressRange(blob.getLong(at), blob.getLong(at + Long.BYTES));
      if (range.start() == 0 && range.size() == 0) {
        return ranges;
      }
      ranges.add(range);
    }
  }

  private DeviceNode readNodes() {
    Optional<DeviceNode> root = Optional.empty();
    Optional<DeviceNode> open = Optional.empty();
    int depth = 0;
    int at = structure.start;
    while (true) {
      require(at, Integer.BYTES, structure);
      int token = blob.getInt(at);
      int tokenAt = at;
      at += Integer.BYTES;
      switch (token) {
        case BEGIN_NODE -> {
          String name = text(at, structure);
          at = aligned(at + name.length() + 1);
          if (++depth > MAXIMUM_DEPTH) {
            throw refuse(
                offset(tokenAt), "a node %d deep".formatted(depth), "at most " + MAXIMUM_DEPTH);
          }
          if (open.isEmpty() && root.isPresent()) {
            throw refuse(offset(tokenAt), "a second root node", "one root");
          }
          open =
              Optional.of(
                  open.map(o -> o.addChild(name))
                      .orElseGet(() -> new DeviceNode("", Optional.empty())));
          root = root.isPresent() ? root : open;
        }
        case END_NODE -> {
          open = openNode(open, tokenAt, "end of a node").parent();
          depth--;
        }
        case PROPERTY -> at = readProperty(openNode(open, tokenAt, "property"), at);
        case NOP -> {}
        case END -> {
          if (open.isPresent() || root.isEmpty()) {
            throw refuse(offset(tokenAt), "the end with a node open or none read", "a whole tree");
          }
          return root.orElseThrow();
        }
        default -> throw refuse(offset(tokenAt), "token 0x%x".formatted(token), "1, 2, 3, 4 or 9");
      }
    }
  }

  /** Reads a property behind its token, and returns the offset of the next token. */
  private int readProperty(DeviceNode node, int at) {
    require(at, 2 * Integer.BYTES, structure);
    int length = blob.getInt(at);
    int nameOffset = blob.getInt(at + Integer.BYTES);
    int value = at + 2 * Integer.BYTES;
    require(value, length, structure);
    if (nameOffset < 0 || nameOffset >= strings.end - strings.start) {
      throw refuse(
          offset(at),
          "a property name at 0x%x of the strings".formatted(nameOffset),
          "below 0x%x".formatted(strings.end - strings.start));
    }
    node.addProperty(text(strings.start + nameOffset, strings), blob.slice(value, length));
    return aligned(value + length);
  }

  private DeviceNode openNode(Optional<DeviceNode> open, int at, String what) {
    return open.orElseThrow(() -> refuse(offset(at), what + " outside of any node", "a node"));
  }

  /** The zero-terminated text at an offset of a block. */
  private String text(int at, Block block) {
    int last = Math.min(block.end, at + MAXIMUM_NAME + 1);
    for (int end = at; end < last; end++) {
      if (blob.get(end) == 0) {
        byte[] characters = new byte[end - at];
        blob.get(at, characters);
        return new String(characters, StandardCharsets.ISO_8859_1);
      }
    }
    throw refuse(
        offset(at), "a name without an end", "at most %d characters".formatted(MAXIMUM_NAME));
  }

  private void require(int at, int length, Block block) {
    if (length < 0 || at > block.end || length > block.end - at) {
      throw refuse(
          offset(at),
          "%s bytes wanted".formatted(Integer.toUnsignedString(length)),
          "the %s ends at 0x%x".formatted(block.name, block.end));
    }
  }

  private static int aligned(int offset) {
    return (offset + Integer.BYTES - 1) & -Integer.BYTES;
  }

  private static String offset(int at) {
    return "offset 0x%x".formatted(at);
  }

  private RefusedException refuse(String place, String found, String allowed) {
    return new RefusedException(
        new Refusal(
            file,
            place,
            found,
            allowed,
            "give a device tree blob as dtc or qemu-system-aarch64 -M virt,dumpdtb=FILE writes"
                + " it"));
  }
}
