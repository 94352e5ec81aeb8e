package dev.ingot.emulator;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.InstructionTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the output of {@code objdump -d} and tells which of its instructions the table lacks. A
 * form is a mnemonic with the kinds of its operands. {@code build/instruction-coverage} runs this
 * over what the installed Go releases emit.
 */
final class GoInstructionCoverage {
  private static final Pattern LINE =
      Pattern.compile("^ *[0-9a-f]+:\\t([0-9a-f]{8}) ?\\t([^\\t/<]+)(?:\\t([^/<]*))?");

  private static final Pattern FUNCTION = Pattern.compile("^[0-9a-f]+ <(.*)>:$");

  /** Registers lose their number, numbers their value. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<=\\b[xwdsqhbv])\\d+|#?-?0x[0-9a-f]+|#-?[0-9.e+-]+|\\b[0-9a-f]{4,}\\b");

  /** Functions with their frame size in the text: runtime/asm_arm64.s, CALLFN. */
  private static final Pattern CONSTANTS = Pattern.compile("runtime\\.call\\d+(\\.abi0)?");

  private final InstructionTable table =
      new InstructionTable(InstructionSet.forms(), CpuModel.MAX.features());
  private final Map<String, Integer> seen = new TreeMap<>();
  private final Map<String, Set<String>> missing = new TreeMap<>();
  private final Set<Integer> constants = new HashSet<>();
  private final Set<Form> used = new HashSet<>();
  private String function = "";
  private long words;

  private GoInstructionCoverage() {}

  /**
   * Reads standard input and prints a summary and, a line each, the forms that have no row.
   *
   * @param arguments the name of what is read
   */
  public static void main(String[] arguments) throws IOException {
    GoInstructionCoverage coverage = new GoInstructionCoverage();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        coverage.read(line);
      }
    }
    System.out.print(coverage.summary(arguments[0]));
    System.exit(coverage.missing.isEmpty() ? 0 : 1);
  }

  private void read(String line) {
    Matcher start = FUNCTION.matcher(line);
    if (start.matches()) {
      function = start.group(1);
      return;
    }
    Matcher matcher = LINE.matcher(line);
    if (!matcher.find()) {
      return;
    }
    words++;
    int word = Integer.parseUnsignedInt(matcher.group(1), 16);
    String mnemonic = matcher.group(2).strip();
    String operands = matcher.group(3) == null ? "" : matcher.group(3).strip();
    String shape = mnemonic + " " + NUMBER.matcher(operands).replaceAll("#");
    seen.merge(shape, 1, Integer::sum);
    Form form = table.find(word);
    if (form != null) {
      used.add(form);
    } else if (CONSTANTS.matcher(function).matches() || constants.contains(word)) {
      constants.add(word);
    } else {
      missing
          .computeIfAbsent(shape, _ -> new TreeSet<>())
          .add("%08x in %s".formatted(word, function));
    }
  }

  private String summary(String name) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %,d instructions, %d forms, %d rows of the table, %d forms without a row, %d constants%n"
            .formatted(name, words, seen.size(), used.size(), missing.size(), constants.size()));
    missing.forEach(
        (shape, places) ->
            text.append("  missing: %s: %s%n".formatted(shape, places.iterator().next())));
    return text.toString();
  }
}
