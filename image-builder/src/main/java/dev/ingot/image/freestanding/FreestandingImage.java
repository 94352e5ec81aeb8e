package dev.ingot.image.freestanding;

import dev.ingot.goelf.ElfImage;
import dev.ingot.patcher.PatchPlan;

/** A finished image of a kernel, and what was changed in the kernel for it. */
public final class FreestandingImage {
  private final PatchPlan plan;
  private final ElfImage patched;
  private final KernelHeader header;
  private final long stub;
  private final byte[] bytes;

  FreestandingImage(
      PatchPlan plan, ElfImage patched, KernelHeader header, long stub, byte[] bytes) {
    this.plan = plan;
    this.patched = patched;
    this.header = header;
    this.stub = stub;
    this.bytes = bytes;
  }

  /** What was changed in the kernel's ELF. */
  public PatchPlan plan() {
    return plan;
  }

  /** The kernel's ELF after it. */
  public ElfImage patched() {
    return patched;
  }

  public KernelHeader header() {
    return header;
  }

  /** PA of the boot stub. */
  public long stub() {
    return stub;
  }

  /** The file's bytes; the array is the image's own and must not be changed. */
  public byte[] bytes() {
    return bytes;
  }
}
