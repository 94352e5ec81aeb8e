package dev.ingot.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The file tree that a test program sees: its part of GOROOT at the place where it was built, and a
 * few files of /etc. The guest gets the folder with {@code --root}; the reference run gets its
 * GOROOT mounted over the real one.
 */
final class RootFolder {
  private static final List<String> ETC =
      List.of("passwd", "group", "hosts", "nsswitch.conf", "protocols", "services", "mime.types");
  private static final String TIME_ZONES = "lib/time/zoneinfo.zip";

  private final Path folder;
  private final GoDistribution go;

  private RootFolder(Path folder, GoDistribution go) {
    this.folder = folder;
    this.go = go;
  }

  /**
   * Makes the folder for a package, from nothing.
   *
   * @param program the test program: some tests read their own file
   */
  static RootFolder stage(Path folder, GoDistribution go, StdPackage unit, Path program)
      throws IOException {
    delete(folder);
    RootFolder root = new RootFolder(folder, go);
    Files.createDirectories(root.inside("/tmp"));
    Files.createDirectories(root.inside("/etc"));
    for (String name : ETC) {
      Path file = Path.of("/etc").resolve(name);
      if (Files.isReadable(file)) {
        Files.copy(file, root.inside(file.toString()));
      }
    }
    Files.createDirectories(root.goRoot());
    Files.copy(go.root().resolve("VERSION"), root.goRoot().resolve("VERSION"));
    for (String tree : Needs.of(unit).trees()) {
      Path source = tree.equals(TIME_ZONES) ? go.timeZones() : go.root().resolve(tree);
      if (Files.exists(source)) {
        copy(source, root.goRoot().resolve(tree));
      }
    }
    if (!Needs.of(unit).wholeSources()) {
      copy(unit.folder(), root.goRoot().resolve("src").resolve(unit.importPath()));
    }
    root.place(program, Path.of(Settings.workingFolder(go, unit)));
    return root;
  }

  /** Puts the program where argv[0] says, and a link where /proc/self/exe does. */
  private void place(Path program, Path workingFolder) throws IOException {
    Path file = workingFolder.resolve(program.getFileName());
    Files.copy(program, inside(file.toString()));
    Files.createSymbolicLink(inside("/" + program.getFileName()), file);
  }

  Path folder() {
    return folder;
  }

  /** The staged GOROOT, as a path of this machine. */
  Path goRoot() {
    return inside(go.root().toString());
  }

  void delete() throws IOException {
    delete(folder);
  }

  private Path inside(String absolute) {
    return folder.resolve(absolute.substring(1));
  }

  /** Copies a tree with modes and times; symbolic links inside stay links. */
  private static void copy(Path from, Path to) throws IOException {
    Path start = from.toRealPath();
    Files.createDirectories(to.getParent());
    try (Stream<Path> tree = Files.walk(start)) {
      for (Path source : tree.toList()) {
        Path target = to.resolve(start.relativize(source).toString());
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          Files.copy(source, target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /** Deletes a folder and everything in it. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
