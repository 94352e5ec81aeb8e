package dev.ingot.emulator.gdb;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Packets over a byte stream (GDB manual, E.1): {@code $data#checksum}, acknowledged by {@code +}
 * until the debugger switches that off. Text is a char a byte.
 */
final class PacketLink {
  /** The longest packet taken, in bytes between the dollar and the number sign. */
  static final int MAX_PACKET = 0x4000;

  private static final int END = -1;
  private static final int INTERRUPT = 0x03;
  private static final int ESCAPE = '}';
  private static final int ESCAPED = 0x20;
  private static final int CHECKSUM_DIGITS = 2;
  private static final int HEXADECIMAL = 16;

  private final InputStream in;
  private final OutputStream out;
  private volatile boolean acknowledging = true;

  /** What the debugger sends. */
  sealed interface Message {}

  /**
   * A packet.
   *
   * @param data its bytes, a char each, escapes resolved
   */
  record Packet(String data) implements Message {}

  /** Ctrl-C, outside of packets. */
  record Interrupt() implements Message {}

  PacketLink(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in);
    this.out = out;
  }

  /** Neither side acknowledges packets from here on. */
  void stopAcknowledging() {
    acknowledging = false;
  }

  /**
   * Waits for the next message. Bytes between packets, packets that are too long and those whose
   * checksum is wrong are passed over; the debugger is asked to repeat the last kind.
   *
   * @return empty at the end of the stream
   */
  Optional<Message> receive() throws IOException {
    while (true) {
      int next = in.read();
      switch (next) {
        case END -> {
          return Optional.empty();
        }
        case INTERRUPT -> {
          return Optional.of(new Interrupt());
        }
        case '$' -> {
          Optional<Message> packet = receivePacket();
          if (packet.isPresent()) {
            return packet;
          }
        }
        default -> {
          // An acknowledgement, or noise.
        }
      }
    }
  }

  private Optional<Message> receivePacket() throws IOException {
    StringBuilder data = new StringBuilder();
    int sum = 0;
    boolean escaped = false;
    boolean fits = true;
    int next = in.read();
    while (next != '#' && next != END) {
      if (next == '$') { // The debugger has given the packet up and begins anew.
        data.setLength(0);
        sum = 0;
        escaped = false;
        fits = true;
      } else {
        sum += next;
        fits = fits && data.length() < MAX_PACKET;
        if (next == ESCAPE && !escaped) {
          escaped = true;
        } else if (fits) {
          data.append((char) (escaped ? next ^ ESCAPED : next));
          escaped = false;
        }
      }
      next = in.read();
    }
    int claimed = 0;
    for (int i = 0; i < CHECKSUM_DIGITS; i++) {
      claimed = claimed * HEXADECIMAL + Character.digit(in.read(), HEXADECIMAL);
    }
    boolean whole = next == '#' && fits && (!acknowledging || claimed == (sum & 0xff));
    if (acknowledging) {
      write(whole ? "+" : "-");
    }
    return whole ? Optional.of(new Packet(data.toString())) : Optional.empty();
  }

  /**
   * Sends a packet.
   *
   * @param data its bytes, a char each, unescaped
   */
  void send(String data) throws IOException {
    StringBuilder packet = new StringBuilder("$");
    int sum = 0;
    for (int i = 0; i < data.length(); i++) {
      char c = data.charAt(i);
      boolean special = c == '$' || c == '#' || c == ESCAPE || c == '*';
      if (special) {
        packet.append((char) ESCAPE);
        sum += ESCAPE;
      }
      char sent = special ? (char) (c ^ ESCAPED) : c;
      packet.append(sent);
      sum += sent;
    }
    write(packet.append("#%02x".formatted(sum & 0xff)).toString());
  }

  private synchronized void write(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    text.chars().forEach(bytes::write);
    out.write(bytes.toByteArray());
    out.flush();
  }
}
