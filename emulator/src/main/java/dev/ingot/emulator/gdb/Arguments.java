package dev.ingot.emulator.gdb;

import java.util.HexFormat;

/** Reads the arguments of a packet from left to right. */
final class Arguments {
  private static final int HEXADECIMAL = 16;
  private static final int MAX_DIGITS = 16;

  /** A packet that says nothing sensible. */
  static final class MalformedPacketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedPacketException(String packet) {
      super("not understood: " + packet);
    }
  }

  private final String packet;
  private int at;

  /**
   * @param from where in the packet its arguments begin
   */
  Arguments(String packet, int from) {
    this.packet = packet;
    this.at = from;
  }

  boolean atEnd() {
    return at >= packet.length();
  }

  /** Whether {@code literal} is next; if so it is passed over. */
  boolean skip(String literal) {
    boolean next = packet.startsWith(literal, at);
    at += next ? literal.length() : 0;
    return next;
  }

  /** Passes over {@code literal}, which has to be next. */
  Arguments expect(String literal) {
    if (!skip(literal)) {
      throw new MalformedPacketException(packet);
    }
    return this;
  }

  /** Nothing may be left. */
  void expectEnd() {
    if (!atEnd()) {
      throw new MalformedPacketException(packet);
    }
  }

  /** A number of 1 to 16 hexadecimal digits. */
  long number() {
    int from = at;
    while (!atEnd() && Character.digit(packet.charAt(at), HEXADECIMAL) >= 0) {
      at++;
    }
    if (at == from || at - from > MAX_DIGITS) {
      throw new MalformedPacketException(packet);
    }
    return Long.parseUnsignedLong(packet, from, at, HEXADECIMAL);
  }

  /** A number from 0 to {@code most}. */
  int number(int most) {
    long value = number();
    if (value < 0 || value > most) {
      throw new MalformedPacketException(packet);
    }
    return (int) value;
  }

  /** A thread: -1 is all of them, 0 any. */
  int thread() {
    return skip("-1") ? -1 : number(Integer.MAX_VALUE);
  }

  /** What is left, as it stands. */
  String rest() {
    String rest = packet.substring(at);
    at = packet.length();
    return rest;
  }

  /** The next digits, which have to be there. */
  String digits(int count) {
    if (packet.length() - at < count) {
      throw new MalformedPacketException(packet);
    }
    String digits = packet.substring(at, at + count);
    if (!digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw new MalformedPacketException(packet);
    }
    at += count;
    return digits;
  }

  /** Bytes, two digits each, as many as are said. */
  byte[] bytes(int count) {
    return HexFormat.of().parseHex(digits(2 * count));
  }
}
