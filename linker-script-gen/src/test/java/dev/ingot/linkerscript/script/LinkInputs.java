package dev.ingot.linkerscript.script;

import dev.ingot.linkerscript.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Inputs for linkers: an assembled boot object, a Go c-archive, and the C library that it needs.
 *
 * @param files in the order in which a linker takes them
 */
record LinkInputs(List<String> files) {
  /** Builds them in a folder; skips the test where a tool is missing. */
  static LinkInputs build(Path folder) throws IOException, InterruptedException {
    Tool gcc = Tool.require("aarch64-linux-gnu-gcc");
    Tool go = Tool.require("/usr/lib/go-1.24/bin/go");
    Tool as = Tool.require("aarch64-linux-gnu-as");
    as.output(folder, resource(folder, "boot.s"), "-o", "boot.o");
    String cache = Path.of(System.getProperty("java.io.tmpdir"), "ingot-go-cache").toString();
    go.output(
        folder,
        Map.of(
            "GOOS", "linux",
            "GOARCH", "arm64",
            "CGO_ENABLED", "1",
            "CC", gcc.program().toString(),
            "GO111MODULE", "off",
            "GOENV", "off",
            "GOTOOLCHAIN", "local",
            "HOME", cache,
            "GOCACHE", cache),
        List.of("build", "-buildmode=c-archive", "-o", "libgo.a", resource(folder, "archive.go")));
    List<String> files =
        new ArrayList<>(List.of("boot.o", ofGcc(gcc, folder, "crti.o"), "libgo.a"));
    files.add("--start-group");
    for (String library : List.of("libc.a", "libgcc.a", "libgcc_eh.a")) {
      files.add(ofGcc(gcc, folder, library));
    }
    files.add("--end-group");
    files.add(ofGcc(gcc, folder, "crtn.o"));
    return new LinkInputs(List.copyOf(files));
  }

  private static String ofGcc(Tool gcc, Path folder, String file)
      throws IOException, InterruptedException {
    return gcc.output(folder, "-print-file-name=" + file).strip();
  }

  private static String resource(Path folder, String name) throws IOException {
    try (InputStream in = LinkInputs.class.getResourceAsStream("/link/" + name)) {
      Files.write(folder.resolve(name), in.readAllBytes());
    }
    return name;
  }
}
