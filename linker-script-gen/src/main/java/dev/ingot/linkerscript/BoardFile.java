package dev.ingot.linkerscript;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.linkerscript.MemoryRegion.Use;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads board files: text, one statement a line, {@code #} starts a comment. The format is
 * described in docs/board-files.md.
 */
public final class BoardFile {
  /** Page size, in bytes: images start on a page. */
  private static final long PAGE = 4096;

  /** Where the arm64 boot protocol wants images, in bytes (Linux, arm64/booting.rst, section 4). */
  private static final long IMAGE_GRANULE = 2L << 20;

  /** Physical addresses have at most this many bits (Arm ARM, FEAT_LPA). */
  private static final int ADDRESS_BITS = 52;

  /** More than any machine has; keeps the comparison of all with all cheap. */
  private static final int MAXIMUM_REGIONS = 256;

  /** The most that a message shows of a line, in characters. */
  private static final int MAXIMUM_SHOWN = 200;

  private static final Pattern BOARD_NAME = Pattern.compile("[a-z][a-z0-9_-]{1,30}");

  /** Region names become parts of symbols, and a linker script's own words are upper case. */
  private static final Pattern REGION_NAME = Pattern.compile("(?!org|len)[a-z][a-z0-9_]{1,30}");

  private static final Pattern NUMBER =
      Pattern.compile("0x(?<hex>[0-9a-fA-F]{1,16})|(?<decimal>[0-9]{1,18})(?<unit>[KMG]?)");
  private static final String NUMBERS = "0x40000000, 4096, 64K, 512M or 4G, below 2^52";
  private static final String STATEMENTS = "board, flash, ram, device, reserved, image or timer";

  private final String file;
  private final List<MemoryRegion> regions = new ArrayList<>();
  private final Map<String, Integer> lineOfRegion = new HashMap<>();
  private Optional<String> name = Optional.empty();
  private OptionalLong image = OptionalLong.empty();
  private Optional<GenericTimer> timer = Optional.empty();
  private int line;
  private int imageLine;

  private BoardFile(String file) {
    this.file = file;
  }

  /**
   * Reads a board.
   *
   * @param text the file's text
   * @param file its name, for refusals
   * @throws RefusedException naming the line, what stands there and what could
   */
  public static Board parse(String text, String file) {
    BoardFile reader = new BoardFile(file);
    for (String statement : text.lines().toList()) {
      reader.line++;
      reader.read(statement.split("#", 2)[0].strip());
    }
    return reader.board();
  }

  private void read(String statement) {
    if (statement.isEmpty()) {
      return;
    }
    String[] words = statement.split("\\s+");
    switch (words[0]) {
      case "board" -> name = Optional.of(once(name, boardName(arguments(words, "NAME")[1])));
      case "flash", "ram", "device", "reserved" -> readRegion(words);
      case "image" -> readImage(words);
      case "timer" -> readTimer(words);
      default ->
          throw refuse("'%s'".formatted(words[0]), STATEMENTS, "start the line with one of them");
    }
  }

  private void readRegion(String[] words) {
    arguments(words, "NAME START SIZE");
    Use use = Use.valueOf(words[0].toUpperCase(Locale.ROOT));
    String region = regionName(words[1]);
    long start = number(words[2]);
    long size = number(words[3]);
    if (size == 0 || start + size > 1L << ADDRESS_BITS) {
      throw refuse(
          "%s with start 0x%x and size 0x%x".formatted(region, start, size),
          "a size above zero that ends below 2^" + ADDRESS_BITS,
          "correct the start or the size");
    }
    if (regions.size() == MAXIMUM_REGIONS) {
      throw refuse("one region more", MAXIMUM_REGIONS + " regions", "leave out what is not needed");
    }
    if (lineOfRegion.containsKey(region)) {
      throw refuse(
          "a second region " + region,
          "names that differ; the first is in line " + lineOfRegion.get(region),
          "rename one");
    }
    lineOfRegion.put(region, line);
    regions.add(new MemoryRegion(region, use, start, size));
    Optional<Overlap> overlap = Overlap.in(regions);
    if (overlap.isPresent()) {
      throw refuse(
          overlap.orElseThrow().toString(),
          "flash, ram and device regions apart from each other; the other one is in line "
              + lineOfRegion.get(overlap.orElseThrow().first().name()),
          "move one, or call it reserved if it is a part of RAM");
    }
  }

  private void readImage(String[] words) {
    long address = number(arguments(words, "ADDRESS")[1]);
    if (image.isPresent()) {
      throw second("image");
    }
    if (address % PAGE != 0) {
      throw refuse(
          "image address 0x%x".formatted(address),
          "a multiple of 4 KiB",
          "use 0x%x".formatted(address & -PAGE));
    }
    image = OptionalLong.of(address);
    imageLine = line;
  }

  private void readTimer(String[] words) {
    arguments(words, "PHYSICAL VIRTUAL");
    if (timer.isPresent()) {
      throw second("timer");
    }
    timer = Optional.of(new GenericTimer(interrupt(words[1]), interrupt(words[2])));
  }

  private Board board() {
    Optional<MemoryRegion> firstBank = regions.stream().filter(r -> r.use() == Use.RAM).findFirst();
    if (firstBank.isEmpty()) {
      throw refuse("no RAM", "at least one ram region", "add a line 'ram NAME START SIZE'");
    }
    long address = image.orElse(firstBank.orElseThrow().start());
    line = image.isPresent() ? imageLine : lineOfRegion.get(firstBank.orElseThrow().name());
    MemoryRegion bank =
        regions.stream()
            .filter(r -> r.use() == Use.RAM && r.contains(address, 1))
            .findFirst()
            .orElseThrow(() -> misplacedImage(address));
    regions.remove(bank);
    regions.addFirst(bank);
    Board board =
        new Board(
            name.orElse("board"),
            regions,
            address % IMAGE_GRANULE == 0 ? IMAGE_GRANULE : PAGE,
            address - bank.start(),
            timer);
    if (board.imageRoom() == 0 || address % PAGE != 0) {
      throw misplacedImage(address);
    }
    return board;
  }

  private RefusedException misplacedImage(long address) {
    return refuse(
        "image address 0x%x".formatted(address),
        "a multiple of 4 KiB in a ram region, outside of every reserved one",
        "add or change the line 'image ADDRESS'");
  }

  private String[] arguments(String[] words, String parameters) {
    int wanted = 1 + parameters.split(" ").length;
    if (words.length != wanted) {
      throw refuse(
          "%d words behind '%s'".formatted(words.length - 1, words[0]),
          "'%s %s'".formatted(words[0], parameters),
          "write exactly these");
    }
    return words;
  }

  private String once(Optional<String> earlier, String value) {
    if (earlier.isPresent()) {
      throw second("board");
    }
    return value;
  }

  private RefusedException second(String statement) {
    return refuse(
        "a second '%s'".formatted(statement), "one in a file", "remove one of the two lines");
  }

  private String boardName(String word) {
    if (!BOARD_NAME.matcher(word).matches()) {
      throw refuse(
          "the name '%s'".formatted(word),
          "2 to 31 of a-z, 0-9, _ and -, starting with a letter",
          "rename it");
    }
    return word;
  }

  private String regionName(String word) {
    if (!REGION_NAME.matcher(word).matches()) {
      throw refuse(
          "the name '%s'".formatted(word),
          "2 to 31 of a-z, 0-9 and _, starting with a letter, not with org or len",
          "rename it");
    }
    return word;
  }

  private long number(String word) {
    Matcher digits = NUMBER.matcher(word);
    if (digits.matches()) {
      BigInteger value =
          digits.group("hex") != null
              ? new BigInteger(digits.group("hex"), 16)
              : new BigInteger(digits.group("decimal")).shiftLeft(shift(digits.group("unit")));
      if (value.bitLength() <= ADDRESS_BITS) {
        return value.longValueExact();
      }
    }
    throw refuse("the number '%s'".formatted(word), NUMBERS, "write it in one of these forms");
  }

  private static int shift(String unit) {
    return switch (unit) {
      case "K" -> 10;
      case "M" -> 20;
      case "G" -> 30;
      default -> 0;
    };
  }

  private int interrupt(String word) {
    long number = number(word);
    if (number > Integer.MAX_VALUE || !GenericTimer.isPpi((int) number)) {
      throw refuse(
          "timer interrupt " + word,
          "%d to %d: a PPI n is %d + n"
              .formatted(GenericTimer.FIRST_PPI, GenericTimer.LAST_PPI, GenericTimer.FIRST_PPI),
          "give the interrupt's number at the GIC");
    }
    return (int) number;
  }

  private RefusedException refuse(String found, String allowed, String remedy) {
    return new RefusedException(
        new Refusal(file, "line " + Math.max(line, 1), printable(found), allowed, remedy));
  }

  /** What stands in the file may be anything; a message holds one short line of ASCII. */
  private static String printable(String text) {
    String line = text.replaceAll("[^ -~]", ".");
    return line.length() <= MAXIMUM_SHOWN ? line : line.substring(0, MAXIMUM_SHOWN) + "...";
  }
}
