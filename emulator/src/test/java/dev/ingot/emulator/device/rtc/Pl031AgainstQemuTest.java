package dev.ingot.emulator.device.rtc;

import dev.ingot.emulator.device.probe.AccessScript;
import dev.ingot.emulator.device.probe.AgainstQemu;
import org.junit.jupiter.api.Test;

/** The same accesses on QEMU's PL031 and on ours; the count itself is the host's time there. */
class Pl031AgainstQemuTest extends AgainstQemu {
  private static final long RTC = 0x0901_0000L;
  private static final long RTCMR = RTC + 0x04;
  private static final long RTCLR = RTC + 0x08;
  private static final long RTCCR = RTC + 0x0c;
  private static final long RTCIMSC = RTC + 0x10;
  private static final long RTCRIS = RTC + 0x14;
  private static final long RTCMIS = RTC + 0x18;
  private static final long RTCICR = RTC + 0x1c;
  private static final long GICD_ISPENDR1 = 0x0800_0204L;

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
