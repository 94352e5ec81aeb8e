package dev.ingot.conformance;

import java.nio.file.Path;

/**
 * A package of the standard library that has tests.
 *
 * @param importPath {@code net/http}
 * @param folder its source folder on this machine
 */
record StdPackage(String importPath, Path folder) {
  /** A file name that no other package has. */
  String fileName() {
    return importPath.replace('/', '.');
  }
}
