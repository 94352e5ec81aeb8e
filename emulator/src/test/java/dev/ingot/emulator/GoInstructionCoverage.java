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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what GNU objdump makes of instruction words and tells which of them the table lacks. A form
 * is a mnemonic with the kinds of its operands. {@code build/instruction-coverage} runs this over
 * what the installed Go releases emit.
 */
final class GoInstructionCoverage {
  private static final Pattern LINE =
      Pattern.compile("^ *[0-9a-f]+:\\t([0-9a-f]{8}) ?\\t([^\\t/<]+)(?:\\t([^/<]*))?");

  /** Registers lose their number, numbers their value. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<=\\b[xwdsqhbv])\\d+|#?-?0x[0-9a-f]+|#-?[0-9.e+-]+|\\b[0-9a-f]{4,}\\b");

  /**
   * What Go's assembler has for UNDEF, "guaranteed to raise undefined instruction exception"
   * (cmd/internal/obj/arm64/asm7.go, case 90).
   */
  private static final int GO_UNDEFINED = 0xbea7_1700;

  private final InstructionTable table =
      new InstructionTable(InstructionSet.forms(), CpuModel.MAX.features());
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Integer> missing = new TreeMap<>();
  private final Set<Form> used = new HashSet<>();
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
    Matcher matcher = LINE.matcher(line);
    if (!matcher.find()) {
      return;
    }
    words++;
    int word = Integer.parseUnsignedInt(matcher.group(1), 16);
    String mnemonic = matcher.group(2).strip();
    String operands = matcher.group(3) == null ? "" : matcher.group(3).strip();
    String shape = mnemonic + " " + NUMBER.matcher(operands).replaceAll("#");
    seen.add(shape);
    Form form = table.find(word);
    if (form != null) {
      used.add(form);
    } else if (word != GO_UNDEFINED) {
      missing.put(shape, word);
    }
  }

  private String summary(String name) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %,d words, %d forms, %d rows of the table, %d forms without a row%n"
            .formatted(name, words, seen.size(), used.size(), missing.size()));
    missing.forEach((shape, word) -> text.append("  missing: %s: %08x%n".formatted(shape, word)));
    return text.toString();
  }
}
