package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patching needs no native library; only a disassembly loads one. */
class NativeLibrariesTest {
  private static final String HELLO = "../testdata/prebuilt/hello-go1.23";

  @TempDir private Path folder;

  /** The classes that a run loads, as the JVM logs them. */
  private String classesOf(String... arguments) throws IOException {
    Path log = folder.resolve("classes.log");
    String[] command = new String[arguments.length + 6];
    command[0] = "-Xlog:class+load:file=" + log;
    command[1] = "-XX:TieredStopAtLevel=1";
    command[2] = "--enable-native-access=ALL-UNNAMED";
    command[3] = "-cp";
    command[4] = System.getProperty("java.class.path");
    command[5] = Main.class.getName();
    System.arraycopy(arguments, 0, command, 6, arguments.length);
    Tool.Result run =
        new Tool(Path.of(System.getProperty("java.home"), "bin", "java")).run(command);
    assertThat(run.status()).as(run.stderr()).isZero();
    return Files.readString(log);
  }

  @Test
  void patchingWithAManifestLoadsNone() throws IOException {
    String classes =
        classesOf(
            "patch",
            "-q",
            HELLO,
            "-o",
            folder.resolve("patched").toString(),
            "--manifest",
            folder.resolve("manifest").toString());

    assertThat(classes)
        .contains("dev.ingot.patcher.Patcher")
        .doesNotContain("com.sun.jna")
        .doesNotContain("capstone.")
        .doesNotContain("KeystoneLibrary");
  }

  @Test
  void aDisassemblyLoadsCapstone() throws IOException {
    assertThat(classesOf("report", HELLO, "--format", "html")).contains("capstone.Capstone");
  }
}
