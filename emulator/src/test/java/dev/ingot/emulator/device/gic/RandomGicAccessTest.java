package dev.ingot.emulator.device.gic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.device.probe.AccessScript;
import dev.ingot.emulator.device.probe.AccessScript.Access;
import dev.ingot.emulator.device.probe.AgainstQemu;
import dev.ingot.emulator.device.probe.ModelMachine;
import dev.ingot.emulator.device.probe.VirtVariant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of random accesses by three CPUs, the same on QEMU and on ours. The script is written
 * along with a run of our model, so that an end of interrupt can name what was acknowledged; as
 * long as the two agree it is right for both.
 */
class RandomGicAccessTest extends AgainstQemu {
  private static final int CPUS = 3;
  private static final int STEPS = 1500;
  private static final double SOME = 0.25;
  private static final double FEW = 0.06;
  private static final int CONTEXT = 40;
  private static final int SPURIOUS = 1020;
  private static final long GICD = 0x0800_0000L;
  private static final long GICC = 0x0801_0000L;
  private static final long GICR = 0x080a_0000L;
  private static final long SGI_FRAME = 0x1_0000L;
  private static final long REDISTRIBUTOR_STRIDE = 0x2_0000L;
  private static final int ICC = 3 << 14 | 12 << 7;
  private static final int ICC_PMR_EL1 = 3 << 14 | 4 << 7 | 6 << 3;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void gicv2AgreesOnRandomAccesses(long seed) throws Exception {
    Walk walk = new Walk(seed, true);
    walk.setUpGicv2();
    for (int step = 0; step < STEPS; step++) {
      walk.stepGicv2();
    }
    List<Long> qemu = onQemu(VirtVariant.GICV2, walk.script);
    assertThat(walk.script.firstDifference(walk.values, qemu, CONTEXT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void gicv3AgreesOnRandomAccesses(long seed) throws Exception {
    Walk walk = new Walk(seed, false);
    walk.setUpGicv3();
    for (int step = 0; step < STEPS; step++) {
      walk.stepGicv3();
    }
    List<Long> qemu = onQemu(VirtVariant.GICV3, walk.script);
    assertThat(walk.script.firstDifference(walk.values, qemu, CONTEXT)).isEmpty();
  }

  /** A script under construction, and the model that has already run it. */
  private static final class Walk {
    private final Random random;
    private final AccessScript script = new AccessScript();
    private final List<Long> values = new ArrayList<>();
    private final ModelMachine model;
    private final List<Deque<Long>> acknowledged = new ArrayList<>();

    Walk(long seed, boolean gicv2) {
      random = new Random(seed);
      AccessScript cpus = new AccessScript().on(CPUS - 1).read(GICD);
      model = gicv2 ? ModelMachine.withGicv2(cpus) : ModelMachine.withGicv3(cpus);
      for (int cpu = 0; cpu < CPUS; cpu++) {
        acknowledged.add(new ArrayDeque<>());
      }
    }

    /** Runs what was appended last on the model. */
    private OptionalLong played(AccessScript extended) {
      List<Access> accesses = extended.accesses();
      OptionalLong value = model.apply(accesses.get(accesses.size() - 1));
      value.ifPresent(values::add);
      return value;
    }

    private void write(long address, int bytes, long value) {
      played(script.write(address, bytes, value));
    }

    private void write(long address, long value) {
      write(address, Integer.BYTES, value);
    }

    private long read(long address) {
      return played(script.read(address)).getAsLong();
    }

    private void msr(int encoding, long value) {
      played(script.msr(encoding, value));
    }

    private long mrs(int encoding) {
      return played(script.mrs(encoding)).getAsLong();
    }

    private int anySpi() {
      return 32 + random.nextInt(16);
    }

    /** Any of the first 16 SPIs, each with the given probability. */
    private long someSpis(double probability) {
      long spis = 0;
      for (int spi = 0; spi < 16; spi++) {
        spis |= random.nextDouble() < probability ? 1L << spi : 0;
      }
      return spis;
    }

    private int anyPriority() {
      return random.nextInt(16) << 4;
    }

    /**
     * Every SPI gets one target for good: QEMU 7.2 keeps the pending state of SPIs for each target
     * CPU, so that it depends on the targets at the time when it was set. The binary points stay
     * too: QEMU does not look at a new one before the next acknowledge.
     */
    void setUpGicv2() {
      write(GICD, 1);
      for (int spi = 32; spi < 48; spi++) {
        write(GICD + 0x800 + spi, 1, 1L << random.nextInt(CPUS));
      }
      for (int cpu = 0; cpu < CPUS; cpu++) {
        script.on(cpu);
        write(GICC, 1);
        write(GICC + 0x04, 0xff);
        write(GICC + 0x08, random.nextInt(8));
      }
    }

    void stepGicv2() {
      int cpu = random.nextInt(CPUS);
      script.on(cpu);
      switch (random.nextInt(14)) {
        case 0 -> write(GICD + 0x104, someSpis(SOME));
        case 1 -> write(GICD + 0x184, someSpis(FEW));
        case 2 -> write(GICD + 0x204, someSpis(SOME));
        case 3 -> write(GICD + 0x284, someSpis(SOME));
        case 4, 5 -> write(GICD + 0x400 + anySpi(), 1, anyPriority());
        case 6 -> write(GICC + 0x04, 0x70 + random.nextInt(9) * 0x10 + 0xf);
        case 7 -> write(GICD + 0x400 + random.nextInt(16), 1, anyPriority());
        case 8 -> write(GICD + 0xf00, (long) random.nextInt(1 << CPUS) << 16 | random.nextInt(16));
        case 9, 10 -> {
          read(GICD + 0x200);
          read(GICD + 0x204);
          read(GICD + 0x304);
        }
        case 11, 12 -> remember(cpu, read(GICC + 0x0c), 0x3ff);
        default -> {
          if (!acknowledged.get(cpu).isEmpty()) {
            write(GICC + 0x10, acknowledged.get(cpu).pop());
          }
        }
      }
      mrs(AccessScript.ISR_EL1);
      read(GICC + 0x14);
    }

    void setUpGicv3() {
      write(GICD, 3);
      write(GICD + 0x84, 0xffff_ffffL);
      for (int cpu = 0; cpu < CPUS; cpu++) {
        long redistributor = GICR + cpu * REDISTRIBUTOR_STRIDE;
        script.on(cpu);
        write(redistributor + 0x14, 0);
        write(redistributor + SGI_FRAME + 0x80, 0xffff_ffffL);
        msr(ICC_PMR_EL1, 0xff);
        msr(ICC | 12 << 3 | 7, 1);
      }
    }

    void stepGicv3() {
      int cpu = random.nextInt(CPUS);
      long privateFrame = GICR + cpu * REDISTRIBUTOR_STRIDE + SGI_FRAME;
      script.on(cpu);
      switch (random.nextInt(15)) {
        case 0 -> write(GICD + 0x104, someSpis(SOME));
        case 1 -> write(GICD + 0x184, someSpis(FEW));
        case 2 -> write(GICD + 0x204, someSpis(SOME));
        case 3 -> write(GICD + 0x284, someSpis(SOME));
        case 4 -> write(GICD + 0x400 + anySpi(), 1, anyPriority());
        case 5 -> write(GICD + 0x6000 + 8L * anySpi(), Long.BYTES, random.nextInt(CPUS + 1));
        case 6 -> msr(ICC_PMR_EL1, 0x70 + random.nextInt(9) * 0x10 + 0xf);
        case 7 -> write(privateFrame + 0x400 + random.nextInt(16), 1, anyPriority());
        case 8 ->
            msr(ICC | 11 << 3 | 5, random.nextInt(1 << CPUS) | (long) random.nextInt(16) << 24);
        case 9 -> msr(ICC | 12 << 3 | 3, random.nextInt(8));
        case 10 -> {
          read(privateFrame + 0x200);
          read(privateFrame + 0x300);
          read(GICD + 0x204);
          read(GICD + 0x304);
        }
        case 11 -> write(privateFrame + 0x100, random.nextInt(1 << 16));
        case 12, 13 -> remember(cpu, mrs(ICC | 12 << 3), 0xff_ffff);
        default -> {
          if (!acknowledged.get(cpu).isEmpty()) {
            msr(ICC | 12 << 3 | 1, acknowledged.get(cpu).pop());
          }
        }
      }
      mrs(AccessScript.ISR_EL1);
      mrs(ICC | 11 << 3 | 3);
      mrs(ICC | 12 << 3 | 2);
    }

    private void remember(int cpu, long acknowledge, int idMask) {
      if ((acknowledge & idMask) < SPURIOUS) {
        acknowledged.get(cpu).push(acknowledge);
      }
    }
  }
}
