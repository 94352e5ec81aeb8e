package dev.ingot.linkerscript.devicetree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.goelf.RefusedException;
import dev.ingot.linkerscript.TestBoards;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FlattenedDeviceTreeTest {
  @Test
  void nodesKeepTheirNamesAndNesting() {
    DeviceTree tree =
        read(new BlobWriter().begin("").begin("soc").begin("uart@9000").end().end().end());

    assertThat(tree.root().withDescendants().map(DeviceNode::path))
        .containsExactly("/", "/soc", "/soc/uart@9000");
  }

  @Test
  void aNodeIsFoundByItsNameWithoutTheUnitAddress() {
    DeviceTree tree = read(new BlobWriter().begin("").begin("uart@9000").end().end());

    assertThat(tree.node("/uart").map(DeviceNode::name)).contains("uart@9000");
  }

  @Test
  void theConsoleIsFoundThroughItsAliasAndWithoutItsLineSettings() {
    DeviceTree tree =
        read(
            new BlobWriter()
                .begin("")
                .begin("aliases")
                .text("serial0", "/uart@9000")
                .end()
                .begin("chosen")
                .text("stdout-path", "serial0:115200n8")
                .end()
                .begin("uart@9000")
                .end()
                .end());

    assertThat(tree.console().map(DeviceNode::path)).contains("/uart@9000");
  }

  @Test
  void addressesAreCarriedThroughTheRangesOfEveryBus() {
    DeviceTree tree =
        read(
            new BlobWriter()
                .begin("")
                .cells("#address-cells", 2)
                .cells("#size-cells", 1)
                .begin("soc")
                .cells("#address-cells", 1)
                .cells("#size-cells", 1)
                .cells("ranges", 0x7e000000, 0, 0xfe000000, 0x1800000)
                .begin("uart@7e201000")
                .cells("reg", 0x7e201000, 0x200)
                .end()
                .end()
                .end());

    assertThat(BusAddresses.of(tree.node("/soc/uart").orElseThrow()))
        .containsExactly(new AddressRange(0xfe20_1000L, 0x200));
  }

  @Test
  void aDeviceOnABusWithoutRangesHasNoPhysicalAddress() {
    DeviceTree tree =
        read(
            new BlobWriter()
                .begin("")
                .begin("i2c")
                .cells("#address-cells", 1)
                .cells("#size-cells", 0)
                .begin("rtc@68")
                .cells("reg", 0x68)
                .end()
                .end()
                .end());

    assertThat(BusAddresses.of(tree.node("/i2c/rtc").orElseThrow())).isEmpty();
  }

  @Test
  void theMemoryReservationBlockIsRead() {
    DeviceTree tree = read(new BlobWriter().reserve(0x1000, 0x2000).begin("").end());

    assertThat(tree.reservations()).containsExactly(new AddressRange(0x1000, 0x2000));
  }

  @Test
  void anotherKindOfFileIsRefusedWithItsMagic() {
    assertThatThrownBy(() -> read(new byte[64]))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("magic 0x00000000")
        .hasMessageContaining("0xd00dfeed");
  }

  @Test
  void aTreeThatIsTooDeepIsRefused() {
    BlobWriter writer = new BlobWriter();
    for (int i = 0; i < 10_000; i++) {
      writer.begin("n");
    }

    assertThatThrownBy(() -> read(writer)).hasMessageContaining("65 deep");
  }

  @Test
  void aPropertyThatPassesTheEndIsRefused() {
    BlobWriter writer = new BlobWriter().begin("").token(3).token(0x7fff_fff0).token(0);

    assertThatThrownBy(() -> read(writer)).isInstanceOf(RefusedException.class);
  }

  @Test
  void aPropertyOutsideOfEveryNodeIsRefused() {
    assertThatThrownBy(() -> read(new BlobWriter().cells("reg", 1)))
        .hasMessageContaining("outside of any node");
  }

  @Test
  void anUnknownTokenIsRefused() {
    assertThatThrownBy(() -> read(new BlobWriter().begin("").token(7)))
        .hasMessageContaining("token 0x7");
  }

  @Test
  void aBlobCutAnywhereIsRefused() {
    byte[] whole = TestBoards.bytes("virt-128M-gic2.dtb");

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(RefusedException.class);
    }
  }

  private static DeviceTree read(BlobWriter writer) {
    return read(writer.blob());
  }

  private static DeviceTree read(byte[] blob) {
    return FlattenedDeviceTree.read(ByteBuffer.wrap(blob), "test.dtb");
  }
}
