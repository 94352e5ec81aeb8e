package dev.ingot.cli;

import picocli.CommandLine.TypeConversionException;

/** An amount of memory on the command line: {@code 512M}, {@code 2G}, or a plain count of bytes. */
record ByteSize(long bytes) {
  /**
   * Reads what {@link ByteSize} describes.
   *
   * @throws TypeConversionException when it is something else; it names what is allowed
   */
  static ByteSize parse(String text) {
    if (!text.matches("[0-9]{1,12}[KMG]?")) {
      throw new TypeConversionException(
          "'%s' is no amount of memory; write 512M, 2G or a count of bytes".formatted(text));
    }
    char unit = text.charAt(text.length() - 1);
    int shift = unit == 'K' ? 10 : unit == 'M' ? 20 : unit == 'G' ? 30 : 0;
    String digits = shift == 0 ? text : text.substring(0, text.length() - 1);
    return new ByteSize(Long.parseLong(digits) << shift);
  }

  @Override
  public String toString() {
    return inMebibytes();
  }

  /** {@code 512 MiB}, or bytes when it is no whole number of them. */
  String inMebibytes() {
    return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }
}
