package dev.ingot.emulator.profile;

import dev.ingot.emulator.SourceLocation;
import dev.ingot.emulator.trace.CodePlaces;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Writes samples as {@code go tool pprof} reads them: the message Profile, compressed
 * (github.com/google/pprof, proto/profile.proto, whose field numbers these are). It depends on the
 * samples alone, so the same run gives the same file.
 */
final class PprofProfile {
  private static final int PROFILE_SAMPLE_TYPE = 1;
  private static final int PROFILE_SAMPLE = 2;
  private static final int PROFILE_MAPPING = 3;
  private static final int PROFILE_LOCATION = 4;
  private static final int PROFILE_FUNCTION = 5;
  private static final int PROFILE_STRING_TABLE = 6;
  private static final int PROFILE_DURATION_NANOS = 10;
  private static final int PROFILE_PERIOD_TYPE = 11;
  private static final int PROFILE_PERIOD = 12;
  private static final int VALUE_TYPE = 1;
  private static final int VALUE_UNIT = 2;
  private static final int SAMPLE_LOCATION_ID = 1;
  private static final int SAMPLE_VALUE = 2;
  private static final int MAPPING_ID = 1;
  private static final int MAPPING_LIMIT = 3;
  private static final int MAPPING_FILENAME = 5;
  private static final int MAPPING_HAS_FUNCTIONS = 7;
  private static final int MAPPING_HAS_FILENAMES = 8;
  private static final int MAPPING_HAS_LINE_NUMBERS = 9;
  private static final int LOCATION_ID = 1;
  private static final int LOCATION_MAPPING_ID = 2;
  private static final int LOCATION_ADDRESS = 3;
  private static final int LOCATION_LINE = 4;
  private static final int LINE_FUNCTION_ID = 1;
  private static final int LINE_NUMBER = 2;
  private static final int FUNCTION_ID = 1;
  private static final int FUNCTION_NAME = 2;
  private static final int FUNCTION_SYSTEM_NAME = 3;
  private static final int FUNCTION_FILENAME = 4;

  private static final long THE_MAPPING = 1;

  private final CodePlaces places;
  private final ProtobufMessage profile = new ProtobufMessage();
  private final Map<String, Long> strings = new LinkedHashMap<>();
  private final Map<Long, Long> locations = new HashMap<>();
  private final Map<Function, Long> functions = new HashMap<>();

  private record Function(String name, String file) {}

  /**
   * A profile without samples.
   *
   * @param image the name of what ran
   */
  PprofProfile(CodePlaces places, String image, long period, long durationNanos) {
    this.places = places;
    string("");
    profile
        .message(PROFILE_SAMPLE_TYPE, instructions())
        .message(
            PROFILE_MAPPING,
            new ProtobufMessage()
                .number(MAPPING_ID, THE_MAPPING)
                .number(MAPPING_LIMIT, -1)
                .number(MAPPING_FILENAME, string(image))
                .number(MAPPING_HAS_FUNCTIONS, 1)
                .number(MAPPING_HAS_FILENAMES, 1)
                .number(MAPPING_HAS_LINE_NUMBERS, 1))
        .number(PROFILE_DURATION_NANOS, durationNanos)
        .message(PROFILE_PERIOD_TYPE, instructions())
        .number(PROFILE_PERIOD, period);
  }

  private ProtobufMessage instructions() {
    return new ProtobufMessage()
        .number(VALUE_TYPE, string("instructions"))
        .number(VALUE_UNIT, string("count"));
  }

  /**
   * Adds a sample.
   *
   * @param stack VAs, the innermost first
   * @param instructions what it stands for
   */
  void add(List<Long> stack, long instructions) {
    profile.message(
        PROFILE_SAMPLE,
        new ProtobufMessage()
            .numbers(SAMPLE_LOCATION_ID, stack.stream().map(this::location).toList())
            .numbers(SAMPLE_VALUE, List.of(instructions)));
  }

  private long location(long va) {
    Long known = locations.get(va);
    if (known != null) {
      return known;
    }
    long id = locations.size() + 1L;
    locations.put(va, id);
    SourceLocation at =
        places.locate(va).orElseGet(() -> new SourceLocation("0x%x".formatted(va), 0, "", 0));
    ProtobufMessage line =
        new ProtobufMessage()
            .number(LINE_FUNCTION_ID, function(new Function(at.function(), at.file())))
            .number(LINE_NUMBER, at.line());
    profile.message(
        PROFILE_LOCATION,
        new ProtobufMessage()
            .number(LOCATION_ID, id)
            .number(LOCATION_MAPPING_ID, THE_MAPPING)
            .number(LOCATION_ADDRESS, va)
            .message(LOCATION_LINE, line));
    return id;
  }

  private long function(Function function) {
    Long known = functions.get(function);
    if (known != null) {
      return known;
    }
    long id = functions.size() + 1L;
    functions.put(function, id);
    profile.message(
        PROFILE_FUNCTION,
        new ProtobufMessage()
            .number(FUNCTION_ID, id)
            .number(FUNCTION_NAME, string(function.name()))
            .number(FUNCTION_SYSTEM_NAME, string(function.name()))
            .number(FUNCTION_FILENAME, string(function.file())));
    return id;
  }

  private long string(String text) {
    return strings.computeIfAbsent(text, _ -> (long) strings.size());
  }

  void writeTo(OutputStream out) throws IOException {
    strings.keySet().forEach(text -> profile.text(PROFILE_STRING_TABLE, text));
    try (GZIPOutputStream compressed = new GZIPOutputStream(out)) {
      compressed.write(profile.toBytes());
    }
  }
}
