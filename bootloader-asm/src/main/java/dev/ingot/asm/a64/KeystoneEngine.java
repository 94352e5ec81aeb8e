package dev.ingot.asm.a64;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * One Keystone engine. It belongs to the thread that made it: an engine that two threads share
 * crashes the process, so a call from another thread fails.
 */
final class KeystoneEngine implements AutoCloseable {
  /** KS_ARCH_ARM64 of keystone.h. */
  private static final int ARCH_ARM64 = 2;

  /** KS_MODE_LITTLE_ENDIAN of keystone.h. */
  private static final int LITTLE_ENDIAN = 0;

  /** Errors below this have a text that ks_strerror knows. */
  private static final int FIRST_ASSEMBLER_ERROR = 512;

  /** KS_ERR_ASM_MNEMONICFAIL of keystone.h. */
  private static final int UNKNOWN_MNEMONIC = 514;

  private static final int MAX_TEXT = 1024;
  private static final int MAX_ERROR_TEXT = 256;

  private final Arena arena = Arena.ofConfined();
  private final KeystoneLibrary library = KeystoneLibrary.loaded();
  private final MemorySegment engine;
  private final MemorySegment text = arena.allocate(MAX_TEXT);
  private final MemorySegment code = arena.allocate(ADDRESS);
  private final MemorySegment size = arena.allocate(JAVA_LONG);
  private final MemorySegment count = arena.allocate(JAVA_LONG);

  KeystoneEngine() {
    try {
      MemorySegment handle = arena.allocate(ADDRESS);
      int error = (int) library.open.invokeExact(ARCH_ARM64, LITTLE_ENDIAN, handle);
      if (error != 0) {
        throw new IllegalStateException("cannot open a Keystone engine: error " + error);
      }
      engine = handle.get(ADDRESS, 0);
    } catch (Throwable e) {
      arena.close();
      throw unexpected(e);
    }
  }

  /**
   * Encodes one instruction at address 0.
   *
   * @param instruction without symbols, separators and line ends
   * @throws EncodingException when Keystone does not answer with one statement of exactly 4 bytes
   */
  int encode(String instruction) {
    byte[] utf8 = instruction.getBytes(StandardCharsets.UTF_8);
    if (utf8.length >= MAX_TEXT) {
      throw new EncodingException("instruction is longer than " + (MAX_TEXT - 1) + " bytes");
    }
    text.asByteBuffer().put(utf8).put((byte) 0);
    try {
      int failed = (int) library.assemble.invokeExact(engine, text, 0L, code, size, count);
      if (failed != 0) {
        throw new EncodingException(reason());
      }
      MemorySegment bytes = code.get(ADDRESS, 0);
      try {
        // A statement it does not understand may count as a success without bytes.
        if (count.get(JAVA_LONG, 0) != 1 || size.get(JAVA_LONG, 0) != Integer.BYTES) {
          throw new EncodingException("not an A64 instruction, or operands it does not take");
        }
        return bytes.reinterpret(Integer.BYTES).get(JAVA_INT_UNALIGNED, 0);
      } finally {
        library.free.invokeExact(bytes);
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private String reason() throws Throwable {
    int error = (int) library.lastError.invokeExact(engine);
    if (error == UNKNOWN_MNEMONIC) {
      return "unknown instruction";
    }
    if (error >= FIRST_ASSEMBLER_ERROR) {
      return "operands that this instruction does not take";
    }
    MemorySegment message = (MemorySegment) library.errorText.invokeExact(error);
    return message.reinterpret(MAX_ERROR_TEXT).getString(0);
  }

  @Override
  public void close() {
    try {
      int ignored = (int) library.close.invokeExact(engine);
    } catch (Throwable e) {
      throw unexpected(e);
    } finally {
      arena.close();
    }
  }

  private static RuntimeException unexpected(Throwable e) {
    return switch (e) {
      case RuntimeException r -> r;
      case Error error -> throw error;
      default -> new IllegalStateException("calling Keystone failed", e);
    };
  }
}
