package dev.ingot.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs test programs under qemu-aarch64 (user mode), that is with this machine's Linux behind it.
 * They run as root of a user namespace, where everything but one scratch folder is mounted
 * read-only and where there is no network but loopback. Results are kept by the program's hash.
 */
final class ReferenceRunner {
  private static final String SANDBOX =
      """
      set -e
      mount --bind "$SCRATCH" "$SCRATCH"
      mount --bind "$STAGED_GOROOT" "$GOROOT"
      mount -o remount,bind,ro "$GOROOT"
      mount -o remount,bind,ro /
      ip link set lo up
      cd "$FOLDER" # not PWD: a shell sets that to where it was started
      unset SCRATCH STAGED_GOROOT FOLDER
      exec qemu-aarch64 "$@"
      """;

  private final Path logs;
  private final Path scratches;
  private final GoDistribution go;

  ReferenceRunner(Path work, GoDistribution go) {
    this.logs = work.resolve("reference");
    this.scratches = work.resolve("scratch");
    this.go = go;
  }

  /** The result of a program, from an earlier run if there was one. */
  Run run(StdPackage unit, Path program, String skipped, RootFolder root)
      throws IOException, InterruptedException {
    Path log = log(unit, program, skipped);
    if (Run.exists(log)) {
      return Run.read(log);
    }
    Path scratch = Files.createDirectories(scratches.resolve(unit.fileName()));
    Map<String, String> environment =
        new LinkedHashMap<>(Settings.environment(go, unit, scratch.toString()));
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("SCRATCH", scratch.toString());
    environment.put("FOLDER", Settings.workingFolder(go, unit));
    environment.put("STAGED_GOROOT", root.goRoot().toString());
    List<String> command = new ArrayList<>();
    command.addAll(List.of("unshare", "--user", "--map-root-user", "--mount", "--net", "--pid"));
    command.addAll(List.of("--fork", "--kill-child", "--mount-proc"));
    command.addAll(List.of("sh", "-c", SANDBOX, "sh", program.toString()));
    command.addAll(Settings.arguments(skipped));
    try {
      return Run.of(command, environment, log, Settings.limit());
    } finally {
      RootFolder.delete(scratch);
    }
  }

  /** The run of an earlier call. */
  Run earlier(StdPackage unit, Path program, String skipped) throws IOException {
    return Run.read(log(unit, program, skipped));
  }

  private Path log(StdPackage unit, Path program, String skipped) throws IOException {
    return logs.resolve("%s-%s.log".formatted(unit.fileName(), key(program, skipped)));
  }

  /** The first 64 bits of the SHA-256 of everything that decides the result. */
  private static String key(Path program, String skipped) throws IOException {
    try (InputStream in = Files.newInputStream(program)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
      }
      digest.update(String.join("\0", Settings.arguments(skipped)).getBytes(Settings.TEXT));
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
