package dev.ingot.asm.source;

import java.util.Optional;

/** Where {@code .include} and {@code .incbin} find their files. */
public interface SourceFiles {

  /** The text of an included file, or empty when there is none of that name. */
  Optional<SourceText> text(String name);

  /** The bytes of an included file, or empty when there is none of that name. */
  Optional<byte[]> bytes(String name);

  /** No files at all. */
  static SourceFiles none() {
    return new SourceFiles() {
      @Override
      public Optional<SourceText> text(String name) {
        return Optional.empty();
      }

      @Override
      public Optional<byte[]> bytes(String name) {
        return Optional.empty();
      }
    };
  }
}
