package dev.ingot.asm.a64;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The functions of the native Keystone library (keystone.h of Keystone 0.9.2). The library comes
 * out of the {@code com.github.zhkl0228:keystone} jar; we bind it ourselves, because the binding in
 * that jar cuts the address to 32 bits.
 */
final class KeystoneLibrary {
  /** {@code ks_err ks_open(ks_arch arch, int mode, ks_engine **ks)}. */
  final MethodHandle open;

  /**
   * {@code int ks_asm(ks, const char *text, uint64_t address, uchar **code, size_t *size, size_t
   * *count)}.
   */
  final MethodHandle assemble;

  /** {@code ks_err ks_errno(ks_engine *ks)}. */
  final MethodHandle lastError;

  /** {@code const char *ks_strerror(ks_err code)}. */
  final MethodHandle errorText;

  /** {@code void ks_free(uchar *code)}. */
  final MethodHandle free;

  /** {@code ks_err ks_close(ks_engine *ks)}. */
  final MethodHandle close;

  private KeystoneLibrary(SymbolLookup symbols) {
    Linker linker = Linker.nativeLinker();
    open =
        bind(
            linker,
            symbols,
            "ks_open",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    assemble =
        bind(
            linker,
            symbols,
            "ks_asm",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS));
    lastError = bind(linker, symbols, "ks_errno", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    errorText = bind(linker, symbols, "ks_strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    free = bind(linker, symbols, "ks_free", FunctionDescriptor.ofVoid(ADDRESS));
    close = bind(linker, symbols, "ks_close", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  }

  private static MethodHandle bind(
      Linker linker, SymbolLookup symbols, String name, FunctionDescriptor type) {
    return linker.downcallHandle(symbols.findOrThrow(name), type);
  }

  private static final class Holder {
    static final KeystoneLibrary LOADED = load();
  }

  /** The library, loaded at the first call. */
  static KeystoneLibrary loaded() {
    return Holder.LOADED;
  }

  private static KeystoneLibrary load() {
    String resource = resource();
    try (InputStream in = KeystoneLibrary.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "no Keystone library for this machine: " + resource + " is not on the class path");
      }
      String suffix = resource.substring(resource.lastIndexOf('.'));
      Path file = Files.createTempFile("ingot-keystone", suffix);
      try {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        return new KeystoneLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
      } finally {
        deleteNowOrAtExit(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot unpack the Keystone library " + resource, e);
    }
  }

  /** A loaded library may be deleted on Linux and macOS, but not on Windows. */
  private static void deleteNowOrAtExit(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  /** Where the jar keeps the library of this machine. */
  private static String resource() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    if (os.contains("mac")) {
      return "darwin/libkeystone.dylib";
    }
    if (os.contains("windows")) {
      return "win32-x86-64/keystone.dll";
    }
    return arm ? "linux-aarch64/libkeystone.so" : "linux-x86-64/libkeystone.so";
  }
}
