package dev.ingot.emulator.trace;

import dev.ingot.emulator.cpu.ExceptionObserver.Kind;
import java.util.Map;

/** Names of exceptions and what their syndromes say (Arm ARM D24.2.40, ESR_EL1). */
final class Syndromes {
  static final int SVC = 0x15;

  private static final int CLASS_SHIFT = 26;
  private static final int CLASS_MASK = 0x3f;
  private static final int ISS_MASK = 0x1ff_ffff;
  private static final int IMMEDIATE_MASK = 0xffff;
  private static final int STATUS_MASK = 0x3f;
  private static final int STATUS_LEVEL = 3;

  /** ISS.WnR and ISS.CM of a data abort. */
  private static final int WRITE = 1 << 6;

  private static final int CACHE_MAINTENANCE = 1 << 8;

  private static final Map<Integer, String> CLASSES =
      Map.ofEntries(
          Map.entry(0x00, "undefined"),
          Map.entry(0x01, "wfi-wfe-trap"),
          Map.entry(0x07, "simd-trap"),
          Map.entry(0x0e, "illegal-state"),
          Map.entry(SVC, "svc"),
          Map.entry(0x16, "hvc"),
          Map.entry(0x17, "smc"),
          Map.entry(0x18, "system-trap"),
          Map.entry(0x20, "instruction-abort"),
          Map.entry(0x21, "instruction-abort"),
          Map.entry(0x22, "pc-alignment"),
          Map.entry(0x24, "data-abort"),
          Map.entry(0x25, "data-abort"),
          Map.entry(0x26, "sp-alignment"),
          Map.entry(0x3c, "brk"));

  /** By bits 5:2 of the fault status code; bits 1:0 are the level. */
  private static final Map<Integer, String> FAULTS =
      Map.of(
          0b0000, "address size fault",
          0b0001, "translation fault",
          0b0010, "access flag fault",
          0b0011, "permission fault",
          0b0101, "external abort on a table walk");

  private static final Map<Integer, String> OTHER_FAULTS =
      Map.of(0b01_0000, "external abort", 0b10_0001, "alignment fault");

  private Syndromes() {}

  static int exceptionClass(long esr) {
    return (int) (esr >>> CLASS_SHIFT) & CLASS_MASK;
  }

  /** A name for filters: {@code svc}, {@code data-abort}, {@code irq} and their like. */
  static String name(Kind kind, long esr) {
    return switch (kind) {
      case IRQ -> "irq";
      case FIQ -> "fiq";
      case SYNCHRONOUS -> {
        int exceptionClass = exceptionClass(esr);
        yield CLASSES.getOrDefault(exceptionClass, "class-0x%02x".formatted(exceptionClass));
      }
    };
  }

  /**
   * What a synchronous exception says of itself.
   *
   * @param far FAR_EL1, a VA
   */
  static String describe(long esr, long far) {
    int iss = (int) esr & ISS_MASK;
    String name = name(Kind.SYNCHRONOUS, esr);
    return switch (name) {
      case "svc", "hvc", "smc", "brk" -> "%s #%d".formatted(name, iss & IMMEDIATE_MASK);
      case "data-abort" -> "%s: %s of 0x%x: %s".formatted(name, access(iss), far, fault(iss));
      case "instruction-abort" -> "%s: fetch of 0x%x: %s".formatted(name, far, fault(iss));
      case "pc-alignment" -> "%s: 0x%x".formatted(name, far);
      case "system-trap", "wfi-wfe-trap", "simd-trap" -> "%s (iss 0x%x)".formatted(name, iss);
      default -> name;
    };
  }

  private static String access(int iss) {
    if ((iss & CACHE_MAINTENANCE) != 0) {
      return "cache maintenance";
    }
    return (iss & WRITE) != 0 ? "write" : "read";
  }

  private static String fault(int iss) {
    int status = iss & STATUS_MASK;
    String withLevel = FAULTS.get(status >>> 2);
    return withLevel == null
        ? OTHER_FAULTS.getOrDefault(status, "status 0x%x".formatted(status))
        : "%s, level %d".formatted(withLevel, status & STATUS_LEVEL);
  }
}
