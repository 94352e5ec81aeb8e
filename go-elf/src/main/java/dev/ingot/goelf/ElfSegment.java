package dev.ingot.goelf;

/**
 * One program header (ELF gABI, "Program Header"); offsets and sizes in bytes.
 *
 * @param type {@code p_type}
 * @param flags {@code p_flags}: {@link #EXECUTABLE} | {@link #WRITABLE} | {@link #READABLE}
 * @param offset file offset of the first byte
 * @param virtualAddress VA of the first byte
 * @param physicalAddress {@code p_paddr}; Go writes the VA here
 * @param fileSize bytes that come from the file
 * @param memorySize bytes in memory; those beyond {@code fileSize} are zero
 * @param alignment {@code p_align}: offset and VA are congruent modulo this
 */
public record ElfSegment(
    int type,
    int flags,
    long offset,
    long virtualAddress,
    long physicalAddress,
    long fileSize,
    long memorySize,
    long alignment) {
  /** {@code PF_X}. */
  public static final int EXECUTABLE = 1;

  /** {@code PF_W}. */
  public static final int WRITABLE = 2;

  /** {@code PF_R}. */
  public static final int READABLE = 4;

  /** {@code PT_LOAD}. */
  public static final int LOAD = 1;

  /** {@code PT_DYNAMIC}. */
  public static final int DYNAMIC = 2;

  /** {@code PT_INTERP}. */
  public static final int INTERPRETER = 3;

  /** {@code PT_NOTE}. */
  public static final int NOTE = 4;

  /** {@code PT_PHDR}: the program header table itself. */
  public static final int PROGRAM_HEADERS = 6;

  /** {@code PT_TLS}. */
  public static final int THREAD_LOCAL = 7;

  public boolean isLoad() {
    return type == LOAD;
  }

  public boolean isReadable() {
    return (flags & READABLE) != 0;
  }

  public boolean isWritable() {
    return (flags & WRITABLE) != 0;
  }

  public boolean isExecutable() {
    return (flags & EXECUTABLE) != 0;
  }

  /** First VA behind the segment in memory. */
  public long endAddress() {
    return virtualAddress + memorySize;
  }

  /** First VA behind the bytes that come from the file. */
  public long fileEndAddress() {
    return virtualAddress + fileSize;
  }

  /** First file offset behind the segment's bytes. */
  public long endOffset() {
    return offset + fileSize;
  }

  /** Whether the VA lies in the segment's memory. */
  public boolean contains(long address) {
    return address - virtualAddress >= 0 && address - virtualAddress < memorySize;
  }

  /** Whether the VA lies in the part of the segment that comes from the file. */
  public boolean containsInFile(long address) {
    return address - virtualAddress >= 0 && address - virtualAddress < fileSize;
  }

  /** Whether VA and offset agree modulo the alignment, as ELF asks and mapping the file needs. */
  public boolean isCongruent() {
    return alignment <= 1 || Math.floorMod(virtualAddress - offset, alignment) == 0;
  }

  /**
   * The segment without the bytes that it promises from before the start of the file. Go's linker
   * gives the first PT_LOAD a negative offset when {@code -T} puts the text further behind a 64 KiB
   * boundary than it is behind the start of the file (golang/go#28257). No kernel loads such a
   * file; the bytes that count are all there.
   */
  ElfSegment withoutMissingPart() {
    if (!isLoad() || offset >= 0) {
      return this;
    }
    long missing = -offset;
    return new ElfSegment(
        type,
        flags,
        0,
        virtualAddress + missing,
        physicalAddress + missing,
        fileSize - missing,
        memorySize - missing,
        alignment);
  }

  /** The same bytes elsewhere. */
  public ElfSegment at(long newOffset, long newAddress) {
    long newPhysical = physicalAddress + (newAddress - virtualAddress);
    return new ElfSegment(
        type, flags, newOffset, newAddress, newPhysical, fileSize, memorySize, alignment);
  }

  /** The same with other sizes, in bytes. */
  public ElfSegment withSizes(long newFileSize, long newMemorySize) {
    return new ElfSegment(
        type,
        flags,
        offset,
        virtualAddress,
        physicalAddress,
        newFileSize,
        newMemorySize,
        alignment);
  }

  /** The flags as readelf prints them: {@code R X}, {@code RW } and so on. */
  public String flagText() {
    return (isReadable() ? "R" : " ") + (isWritable() ? "W" : " ") + (isExecutable() ? "X" : " ");
  }
}
