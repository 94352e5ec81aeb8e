package dev.ingot.nucleus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the nucleus's sources say of each arm64 system call: its name (syscall_names.inc), whether
 * it is there, and how far (syscall_table.inc, which the assembler makes the table from).
 */
final class SyscallTable {
  private static final Pattern ROW =
      Pattern.compile(
          "  syscall(_without_lock|_leaf|_brief)? (?<number>\\d+), \\w+ *// (?<state>.+)");
  private static final Pattern NAME = Pattern.compile("\"(\\w*)\"");
  private static final String NOT_THERE = "ENOSYS";

  private final List<String> names;
  private final Map<Integer, String> states = new TreeMap<>();

  private SyscallTable(List<String> names) {
    this.names = names;
  }

  static SyscallTable read(Path sources) throws IOException {
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(sources.resolve("syscall_names.inc"))) {
      if (line.strip().startsWith(".asciz")) {
        NAME.matcher(line).results().forEach(name -> names.add(name.group(1)));
      }
    }
    SyscallTable table = new SyscallTable(names);
    for (String line : Files.readAllLines(sources.resolve("syscall_table.inc"))) {
      if (line.isBlank() || line.startsWith("//")) {
        continue;
      }
      Matcher row = ROW.matcher(line);
      if (!row.matches()) {
        throw new IOException("not a row with its state: " + line);
      }
      table.states.put(Integer.valueOf(row.group("number")), row.group("state"));
    }
    return table;
  }

  /** The states of the calls that are there, by number. */
  Map<Integer, String> states() {
    return states;
  }

  /** The name of a number; empty where Linux has none. */
  String name(int number) {
    return number < names.size() ? names.get(number) : "";
  }

  /** docs/syscalls.md. */
  String page() {
    StringBuilder page = new StringBuilder();
    page.append("# System calls\n\n");
    page.append(
        "Written by `make syscall-table` from `bootloader-asm/src/main/asm`, where the rows");
    page.append(
        " are what the\nassembler makes the table of; a test fails when this page differs.");
    page.append(" `done` means as in Linux as far\nas one process without children can tell. The");
    page.append(" names are those of Linux 6.1 for arm64.\n\n");
    page.append(
        "%d calls are done, %d in part; the other %d fail with ENOSYS, and the first time the"
            .formatted(
                states.values().stream().filter("done"::equals).count(),
                states.values().stream().filter(state -> !state.equals("done")).count(),
                names.stream().filter(name -> !name.isEmpty()).count() - states.size()));
    page.append(" nucleus says\nso on the console, by name.\n\n");
    page.append("| number | call | state |\n|---|---|---|\n");
    for (int number = 0; number < names.size(); number++) {
      if (!names.get(number).isEmpty()) {
        String state = states.getOrDefault(number, NOT_THERE);
        page.append("| %d | %s | %s |\n".formatted(number, names.get(number), state));
      }
    }
    return page.toString();
  }
}
