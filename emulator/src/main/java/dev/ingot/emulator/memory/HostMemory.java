package dev.ingot.emulator.memory;

import java.nio.ByteOrder;
import jdk.internal.misc.Unsafe;

/**
 * The bytes behind guest RAM and flash, little endian, by an address of eight bytes. They lie
 * outside the Java heap where the JDK's internal Unsafe is there for us, and the address is the
 * host's; elsewhere {@link HeapMemory} stands in with addresses of its own.
 *
 * <p>Nothing is checked: an address has to come from {@link #allocate}, and its block must not have
 * been given back.
 */
public final class HostMemory {
  private static final String PACKAGE = "jdk.internal.misc";

  /**
   * Whether addresses are the host's. That needs a package which the launcher, and the manifest of
   * the executable jar, export to Ingot, and a host with the byte order of the guest: on such
   * hosts, which are x86-64 and AArch64, the JVM makes one instruction of an unaligned access.
   */
  public static final boolean NATIVE =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
          && Object.class.getModule().isExported(PACKAGE, HostMemory.class.getModule());

  private static final Unsafe UNSAFE = NATIVE ? Unsafe.getUnsafe() : null;

  private HostMemory() {}

  /** The object whose methods access addresses of the host, while they are that. */
  public static Object unsafe() {
    return UNSAFE;
  }

  /** Reads eight bytes, which need not be aligned but lie in one page. */
  public static long getLong(long address) {
    return NATIVE ? UNSAFE.getLong(null, address) : HeapMemory.get(address, Long.BYTES);
  }

  /** Reads four bytes. */
  public static int getInt(long address) {
    return NATIVE ? UNSAFE.getInt(null, address) : (int) HeapMemory.get(address, Integer.BYTES);
  }

  /** Reads two bytes. */
  public static char getChar(long address) {
    return NATIVE ? UNSAFE.getChar(null, address) : (char) HeapMemory.get(address, Short.BYTES);
  }

  /** Reads a byte. */
  public static byte getByte(long address) {
    return NATIVE ? UNSAFE.getByte(null, address) : (byte) HeapMemory.get(address, Byte.BYTES);
  }

  /** Writes eight bytes, which need not be aligned but lie in one page. */
  public static void putLong(long address, long value) {
    if (NATIVE) {
      UNSAFE.putLong(null, address, value);
    } else {
      HeapMemory.put(address, Long.BYTES, value);
    }
  }

  /** Writes four bytes. */
  public static void putInt(long address, int value) {
    if (NATIVE) {
      UNSAFE.putInt(null, address, value);
    } else {
      HeapMemory.put(address, Integer.BYTES, value);
    }
  }

  /** Writes two bytes. */
  public static void putShort(long address, short value) {
    if (NATIVE) {
      UNSAFE.putShort(null, address, value);
    } else {
      HeapMemory.put(address, Short.BYTES, value);
    }
  }

  /** Writes a byte. */
  public static void putByte(long address, byte value) {
    if (NATIVE) {
      UNSAFE.putByte(null, address, value);
    } else {
      HeapMemory.put(address, Byte.BYTES, value);
    }
  }

  /**
   * Reads bytes of one page, zero extended.
   *
   * @param size 1, 2, 4 or 8
   */
  public static long get(long address, int size) {
    return switch (size) {
      case Byte.BYTES -> getByte(address) & 0xff;
      case Short.BYTES -> getChar(address);
      case Integer.BYTES -> getInt(address) & 0xffff_ffffL;
      default -> getLong(address);
    };
  }

  /**
   * Writes the low bytes of a value into one page.
   *
   * @param size 1, 2, 4 or 8
   */
  public static void put(long address, int size, long value) {
    switch (size) {
      case Byte.BYTES -> putByte(address, (byte) value);
      case Short.BYTES -> putShort(address, (short) value);
      case Integer.BYTES -> putInt(address, (int) value);
      default -> putLong(address, value);
    }
  }

  /**
   * Copies bytes into a page.
   *
   * @param from index of the first byte in {@code bytes}
   */
  static void copyIn(long address, byte[] bytes, int from, int length) {
    if (NATIVE) {
      UNSAFE.copyMemory(bytes, Unsafe.ARRAY_BYTE_BASE_OFFSET + from, null, address, length);
    } else {
      HeapMemory.copyIn(address, bytes, from, length);
    }
  }

  /**
   * Copies bytes out of a page.
   *
   * @param to index of the first byte in {@code bytes}
   */
  static void copyOut(long address, byte[] bytes, int to, int length) {
    if (NATIVE) {
      UNSAFE.copyMemory(null, address, bytes, Unsafe.ARRAY_BYTE_BASE_OFFSET + to, length);
    } else {
      HeapMemory.copyOut(address, bytes, to, length);
    }
  }

  /** Copies bytes between pages outside the Java heap, while addresses are the host's. */
  static void copy(long from, long to, int length) {
    UNSAFE.copyMemory(null, from, null, to, length);
  }

  /** Sets bytes of a page. */
  public static void fill(long address, int length, byte value) {
    if (NATIVE) {
      UNSAFE.setMemory(address, length, value);
    } else {
      HeapMemory.fill(address, length, value);
    }
  }

  /**
   * Takes memory with any content, which costs the host little until it is touched.
   *
   * @return address of the first byte
   * @throws OutOfMemoryError when there is none
   */
  static long allocate(int bytes) {
    return NATIVE ? UNSAFE.allocateMemory(bytes) : HeapMemory.allocate(bytes);
  }

  /** Gives back what {@link #allocate} gave. */
  static void free(long address) {
    if (NATIVE) {
      UNSAFE.freeMemory(address);
    } else {
      HeapMemory.free(address);
    }
  }
}
