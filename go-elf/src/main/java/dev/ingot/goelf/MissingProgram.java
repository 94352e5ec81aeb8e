package dev.ingot.goelf;

import java.nio.charset.StandardCharsets;

/** Tells why no Go program was found in a file. */
final class MissingProgram {
  private static final byte[] PACKER_MAGIC = "UPX!".getBytes(StandardCharsets.US_ASCII);

  private MissingProgram() {}

  static RefusedException explain(ElfImage image, PclntabHeader.Candidates candidates) {
    if (isPacked(image)) {
      return image.refuse(
          "file", "a program packed by UPX", "an unpacked program", "unpack it: upx -d FILE");
    }
    if (!candidates.headers().isEmpty()) {
      return image.refuse(
          "moduledata",
          "none that fits the function table at VA 0x%x"
              .formatted(candidates.headers().getFirst().address()),
          "the layouts of Go 1.16 to 1.27",
          "build with one of these releases");
    }
    if (!candidates.tooOld().isEmpty()) {
      return image.refuse(
          "pclntab at VA 0x%x".formatted(candidates.tooOld().getFirst()),
          "the function table of Go 1.15 or older",
          "the layouts of Go 1.16 to 1.27",
          "build with one of these releases");
    }
    return image.refuse(
        "file",
        "no Go function table",
        "a program built by Go 1.16 to 1.27",
        "give the file that `go build` wrote");
  }

  private static boolean isPacked(ElfImage image) {
    byte[] start = new byte[Math.min(image.size(), 4096)];
    image.bytes().get(0, start);
    return new String(start, StandardCharsets.ISO_8859_1)
        .contains(new String(PACKER_MAGIC, StandardCharsets.ISO_8859_1));
  }
}
