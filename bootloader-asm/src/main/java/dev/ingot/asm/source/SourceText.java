package dev.ingot.asm.source;

import java.util.List;

/**
 * One assembler source as text.
 *
 * @param name the name shown in errors, usually a file name
 * @param text the whole text; lines end in LF or CRLF
 */
public record SourceText(String name, String text) {

  /** The lines without their line ends; line 1 is element 0. */
  List<String> lines() {
    return text.lines().toList();
  }
}
