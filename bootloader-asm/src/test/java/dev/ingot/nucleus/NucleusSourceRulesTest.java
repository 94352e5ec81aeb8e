package dev.ingot.nucleus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of docs/nucleus.md that the assembler cannot know. Every violation is file:line. */
class NucleusSourceRulesTest {
  private static final Path SOURCES = Path.of("src/main/asm");

  /** The unit that saves the program's FP and SIMD registers. */
  private static final String FP_UNIT = "fpstate.s";

  /** B0..B31, H, S, D, Q and V registers (Arm ARM B1.2.2) as operands, not labels such as 1b. */
  private static final Pattern FP_REGISTER =
      Pattern.compile(
          "(?<![\\w.$])[bhsdqv](?:[12]?\\d|3[01])(?:\\.\\d*[bhsd])?(?:\\[\\d+\\])?(?!\\w)");

  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern GLOBAL = Pattern.compile("\\s*\\.global\\s+(.*)");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern LABEL = Pattern.compile("([A-Za-z_]\\w*):.*");
  private static final Pattern SECTION =
      Pattern.compile("\\s*(\\.text|\\.data|\\.bss|\\.section\\s+\\S+?),?(?:\\s.*)?");

  /** Says what goes in, comes out or is lost, or refers to the function above. */
  private static final Pattern CONTRACT =
      Pattern.compile(
          "\\bin:|\\bout:|[Cc]lobbers|[Kk]eeps|[Dd]oes not return|\\bOP_[A-Z]+|[Tt]he same");

  /**
   * Jumped to with the program's arguments, and at the end of a handler: macros.inc has the
   * contract of them all, so their comment only says what the call means.
   */
  private static final Pattern HANDLER = Pattern.compile("(?:sys|leaf|brief|fail)_\\w+");

  private static final Pattern CALL = Pattern.compile("bl\\s+(\\w+)");

  /** Functions that neither wait nor wake nor clobber x18-x27 (docs/nucleus.md, Ways in). */
  private static final Set<String> SAFE_FOR_BRIEF =
      Set.of(
          "copy_from_user",
          "copy_to_user",
          "load_user_quads",
          "load_user_word",
          "store_user_quads",
          "store_user_word");

  private record Line(Path file, int number, String text) {
    String place() {
      return file.getFileName() + ":" + number;
    }

    /** Without comments and strings. */
    String code() {
      String plain = STRING.matcher(text).replaceAll("");
      int comment = plain.indexOf("//");
      return comment < 0 ? plain : plain.substring(0, comment);
    }

    boolean isComment() {
      return text.strip().startsWith("//");
    }
  }

  @Test
  void noFpOrSimdRegisterIsNamedOutsideTheUnitThatSavesThem() throws IOException {
    List<String> violations = new ArrayList<>();
    for (Path file : files()) {
      if (file.endsWith(FP_UNIT)) {
        continue;
      }
      for (Line line : lines(file)) {
        Matcher register = FP_REGISTER.matcher(line.code());
        if (register.find()) {
          violations.add(line.place() + " names " + register.group());
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void everyGlobalFunctionOpensWithItsContract() throws IOException {
    List<String> violations = new ArrayList<>();
    for (Path file : files()) {
      List<Line> lines = lines(file);
      Map<String, Integer> globals = globals(lines);
      boolean text = false;
      for (int i = 0; i < lines.size(); i++) {
        String code = lines.get(i).code();
        Matcher section = SECTION.matcher(code);
        if (section.matches()) {
          text = section.group(1).equals(".text");
        }
        Matcher label = LABEL.matcher(code);
        if (text && label.matches() && globals.containsKey(label.group(1))) {
          String name = label.group(1);
          String comment = commentAbove(lines, i) + commentAbove(lines, globals.get(name));
          boolean handler = HANDLER.matcher(name).matches();
          if (handler ? comment.isBlank() : !CONTRACT.matcher(comment).find()) {
            violations.add(lines.get(i).place() + " " + name + " has no contract");
          }
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void whatSavesOnlyAPartOfTheProgramsRegistersCallsNothingThatNeedsThemAll() throws IOException {
    List<String> violations = new ArrayList<>();
    for (Path file : files()) {
      String handler = "";
      for (Line line : lines(file)) {
        String code = line.code().strip();
        Matcher label = LABEL.matcher(code);
        if (label.matches()) {
          handler = label.group(1);
        }
        Matcher call = CALL.matcher(code);
        if (call.matches()
            && (handler.startsWith("leaf_")
                || handler.startsWith("brief_") && !SAFE_FOR_BRIEF.contains(call.group(1)))) {
          violations.add(line.place() + ' ' + handler + " calls " + call.group(1));
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void theRulesLookAtEveryUnit() throws IOException {
    Set<String> units = new TreeSet<>(Files.readAllLines(SOURCES.resolve("nucleus.units")));
    assertThat(files().stream().map(file -> file.getFileName().toString())).containsAll(units);
  }

  /** The comment block over a line, with only directives, labels and blank lines between. */
  private static String commentAbove(List<Line> lines, int index) {
    StringBuilder comment = new StringBuilder();
    int i = index - 1;
    while (i >= 0 && isBetween(lines.get(i))) {
      i--;
    }
    for (; i >= 0 && lines.get(i).isComment(); i--) {
      comment.insert(0, lines.get(i).text() + '\n');
    }
    return comment.toString();
  }

  private static boolean isBetween(Line line) {
    String code = line.code().strip();
    return !line.isComment()
        && (code.isEmpty() || code.startsWith(".") || LABEL.matcher(code).matches());
  }

  /** Exported names, each with the index of the line that exports it. */
  private static Map<String, Integer> globals(List<Line> lines) {
    Map<String, Integer> names = new TreeMap<>();
    for (Line line : lines) {
      Matcher global = GLOBAL.matcher(line.code());
      if (global.matches()) {
        for (String name : COMMA.split(global.group(1).strip(), -1)) {
          names.put(name, line.number() - 1);
        }
      }
    }
    return names;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(SOURCES)) {
      return all.filter(file -> file.toString().matches(".*\\.(s|inc)")).sorted().toList();
    }
  }

  private static List<Line> lines(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String text : Files.readAllLines(file)) {
      lines.add(new Line(file, lines.size() + 1, text));
    }
    return lines;
  }
}
