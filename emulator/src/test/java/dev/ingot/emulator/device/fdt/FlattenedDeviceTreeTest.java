package dev.ingot.emulator.device.fdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.emulator.device.fdt.FlattenedDeviceTree.Reservation;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The format: expectations from the Devicetree Specification v0.4 chapter 5. */
class FlattenedDeviceTreeTest {
  @Test
  void theSmallestTreeIsExactlyTheBytesOfTheSpecification() {
    byte[] blob = FlattenedDeviceTree.write(new DeviceTreeNode(""), List.of(), 3);
    ByteBuffer expected = ByteBuffer.allocate(72);
    expected.putInt(0xd00dfeed).putInt(72).putInt(56).putInt(72);
    expected.putInt(40).putInt(17).putInt(16).putInt(3).putInt(0).putInt(16);
    expected.putLong(0).putLong(0);
    expected.putInt(1).putInt(0).putInt(2).putInt(9);
    assertThat(blob).isEqualTo(expected.array());
  }

  @Test
  void reservationsComeBeforeTheirTerminator() {
    byte[] blob =
        FlattenedDeviceTree.write(
            new DeviceTreeNode(""), List.of(new Reservation(0x4000_0000L, 0x1000)), 0);
    ByteBuffer in = ByteBuffer.wrap(blob);
    assertThat(in.getLong(40)).isEqualTo(0x4000_0000L);
    assertThat(in.getLong(48)).isEqualTo(0x1000);
    assertThat(in.getLong(56)).isZero();
    assertThat(in.getLong(64)).isZero();
    assertThat(in.getInt(8)).isEqualTo(72);
  }

  @Test
  void anEmptyReservationIsRefused() {
    assertThatThrownBy(() -> new Reservation(0x1000, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x1000");
  }

  @Test
  void equalPropertyNamesShareOneString() {
    DeviceTreeNode root = new DeviceTreeNode("");
    root.cells("reg", 1).node("a", child -> child.cells("reg", 2));
    ByteBuffer in = ByteBuffer.wrap(FlattenedDeviceTree.write(root, List.of(), 0));
    assertThat(in.getInt(32)).isEqualTo("reg".length() + 1);
  }

  @Test
  void valuesAreBigEndianAndPadded() {
    DeviceTreeNode root = new DeviceTreeNode("");
    root.strings("s", "abc", "d").wideCells("w", 0x1_0000_0002L).flag("f").bytes("b", new byte[5]);
    DecodedTree tree = DecodedTree.of(FlattenedDeviceTree.write(root, List.of(), 0));
    assertThat(tree.node("").get("s")).isEqualTo(new byte[] {'a', 'b', 'c', 0, 'd', 0});
    assertThat(tree.node("").get("w")).isEqualTo(new byte[] {0, 0, 0, 1, 0, 0, 0, 2});
    assertThat(tree.node("").get("f")).isEmpty();
    assertThat(tree.node("").get("b")).hasSize(5);
  }

  @Test
  void aNulInAStringIsRefused() {
    DeviceTreeNode node = new DeviceTreeNode("chosen");
    assertThatThrownBy(() -> node.strings("bootargs", "a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bootargs");
  }
}
