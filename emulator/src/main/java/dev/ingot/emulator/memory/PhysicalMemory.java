package dev.ingot.emulator.memory;

import dev.ingot.emulator.device.MmioDevice;
import java.util.ArrayList;
import java.util.List;

/**
 * The physical address space: one bank of RAM whose pages come into being when touched, flash that
 * holds what was put into it before the start, and devices.
 */
public final class PhysicalMemory {
  /** Most RAM a machine can have: 16 GiB. */
  public static final long MAX_RAM_BYTES = 16L << 30;

  private static final byte ERASED = -1;
  private static final int DIRECTORY_SHIFT = 21;
  private static final int PAGES_PER_DIRECTORY = 1 << DIRECTORY_SHIFT - RamPage.SHIFT;

  private final PageStore store = new PageStore();
  private final long ramBase;
  private final long ramBytes;
  private final RamPage[][] directories;
  private final List<MmioDevice> devices = new ArrayList<>();
  private long touchedPages;
  private long flashBase;
  private RamPage[] flash = {};
  private final List<CodeHolder> codeHolders = new ArrayList<>();

  /** One that holds instructions of pages decoded, and where pages are: a CPU. */
  public interface CodeHolder {
    /** The content of {@code page} is about to change, or has changed. */
    void decodedPageWritten(RamPage page);

    /**
     * Somebody holds instructions of {@code page} decoded from now on: writes are to be announced.
     */
    void pageDecoded(RamPage page);

    /** {@link RamPage#host} has changed for a page at {@code addresses}, which are virtual ones. */
    void pageMoved(long[] addresses);
  }

  /**
   * An address space with RAM only.
   *
   * @param ramBase physical address, a multiple of 4096
   * @param ramBytes a multiple of 4096, at most {@link #MAX_RAM_BYTES}
   */
  public PhysicalMemory(long ramBase, long ramBytes) {
    if ((ramBase | ramBytes) % RamPage.BYTES != 0 || ramBytes <= 0 || ramBytes > MAX_RAM_BYTES) {
      throw new IllegalArgumentException(
          "RAM of %d bytes at 0x%x: allowed are whole pages of 4096 bytes, at most %d bytes"
              .formatted(ramBytes, ramBase, MAX_RAM_BYTES));
    }
    this.ramBase = ramBase;
    this.ramBytes = ramBytes;
    this.directories = new RamPage[(int) ((ramBytes - 1 >>> DIRECTORY_SHIFT) + 1)][];
  }

  /** Physical address of the first byte of RAM. */
  public long ramBase() {
    return ramBase;
  }

  /** Bytes of RAM. */
  public long ramBytes() {
    return ramBytes;
  }

  /** Bytes of RAM in pages that have been touched, which is what they cost the host. */
  public long touchedBytes() {
    return touchedPages * RamPage.BYTES;
  }

  /** Adds a device; its range must not touch RAM or another device. */
  public void add(MmioDevice device) {
    if (isRam(device.base()) || deviceAt(device.base()) != null) {
      throw new IllegalArgumentException(
          "the device at 0x%x overlaps RAM or another device".formatted(device.base()));
    }
    devices.add(device);
  }

  /**
   * Adds flash. Behind its contents it is erased: all ones.
   *
   * @param base physical address, a multiple of 4096, clear of RAM and devices
   * @param size bytes, a multiple of 4096
   * @param contents at most that many bytes
   */
  public void addFlash(long base, int size, byte[] contents) {
    if ((base | size) % RamPage.BYTES != 0 || contents.length > size || isRam(base)) {
      throw new IllegalArgumentException(
          "%d bytes of flash at 0x%x with %d bytes in it: allowed are whole pages of 4096 bytes, clear of RAM"
              .formatted(size, base, contents.length));
    }
    flashBase = base;
    flash = new RamPage[size / RamPage.BYTES];
    for (int at = 0; at < contents.length; at += RamPage.BYTES) {
      RamPage page = flashPage(base + at);
      page.copyIn(0, contents, at, Math.min(RamPage.BYTES, contents.length - at));
    }
  }

  /** Lets {@code holder} hear of decoded pages and of writes into them. */
  public void addCodeHolder(CodeHolder holder) {
    codeHolders.add(holder);
  }

  /** Whether the physical address lies in RAM. */
  public boolean isRam(long pa) {
    return Long.compareUnsigned(pa - ramBase, ramBytes) < 0;
  }

  /** The page around a physical address, or null where there is neither RAM nor flash. */
  public RamPage page(long pa) {
    long offset = pa - ramBase;
    if (Long.compareUnsigned(offset, ramBytes) >= 0) {
      return flashPage(pa);
    }
    int directoryIndex = (int) (offset >>> DIRECTORY_SHIFT);
    RamPage[] directory = directories[directoryIndex];
    if (directory == null) {
      directory = directories[directoryIndex] = new RamPage[PAGES_PER_DIRECTORY];
    }
    int pageIndex = (int) (offset >>> RamPage.SHIFT) & PAGES_PER_DIRECTORY - 1;
    RamPage page = directory[pageIndex];
    if (page == null) {
      page = directory[pageIndex] = new RamPage(store, pa & -RamPage.BYTES, false);
      touchedPages++;
    }
    return page;
  }

  private RamPage flashPage(long pa) {
    long index = pa - flashBase >>> RamPage.SHIFT;
    if (Long.compareUnsigned(index, flash.length) >= 0) {
      return null;
    }
    RamPage page = flash[(int) index];
    if (page == null) {
      page = flash[(int) index] = new RamPage(store, pa & -RamPage.BYTES, true);
      page.fill(ERASED);
    }
    return page;
  }

  /** The device at a physical address, or null. */
  public MmioDevice deviceAt(long pa) {
    for (int i = 0; i < devices.size(); i++) {
      MmioDevice device = devices.get(i);
      if (Long.compareUnsigned(pa - device.base(), device.size()) < 0) {
        return device;
      }
    }
    return null;
  }

  /** Announces that {@code page} is written by other means than this class. */
  public void written(RamPage page) {
    if (page.decoded()) {
      page.decoded(false);
      for (int i = 0; i < codeHolders.size(); i++) {
        codeHolders.get(i).decodedPageWritten(page);
      }
    }
  }

  /** Announces that instructions of {@code page} are about to be held decoded. */
  public void decoded(RamPage page) {
    if (!page.decoded()) {
      page.decoded(true);
      for (int i = 0; i < codeHolders.size(); i++) {
        codeHolders.get(i).pageDecoded(page);
      }
    }
  }

  /**
   * Announces that a CPU is about to hold where a page is, for one of its virtual addresses. When a
   * program uses a page there for the first time, the page moves next to those of the neighboring
   * addresses, if that is possible: what has to be added to the addresses of a program's data for
   * those of the host is mostly the same then.
   *
   * @param va of the page
   * @param byProgram whether a program uses the page there
   */
  public void held(RamPage page, long va, boolean byProgram) {
    if (page.heldFor(va) && byProgram && page.settle(va)) {
      for (int i = 0; i < codeHolders.size(); i++) {
        codeHolders.get(i).pageMoved(page.addresses());
      }
    }
  }

  /**
   * Copies bytes into RAM.
   *
   * @throws IllegalArgumentException when the range leaves RAM
   */
  public void copyIn(long pa, byte[] bytes) {
    requireRam(pa, bytes.length);
    int done = 0;
    while (done < bytes.length) {
      long at = pa + done;
      int offset = (int) at & RamPage.BYTES - 1;
      int length = Math.min(RamPage.BYTES - offset, bytes.length - done);
      RamPage page = page(at);
      written(page);
      page.copyIn(offset, bytes, done, length);
      done += length;
    }
  }

  /**
   * Copies bytes out of RAM.
   *
   * @throws IllegalArgumentException when the range leaves RAM
   */
  public byte[] copyOut(long pa, int length) {
    requireRam(pa, length);
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      long at = pa + done;
      int offset = (int) at & RamPage.BYTES - 1;
      int count = Math.min(RamPage.BYTES - offset, length - done);
      RamPage page = page(at);
      page.copyOut(offset, bytes, done, count);
      done += count;
    }
    return bytes;
  }

  private void requireRam(long pa, int length) {
    if (length > 0 && !(isRam(pa) && isRam(pa + length - 1))) {
      throw new IllegalArgumentException(
          "0x%x..0x%x is not in RAM, which is 0x%x..0x%x"
              .formatted(pa, pa + length, ramBase, ramBase + ramBytes));
    }
  }
}
