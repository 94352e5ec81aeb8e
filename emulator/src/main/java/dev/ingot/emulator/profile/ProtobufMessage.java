package dev.ingot.emulator.profile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes one message in Protocol Buffers' wire format (protobuf.dev/programming-guides/encoding):
 * the three kinds of fields that pprof's profile has.
 */
final class ProtobufMessage {
  private static final int FIELD_SHIFT = 3;
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int PAYLOAD_BITS = 7;
  private static final int PAYLOAD_MASK = (1 << PAYLOAD_BITS) - 1;
  private static final int MORE = 1 << PAYLOAD_BITS;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A number; zero is the default of every field and is left out. */
  ProtobufMessage number(int field, long value) {
    if (value != 0) {
      varint((long) field << FIELD_SHIFT | VARINT);
      varint(value);
    }
    return this;
  }

  /** Numbers of one field, packed. */
  ProtobufMessage numbers(int field, Iterable<Long> values) {
    ProtobufMessage packed = new ProtobufMessage();
    values.forEach(packed::varint);
    return message(field, packed);
  }

  /** A message inside of this one. */
  ProtobufMessage message(int field, ProtobufMessage value) {
    return bytes(field, value.toBytes());
  }

  /** A text, also an empty one. */
  ProtobufMessage text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private ProtobufMessage bytes(int field, byte[] value) {
    varint((long) field << FIELD_SHIFT | LENGTH_DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~PAYLOAD_MASK) != 0) {
      bytes.write((int) rest & PAYLOAD_MASK | MORE);
      rest >>>= PAYLOAD_BITS;
    }
    bytes.write((int) rest);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
