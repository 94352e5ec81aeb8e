package dev.ingot.patcher;

import java.util.OptionalLong;

/**
 * One word in which two files differ.
 *
 * @param fileOffset in both files
 * @param address VA in the first file, empty when it is not loaded there
 * @param holder what holds the word: function and line, variable, field or section
 * @param before the first file's word, decoded
 * @param after the second file's
 */
public record WordDifference(
    long fileOffset,
    OptionalLong address,
    WordKind kind,
    String holder,
    String before,
    String after) {}
