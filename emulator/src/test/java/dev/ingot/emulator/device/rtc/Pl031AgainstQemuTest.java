package dev.ingot.emulator.device.rtc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.device.probe.AccessScript;
import dev.ingot.emulator.device.probe.ModelMachine;
import dev.ingot.emulator.device.probe.QemuProbe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same accesses on QEMU's PL031 and on ours; the count itself is the host's time there. */
class Pl031AgainstQemuTest {
  private static final long RTC = 0x0901_0000L;
  private static final long RTCMR = RTC + 0x04;
  private static final long RTCLR = RTC + 0x08;
  private static final long RTCCR = RTC + 0x0c;
  private static final long RTCIMSC = RTC + 0x10;
  private static final long RTCRIS = RTC + 0x14;
  private static final long RTCMIS = RTC + 0x18;
  private static final long RTCICR = RTC + 0x1c;
  private static final long GICD_ISPENDR1 = 0x0800_0204L;

  @TempDir Path directory;

  @BeforeAll
  static void needsQemu() {
    QemuProbe.assumeInstalled();
  }

  private void bothAgree(AccessScript script) throws Exception {
    List<Long> qemu = new QemuProbe(directory, "virt,gic-version=2").run(script);
    List<Long> ours = ModelMachine.runWithGicv2(script);
    assertThat(script.describe(ours)).isEqualTo(script.describe(qemu));
  }

  @Test
  void theRegistersAfterResetReadTheSame() throws Exception {
    AccessScript script = new AccessScript().read(RTCMR).read(RTCLR).read(RTCCR);
    script.read(RTCIMSC).read(RTCRIS).read(RTCMIS);
    for (long offset = 0xfe0; offset < 0x1000; offset += 4) {
      script.read(RTC + offset);
    }
    bothAgree(script);
  }

  @Test
  void loadingTheMatchValueRaisesTheAlarmAtOnce() throws Exception {
    bothAgree(
        new AccessScript()
            .write(RTCMR, 77)
            .read(RTCMR)
            .read(RTCRIS)
            .write(RTCLR, 77)
            .read(RTCLR)
            .read(RTCRIS)
            .read(RTCMIS)
            .read(GICD_ISPENDR1)
            .write(RTCIMSC, 1)
            .read(RTCMIS)
            .read(GICD_ISPENDR1)
            .write(RTCICR, 1)
            .read(RTCRIS)
            .read(GICD_ISPENDR1));
  }
}
