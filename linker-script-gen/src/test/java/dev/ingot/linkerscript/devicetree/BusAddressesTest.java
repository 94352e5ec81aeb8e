package dev.ingot.linkerscript.devicetree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How much of a tree is read is bounded, however much of it there is. */
class BusAddressesTest {
  private static final int MANY = 2000;

  private static DeviceNode busWithWindows(byte[] ranges, int... reg) {
    BlobWriter tree =
        new BlobWriter()
            .begin("")
            .cells("#address-cells", 1)
            .cells("#size-cells", 1)
            .begin("soc")
            .cells("#address-cells", 1)
            .cells("#size-cells", 1)
            .property("ranges", ranges)
            .begin("device")
            .cells("reg", reg)
            .end()
            .end()
            .end();
    return FlattenedDeviceTree.read(ByteBuffer.wrap(tree.blob()), "test.dtb")
        .node("/soc/device")
        .orElseThrow();
  }

  /** The n-th lets the address n through. */
  private static byte[] windowsOfOneByte() {
    ByteBuffer windows = ByteBuffer.allocate(MANY * 3 * Integer.BYTES);
    for (int i = 0; i < MANY; i++) {
      windows.putInt(i).putInt(0x1_0000 + i).putInt(1);
    }
    return windows.array();
  }

  @Test
  void theFirst1024WindowsOfABusCount() {
    assertThat(BusAddresses.of(busWithWindows(windowsOfOneByte(), 1023, 1)))
        .containsExactly(new AddressRange(0x1_0000 + 1023, 1));
    assertThat(BusAddresses.of(busWithWindows(windowsOfOneByte(), 1024, 1))).isEmpty();
  }

  @Test
  void theFirst1024RangesOfANodeCount() {
    int[] reg = new int[MANY * 2];
    Arrays.fill(reg, 1);

    assertThat(BusAddresses.of(busWithWindows(new byte[0], reg)))
        .hasSize(BusAddresses.MAXIMUM_RANGES);
  }
}
