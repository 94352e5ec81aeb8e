package dev.ingot.goelf;

/**
 * What Ingot uses of {@code runtime.firstmoduledata} (Go src/runtime/symtab.go): where the linker
 * put things. All VAs; an {@code e...} field is the first VA behind.
 *
 * @param address of the moduledata itself
 * @param text of the first Go function; Go code ends at {@code etext}
 * @param noptrdata initialised data without pointers
 * @param data initialised data with pointers, described by the GC program at {@code gcdata}
 * @param bss zero-filled data with pointers, described by the GC program at {@code gcbss}
 * @param noptrbss zero-filled data without pointers
 * @param end behind everything that the linker placed
 * @param types of the type descriptors; they end at {@code etypes}
 * @param gofunc that funcdata offsets count from; 0 before Go 1.18, where funcdata is absolute
 */
public record ModuleData(
    long address,
    ModuleDataLayout layout,
    long text,
    long etext,
    long noptrdata,
    long enoptrdata,
    long data,
    long edata,
    long bss,
    long ebss,
    long noptrbss,
    long enoptrbss,
    long end,
    long gcdata,
    long gcbss,
    long types,
    long etypes,
    long gofunc) {

  static ModuleData read(ImageMemory memory, long address, ModuleDataLayout layout) {
    return new ModuleData(
        address,
        layout,
        memory.longAt(address + ModuleDataLayout.TEXT),
        memory.longAt(address + ModuleDataLayout.ETEXT),
        memory.longAt(address + ModuleDataLayout.NOPTRDATA),
        memory.longAt(address + ModuleDataLayout.ENOPTRDATA),
        memory.longAt(address + ModuleDataLayout.DATA),
        memory.longAt(address + ModuleDataLayout.EDATA),
        memory.longAt(address + ModuleDataLayout.BSS),
        memory.longAt(address + ModuleDataLayout.EBSS),
        memory.longAt(address + ModuleDataLayout.NOPTRBSS),
        memory.longAt(address + ModuleDataLayout.ENOPTRBSS),
        memory.longAt(address + layout.end()),
        memory.longAt(address + layout.gcdata()),
        memory.longAt(address + layout.gcbss()),
        memory.longAt(address + layout.types()),
        memory.longAt(address + layout.etypes()),
        layout.gofunc() == ModuleDataLayout.ABSENT ? 0 : memory.longAt(address + layout.gofunc()));
  }

  /** Bytes from {@code bss} to {@code enoptrbss}: all zero-filled data, gaps included. */
  public long zeroFilledSize() {
    return enoptrbss - bss;
  }

  /** Whether the VA lies in the zero-filled data. */
  public boolean isZeroFilled(long address) {
    return address >= bss && address < enoptrbss;
  }

  /** Whether the VA lies in the Go code. */
  public boolean isText(long address) {
    return address >= text && address < etext;
  }
}
