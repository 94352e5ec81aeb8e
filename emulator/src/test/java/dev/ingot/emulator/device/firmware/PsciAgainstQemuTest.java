package dev.ingot.emulator.device.firmware;

import dev.ingot.emulator.device.probe.AccessScript;
import dev.ingot.emulator.device.probe.AgainstQemu;
import org.junit.jupiter.api.Test;

/** The same PSCI calls on QEMU and on ours must give the same results. */
class PsciAgainstQemuTest extends AgainstQemu {
  private static final long PSCI_VERSION = 0x8400_0000L;
  private static final long CPU_SUSPEND = 0xc400_0001L;
  private static final long CPU_OFF = 0x8400_0002L;
  private static final long CPU_ON_32 = 0x8400_0003L;
  private static final long CPU_ON = 0xc400_0003L;
  private static final long AFFINITY_INFO = 0xc400_0004L;
  private static final long AFFINITY_INFO_32 = 0x8400_0004L;
  private static final long MIGRATE = 0x8400_0005L;
  private static final long MIGRATE_INFO_TYPE = 0x8400_0006L;
  private static final long SYSTEM_OFF = 0x8400_0008L;
  private static final long SYSTEM_RESET = 0x8400_0009L;
  private static final long PSCI_FEATURES = 0x8400_000aL;
  private static final long EMPTY_RAM = 0x4300_0000L;

  @Test
  void theVersionIsTheSame() throws Exception {
    bothAgree(new AccessScript().hvc(PSCI_VERSION, 0, 0, 0));
  }

  @Test
  void theSameFunctionsAreSupported() throws Exception {
    AccessScript script = new AccessScript();
    for (long function :
        new long[] {
          PSCI_VERSION,
          CPU_SUSPEND,
          CPU_OFF,
          CPU_ON,
          CPU_ON_32,
          AFFINITY_INFO,
          AFFINITY_INFO_32,
          MIGRATE_INFO_TYPE,
          SYSTEM_OFF,
          SYSTEM_RESET,
          PSCI_FEATURES,
          0x8400_0007L,
          0xc400_0000L,
          0x8400_000bL
        }) {
      script.hvc(PSCI_FEATURES, function, 0, 0);
    }
    bothAgree(script);
  }

  @Test
  void unknownFunctionsAreNotSupported() throws Exception {
    bothAgree(new AccessScript().hvc(0x8400_00ffL, 0, 0, 0).hvc(MIGRATE, 0, 0, 0));
  }

  @Test
  void noTrustedOsHasToMigrate() throws Exception {
    bothAgree(new AccessScript().hvc(MIGRATE_INFO_TYPE, 0, 0, 0));
  }

  @Test
  void affinityInfoTellsWhichCpusAreOn() throws Exception {
    bothAgree(
        new AccessScript()
            .withSpareCpus(1)
            .hvc(AFFINITY_INFO, 0, 0, 0)
            .hvc(AFFINITY_INFO, 2, 0, 0)
            .hvc(AFFINITY_INFO_32, 7, 0, 0)
            .on(1)
            .hvc(AFFINITY_INFO, 1, 0, 0));
  }

  @Test
  void onlyACpuThatIsOffCanBeTurnedOn() throws Exception {
    bothAgree(
        new AccessScript()
            .withSpareCpus(1)
            .hvc(CPU_ON, 0, EMPTY_RAM, 0)
            .hvc(CPU_ON, 99, EMPTY_RAM, 0)
            .on(1)
            .hvc(CPU_ON_32, 1, EMPTY_RAM, 0)
            .hvc(CPU_ON, 2, EMPTY_RAM, 0));
  }
}
