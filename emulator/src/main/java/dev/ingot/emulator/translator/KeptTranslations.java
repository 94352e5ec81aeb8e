package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.RegionTranslator.CodeView;
import dev.ingot.emulator.memory.HostMemory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Translations that outlive a machine, so that another one starts warm. Each is used only where
 * memory holds the very instructions that it was made of. They are code of the JVM's: whoever can
 * write their file can run code in the process that reads it.
 *
 * <p>May be used by several machines and threads at a time.
 */
public final class KeptTranslations {
  /** The largest file, in bytes. Of large programs some 1,000 regions of 7 kB are translated. */
  public static final int MOST_BYTES = 64 << 20;

  private static final long MAGIC = 0x494e_474f_5454_524eL; // INGOTTRN

  /**
   * What makes the same instructions another class, or has a class no longer load: settings of this
   * JVM.
   */
  private static final String HOST =
      "JDK "
          + Runtime.version()
          + (HostCompilers.CLIENT_ALONE ? ", client compiler alone" : ", both compilers")
          + (HostMemory.NATIVE ? ", guest memory outside the heap" : ", guest memory in the heap");

  /** What {@link KeptRegion#writeTo} wrote, by the virtual address of the entry. */
  private final Map<Long, List<byte[]>> regions = new HashMap<>();

  private int count;
  private int bytes;

  /** None. */
  public KeptTranslations() {}

  /**
   * Those of a file.
   *
   * @param file what {@link #toBytes} gave
   * @param maker what made them, of which all has to be as it was: Ingot, the image, and what the
   *     machine was configured to be; a fixed number of parts with commas between them
   * @throws IOException when they cannot be used here; its message says why
   */
  public static KeptTranslations read(byte[] file, String maker) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
      if (in.readLong() != MAGIC) {
        throw new IOException("no translations of ingot's");
      }
      String present = maker + ", " + HOST;
      String made = in.readUTF();
      if (!made.equals(present)) {
        throw new IOException("made with " + differences(made, present));
      }
      int sum = in.readInt();
      if (sum != checksum(file, file.length - in.available())) {
        throw new IOException("damaged: its checksum is another one");
      }
      KeptTranslations result = new KeptTranslations();
      while (in.available() > 0) {
        result.add(in.readNBytes(in.readInt()));
      }
      return result;
    } catch (IllegalArgumentException | BufferUnderflowException | EOFException cutShort) {
      throw new IOException("damaged: cut short", cutShort);
    }
  }

  private static String differences(String made, String present) {
    String[] then = made.split(", ", -1);
    String[] now = present.split(", ", -1);
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < Math.min(then.length, now.length); i++) {
      if (!then[i].equals(now[i])) {
        result.append(result.isEmpty() ? "" : ", ").append(then[i]);
        result.append(" instead of ").append(now[i]);
      }
    }
    return result.isEmpty() ? made : result.toString();
  }

  private static int checksum(byte[] file, int from) {
    CRC32 sum = new CRC32();
    sum.update(file, from, file.length - from);
    return (int) sum.getValue();
  }

  /** A file with all of them, at most {@link #MOST_BYTES} long but for its head. */
  public synchronized byte[] toBytes(String maker) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(bytes);
    ByteArrayOutputStream file = new ByteArrayOutputStream(bytes);
    try (DataOutputStream records = new DataOutputStream(body);
        DataOutputStream out = new DataOutputStream(file)) {
      for (List<byte[]> same : regions.values()) {
        for (byte[] region : same) {
          records.writeInt(region.length);
          records.write(region);
        }
      }
      out.writeLong(MAGIC);
      out.writeUTF(maker + ", " + HOST);
      out.writeInt(checksum(body.toByteArray(), 0));
      body.writeTo(out);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return file.toByteArray();
  }

  /** How many there are. */
  public synchronized int count() {
    return count;
  }

  /** The region that stands for what the CPU would execute at {@code entry}, if it is kept. */
  synchronized Optional<KeptRegion> find(CodeView code, long entry) {
    List<byte[]> same = regions.get(entry);
    if (same != null) {
      for (byte[] written : same) {
        KeptRegion region = read(written);
        if (region.holds(code)) {
          return Optional.of(region);
        }
      }
    }
    return Optional.empty();
  }

  private static KeptRegion read(byte[] written) {
    try {
      return KeptRegion.readFrom(new DataInputStream(new ByteArrayInputStream(written)));
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  void add(KeptRegion region) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(written)) {
      region.writeTo(out);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    add(written.toByteArray());
  }

  private synchronized void add(byte[] written) {
    int size = Integer.BYTES + written.length;
    if (bytes + size <= MOST_BYTES) {
      long entry = KeptRegion.entryOf(written);
      regions.computeIfAbsent(entry, ignored -> new ArrayList<>()).add(written);
      bytes += size;
      count++;
    }
  }
}
