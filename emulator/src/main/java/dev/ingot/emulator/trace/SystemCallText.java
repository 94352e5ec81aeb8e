package dev.ingot.emulator.trace;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DebugMemory;
import dev.ingot.emulator.trace.SystemCallSignatures.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.LongFunction;

/** Writes system calls as strace does: {@code openat(AT_FDCWD, "/etc/hosts", O_RDONLY) = 3}. */
public final class SystemCallText {
  private static final int MOST_SHOWN = 48;
  private static final int MOST_PATH = 256;
  private static final long LOWEST_ERROR = -4095;
  private static final int ASCII_BLANK = 0x20;
  private static final int ASCII_DELETE = 0x7f;

  private final LongFunction<String> names;

  /**
   * @param names gives the name of a call's number
   */
  public SystemCallText(LongFunction<String> names) {
    this.names = names;
  }

  String name(long number) {
    return names.apply(number);
  }

  /**
   * The arguments when the call begins: what the call will write is left for {@link #complete}.
   *
   * @return one text an argument; null for those that are to come
   */
  List<String> begin(SystemCall call, Cpu cpu) {
    return render(call, cpu, false);
  }

  /** The whole call when it returns, given what was known at its beginning. */
  String complete(SystemCall call, List<String> begun, Cpu cpu) {
    List<String> atEnd = render(call, cpu, true);
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < begun.size(); i++) {
      arguments.add(begun.get(i) == null ? atEnd.get(i) : begun.get(i));
    }
    return text(call, arguments);
  }

  /** A call by numbers alone, when there is no memory to look at. */
  public String plain(SystemCall call) {
    return text(call, render(call, null, false));
  }

  /** The call as it began, without a result. */
  String unfinished(SystemCall call, List<String> begun) {
    List<String> arguments =
        begun.stream().map(argument -> argument == null ? "..." : argument).toList();
    return text(call, arguments);
  }

  private String text(SystemCall call, List<String> arguments) {
    String name = name(call.number());
    boolean pointer = SystemCallSignatures.of(name).filter(Signature::returnsPointer).isPresent();
    String result = call.result().isEmpty() ? "?" : result(call.result().getAsLong(), pointer);
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      shown.add(argument == null ? pointer(call.arguments().get(i)) : argument);
    }
    return "%s(%s) = %s".formatted(name, String.join(", ", shown), result);
  }

  private static String result(long value, boolean pointer) {
    if (value < 0 && value >= LOWEST_ERROR) {
      return "-1 " + Constants.name("error", -value);
    }
    return pointer ? hex(value) : Long.toString(value);
  }

  private List<String> render(SystemCall call, Cpu cpu, boolean done) {
    Optional<Signature> signature = SystemCallSignatures.of(name(call.number()));
    if (signature.isEmpty()) {
      return call.arguments().stream().map(SystemCallText::hex).toList();
    }
    List<String> arguments = new ArrayList<>();
    List<String> kinds = signature.get().parameters();
    for (int i = 0; i < kinds.size(); i++) {
      arguments.add(argument(kinds.get(i), i, call, cpu, done));
    }
    return arguments;
  }

  /** One argument; null when it can only be told at the end, or without memory not at all. */
  private static String argument(String kind, int index, SystemCall call, Cpu cpu, boolean done) {
    long value = call.arguments().get(index);
    int colon = kind.indexOf(':');
    String form = colon < 0 ? kind : kind.substring(0, colon);
    return switch (form) {
      case "fd", "int" -> Integer.toString((int) value);
      case "uint" -> Long.toUnsignedString(value);
      case "hex" -> hex(value);
      case "pointer" -> pointer(value);
      case "dirfd", "signal", "usage" -> Constants.name(form, signed32(value));
      case "path" -> cpu == null ? null : path(value, cpu);
      case "time" -> cpu == null ? null : time(value, cpu);
      case "newtime" -> cpu == null || !done ? null : time(value, cpu);
      case "fds" -> cpu == null || !done ? null : descriptors(value, cpu);
      case "sigset" -> cpu == null ? null : signals(value, cpu);
      case "newsigset" -> cpu == null || !done ? null : signals(value, cpu);
      case "in" -> cpu == null ? null : bytes(value, count(kind, colon, call), cpu);
      case "out" -> {
        if (cpu == null || !done) {
          yield null;
        }
        long written = call.result().orElse(0);
        yield written < 0 ? pointer(value) : bytes(value, written, cpu);
      }
      default -> Constants.name(form, value);
    };
  }

  private static long count(String kind, int colon, SystemCall call) {
    return call.arguments().get(Integer.parseInt(kind, colon + 1, kind.length(), 10));
  }

  /** An int in a register: the upper half means nothing. */
  private static long signed32(long value) {
    int low = (int) value;
    return low;
  }

  private static String hex(long value) {
    return value == 0 ? "0" : "0x%x".formatted(value);
  }

  private static String pointer(long value) {
    return value == 0 ? "NULL" : hex(value);
  }

  private static String path(long va, Cpu cpu) {
    if (va == 0) {
      return "NULL";
    }
    byte[] bytes = new DebugMemory(cpu).read(va, MOST_PATH);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return bytes.length == 0 ? hex(va) : quoted(bytes, end);
  }

  private static String bytes(long va, long count, Cpu cpu) {
    int shown = (int) Math.min(MOST_SHOWN, Math.max(0, count));
    byte[] bytes = new DebugMemory(cpu).read(va, shown);
    if (bytes.length < shown) {
      return pointer(va);
    }
    return quoted(bytes, shown) + (shown < count ? "..." : "");
  }

  private static String quoted(byte[] bytes, int length) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < length; i++) {
      int c = bytes[i] & 0xff;
      switch (c) {
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '\r' -> text.append("\\r");
        case '"', '\\' -> text.append('\\').append((char) c);
        default -> {
          if (c < ASCII_BLANK || c >= ASCII_DELETE) {
            text.append("\\x%02x".formatted(c));
          } else {
            text.append((char) c);
          }
        }
      }
    }
    return text.append('"').toString();
  }

  private static String time(long va, Cpu cpu) {
    DebugMemory memory = new DebugMemory(cpu);
    Optional<Long> seconds = memory.word(va);
    Optional<Long> nanoseconds = memory.word(va + Long.BYTES);
    if (va == 0 || seconds.isEmpty() || nanoseconds.isEmpty()) {
      return pointer(va);
    }
    return "{%d s, %d ns}".formatted(seconds.get(), nanoseconds.get());
  }

  /** A sigset_t of 64 signals; when most are in it, those that are not behind a {@code ~}. */
  private static String signals(long va, Cpu cpu) {
    Optional<Long> set = va == 0 ? Optional.empty() : new DebugMemory(cpu).word(va);
    if (set.isEmpty()) {
      return pointer(va);
    }
    boolean most = Long.bitCount(set.get()) > Long.SIZE / 2;
    StringJoiner names = new StringJoiner(" ", most ? "~[" : "[", "]");
    for (long rest = most ? ~set.get() : set.get(); rest != 0; rest &= rest - 1) {
      names.add(Constants.name("signal", Long.numberOfTrailingZeros(rest) + 1));
    }
    return names.toString();
  }

  private static String descriptors(long va, Cpu cpu) {
    return new DebugMemory(cpu)
        .word(va)
        .map(both -> "[%d, %d]".formatted(both.intValue(), (int) (both >>> Integer.SIZE)))
        .orElseGet(() -> pointer(va));
  }
}
