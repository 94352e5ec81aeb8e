package dev.ingot.emulator.device.virtio;

import static dev.ingot.emulator.device.virtio.TestDriver.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of Virtio 1.2 section 5.2.6. */
class VirtioBlockTest {
  private static final int IN = 0;
  private static final int OUT = 1;
  private static final int FLUSH = 4;
  private static final int GET_ID = 8;
  private static final int OK = 0;
  private static final int IOERR = 1;
  private static final int UNSUPP = 2;
  private static final int SECTOR = 512;
  private static final int SECTORS = 4;
  private static final int F_RO = 1 << 5;

  @TempDir Path directory;

  private final byte[] disk = new byte[SECTORS * SECTOR];

  private TestDriver driver(boolean readOnly) {
    return new TestDriver(new VirtioBlock(BlockStorage.of(disk, readOnly), "serial")).bringUp(1);
  }

  private static byte[] header(int type, long sector) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(type)
        .putInt(0)
        .putLong(sector)
        .array();
  }

  /** A read-like request: header, room for data, status. Returns the data, then the status byte. */
  private static byte[] ask(TestDriver driver, int type, long sector, int bytes) {
    long header = driver.buffer(header(type, sector));
    long data = driver.buffer(filled(bytes + 1, 0xee));
    driver.descriptor(0, 0, header, 16, NEXT, 1);
    driver.descriptor(0, 1, data, bytes, NEXT | WRITE, 2);
    driver.descriptor(0, 2, data + bytes, 1, WRITE, 0);
    driver.makeAvailable(0, 0);
    return driver.content(data, bytes + 1);
  }

  private static int store(TestDriver driver, long sector, byte[] content) {
    long header = driver.buffer(header(OUT, sector));
    long data = driver.buffer(content);
    long status = driver.buffer(filled(1, 0xee));
    driver.descriptor(0, 0, header, 16, NEXT, 1);
    driver.descriptor(0, 1, data, content.length, NEXT, 2);
    driver.descriptor(0, 2, status, 1, WRITE, 0);
    driver.makeAvailable(0, 0);
    return driver.content(status, 1)[0];
  }

  @Test
  void theConfigurationNamesTheCapacityInSectors() {
    assertThat(driver(false).register(CONFIG)).isEqualTo(SECTORS);
  }

  @Test
  void whatWasWrittenIsRead() {
    TestDriver driver = driver(false);
    assertThat(store(driver, 2, filled(SECTOR, 0x5a))).isEqualTo(OK);
    byte[] answer = ask(driver, IN, 2, SECTOR);
    assertThat(answer).startsWith(filled(SECTOR, 0x5a)).endsWith(OK);
    assertThat(driver.usedLength(0, 1)).isEqualTo(SECTOR + 1);
    assertThat(ask(driver, FLUSH, 0, 0)).containsExactly(OK);
  }

  @Test
  void whatLiesBehindTheEndIsAnError() {
    TestDriver driver = driver(false);
    assertThat(ask(driver, IN, SECTORS - 1, 2 * SECTOR)).endsWith(IOERR);
    assertThat(ask(driver, IN, -1, SECTOR)).endsWith(IOERR);
    assertThat(store(driver, SECTORS, filled(SECTOR, 1))).isEqualTo(IOERR);
  }

  @Test
  void aReadOnlyDiskSaysSoAndRefusesWrites() {
    TestDriver driver = driver(true);
    assertThat(driver.register(DEVICE_FEATURES) & F_RO).isNotZero();
    assertThat(store(driver, 0, filled(SECTOR, 1))).isEqualTo(IOERR);
    assertThat(disk).containsOnly(0);
  }

  @Test
  void theSerialNumberIsTwentyBytes() {
    byte[] answer = ask(driver(false), GET_ID, 0, 20);
    assertThat(new String(answer, 0, 6, StandardCharsets.US_ASCII)).isEqualTo("serial");
    assertThat(answer).endsWith(OK);
  }

  @Test
  void aRequestOfAnUnknownTypeIsAnsweredSo() {
    assertThat(ask(driver(false), 99, 0, 0)).containsExactly(UNSUPP);
  }

  @Test
  void aFileIsADisk() throws IOException {
    Path file = Files.write(directory.resolve("disk"), disk);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      TestDriver driver =
          new TestDriver(new VirtioBlock(BlockStorage.of(channel, false), "x")).bringUp(1);
      assertThat(store(driver, 1, filled(SECTOR, 7))).isEqualTo(OK);
      assertThat(ask(driver, IN, 1, SECTOR)).startsWith(filled(SECTOR, 7));
    }
    assertThat(Files.readAllBytes(file)[SECTOR]).isEqualTo((byte) 7);
  }
}
