package dev.ingot.freestanding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The code in front of a freestanding kernel. It runs at any multiple of 4096, and expects its
 * parameters right behind its last byte (src/main/asm-freestanding/parameters.inc). Its entry is
 * its first byte. Reading it needs no assembler and no native library.
 */
public final class BootStub {
  private static final String STOP_SERVICE = "stop_service";

  /** Digits of an address in the symbol file, which a blank and the name follow. */
  private static final int ADDRESS_DIGITS = 16;

  private final byte[] bytes;
  private final Map<String, Long> symbols;

  private BootStub(byte[] bytes, String symbolFile) {
    this.bytes = bytes;
    this.symbols =
        symbolFile
            .lines()
            .collect(
                Collectors.toMap(
                    line -> line.substring(ADDRESS_DIGITS + 1),
                    line -> Long.parseUnsignedLong(line, 0, ADDRESS_DIGITS, 16),
                    (first, _) -> first));
  }

  private static final class Holder {
    static final BootStub SHIPPED =
        new BootStub(
            resource("stub.bin"), new String(resource("stub.sym"), StandardCharsets.UTF_8));
  }

  /**
   * The boot stub of this build.
   *
   * @throws IllegalStateException when the class path lacks it
   */
  public static BootStub shipped() {
    return Holder.SHIPPED;
  }

  private static byte[] resource(String name) {
    try (InputStream in = BootStub.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "dev/ingot/freestanding/"
                + name
                + " is not on the class path: build bootloader-asm with Maven, which assembles it"
                + " in phase process-classes");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read dev/ingot/freestanding/" + name, e);
    }
  }

  /** A copy of the bytes, a multiple of 4096. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Bytes. */
  public int size() {
    return bytes.length;
  }

  /**
   * Where a jump goes to that stops the machine because of a service, in bytes from the stub's
   * start. x16 holds the service's number, all else is as at the service's entry.
   */
  public long stopService() {
    return symbols.get(STOP_SERVICE);
  }
}
