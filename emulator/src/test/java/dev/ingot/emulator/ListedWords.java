package dev.ingot.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code go tool objdump} prints and writes each instruction word once, as a flat file
 * for GNU objdump, which does not read Go's archives. {@code build/instruction-coverage} runs this.
 */
final class ListedWords {
  private static final String FUNCTION = "TEXT ";
  private static final Pattern LINE =
      Pattern.compile("^\\s+\\S+\\t+0x([0-9a-f]+)\\t+([0-9a-f]{8})\\t.*");

  private ListedWords() {}

  /** Reads standard input and writes to standard output. */
  public static void main(String[] arguments) throws IOException {
    ByteBuffer flat;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      SortedSet<Integer> words = instructions(lines);
      flat = ByteBuffer.allocate(words.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      words.forEach(flat::putInt);
    }
    System.out.write(flat.array());
    System.out.flush();
  }

  private static SortedSet<Integer> instructions(BufferedReader lines) throws IOException {
    SortedSet<Integer> words = new TreeSet<>();
    ListedFunction function = new ListedFunction();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher word = LINE.matcher(line);
      if (line.startsWith(FUNCTION)) {
        function.instructions().forEach(each -> words.add(each.word()));
        function = new ListedFunction();
      } else if (word.matches()) {
        function.add(
            new ListedFunction.Word(
                Long.parseUnsignedLong(word.group(1), 16),
                Integer.parseUnsignedInt(word.group(2), 16)));
      }
    }
    function.instructions().forEach(each -> words.add(each.word()));
    return words;
  }
}
