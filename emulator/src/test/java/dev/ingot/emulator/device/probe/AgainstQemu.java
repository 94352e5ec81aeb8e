package dev.ingot.emulator.device.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that make the same accesses on QEMU's virt board and on ours. */
public abstract class AgainstQemu {
  @TempDir Path directory;

  @BeforeAll
  static void needsQemu() {
    QemuProbe.assumeInstalled();
  }

  /** The same on boards with a GICv2. */
  protected final void bothAgree(AccessScript script) throws IOException, InterruptedException {
    bothAgree(VirtVariant.GICV2, script);
  }

  /** Fails unless every read of the script gives the same on both. */
  protected final void bothAgree(VirtVariant board, AccessScript script)
      throws IOException, InterruptedException {
    List<String> ours = script.describe(board.runOurs(script));
    assertThat(ours).isEqualTo(script.describe(onQemu(board, script)));
  }

  /** The values that the script's reads give on QEMU. */
  protected final List<Long> onQemu(VirtVariant board, AccessScript script)
      throws IOException, InterruptedException {
    return new QemuProbe(directory, board.qemuMachine()).run(script);
  }
}
