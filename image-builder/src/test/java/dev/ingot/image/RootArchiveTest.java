package dev.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.goelf.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootArchiveTest {
  @TempDir private Path folder;

  @Test
  void cpioUnpacksTheTreeWithItsModesLinksAndTimes() throws Exception {
    assumeTrue(hasCpio(), "cpio is not installed: it is what unpacks the archive here");
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Path etc = Files.createDirectory(tree.resolve("etc"));
    Path motd = Files.writeString(etc.resolve("motd"), "welcome\n");
    Files.setPosixFilePermissions(motd, PosixFilePermissions.fromString("rw-r-----"));
    Files.setLastModifiedTime(motd, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
    Files.createFile(tree.resolve("empty"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("etc/motd"));
    Path archive = Files.write(folder.resolve("tree.cpio"), RootArchive.of(tree));

    Path unpacked = unpack(archive);

    Path copy = unpacked.resolve("etc/motd");
    assertThat(copy).hasContent("welcome\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-r-----");
    assertThat(Files.getLastModifiedTime(copy).toInstant().getEpochSecond())
        .isEqualTo(1_000_000_000);
    assertThat(unpacked.resolve("empty")).isEmptyFile();
    assertThat(Files.isSymbolicLink(unpacked.resolve("link"))).isTrue();
    assertThat(Files.readSymbolicLink(unpacked.resolve("link"))).hasToString("etc/motd");
    assertThat(Files.isDirectory(unpacked.resolve("etc"), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void theNamesOfOneFileStayNamesOfOneFile() throws Exception {
    assumeTrue(hasCpio(), "cpio is not installed: it is what unpacks the archive here");
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Path first = Files.writeString(tree.resolve("a"), "shared\n");
    Files.createLink(Files.createDirectory(tree.resolve("d")).resolve("b"), first);
    Path archive = Files.write(folder.resolve("tree.cpio"), RootArchive.of(tree));

    Path unpacked = unpack(archive);

    assertThat(unpacked.resolve("d/b")).hasContent("shared\n");
    assertThat(Files.isSameFile(unpacked.resolve("a"), unpacked.resolve("d/b"))).isTrue();
  }

  @Test
  void theSameFolderGivesTheSameBytes() throws IOException {
    for (String name : new String[] {"b", "a", "c"}) {
      Files.writeString(folder.resolve(name), name);
    }

    assertThat(RootArchive.of(folder)).isEqualTo(RootArchive.of(folder));
  }

  @Test
  void aRootThatIsNoFolderIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> RootArchive.of(file))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("--root");
  }

  private Path unpack(Path archive) throws IOException, InterruptedException {
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    Process cpio =
        new ProcessBuilder("cpio", "-idm", "--quiet")
            .directory(unpacked.toFile())
            .redirectInput(archive.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(cpio.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    assertThat(cpio.waitFor()).isZero();
    return unpacked;
  }

  private static boolean hasCpio() throws InterruptedException {
    try {
      return new ProcessBuilder("cpio", "--version").start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
