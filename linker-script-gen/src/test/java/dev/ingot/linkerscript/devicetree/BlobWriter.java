package dev.ingot.linkerscript.devicetree;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes device tree blobs, well formed or not, token by token (Devicetree specification 0.4). */
public final class BlobWriter {
  private final ByteArrayOutputStream structure = new ByteArrayOutputStream();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final ByteArrayOutputStream reservations = new ByteArrayOutputStream();

  public BlobWriter begin(String name) {
    token(1);
    structure.writeBytes((name + "\0").getBytes(StandardCharsets.ISO_8859_1));
    align();
    return this;
  }

  public BlobWriter end() {
    return token(2);
  }

  public BlobWriter cells(String name, int... cells) {
    ByteBuffer value = ByteBuffer.allocate(cells.length * Integer.BYTES);
    for (int cell : cells) {
      value.putInt(cell);
    }
    return property(name, value.array());
  }

  /** A property of strings; put {@code \0} between several. */
  public BlobWriter text(String name, String text) {
    return property(name, (text + "\0").getBytes(StandardCharsets.ISO_8859_1));
  }

  public BlobWriter property(String name, byte[] value) {
    token(3).token(value.length).token(strings.size());
    strings.writeBytes((name + "\0").getBytes(StandardCharsets.ISO_8859_1));
    structure.writeBytes(value);
    align();
    return this;
  }

  public BlobWriter token(int token) {
    structure.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(token).array());
    return this;
  }

  public BlobWriter reserve(long start, long size) {
    reservations.writeBytes(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(start).putLong(size).array());
    return this;
  }

  /** The blob: header, reservations, structure and strings. */
  public byte[] blob() {
    reserve(0, 0);
    token(9);
    int structureAt = 40 + reservations.size();
    int stringsAt = structureAt + structure.size();
    int total = stringsAt + strings.size();
    ByteBuffer blob = ByteBuffer.allocate(total);
    blob.putInt(0xd00dfeed).putInt(total).putInt(structureAt).putInt(stringsAt).putInt(40);
    blob.putInt(17).putInt(16).putInt(0).putInt(strings.size()).putInt(structure.size());
    blob.put(reservations.toByteArray()).put(structure.toByteArray()).put(strings.toByteArray());
    return blob.array();
  }

  private void align() {
    while (structure.size() % Integer.BYTES != 0) {
      structure.write(0);
    }
  }
}
