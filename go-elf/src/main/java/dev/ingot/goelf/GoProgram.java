package dev.ingot.goelf;

import java.util.Optional;

/** A Go program inside an ELF file. Skeleton: the readers follow. */
public final class GoProgram {
  private final ElfImage image;

  private GoProgram(ElfImage image) {
    this.image = image;
  }

  public static GoProgram of(ElfImage image) {
    return new GoProgram(image);
  }

  public ElfImage image() {
    return image;
  }

  public GoRelease release() {
    throw new UnsupportedOperationException();
  }

  public Pclntab pclntab() {
    throw new UnsupportedOperationException();
  }

  public ModuleData moduleData() {
    throw new UnsupportedOperationException();
  }

  public Optional<BuildInfo> buildInfo() {
    throw new UnsupportedOperationException();
  }

  public Optional<GoFunction> functionNamed(String name) {
    throw new UnsupportedOperationException();
  }

  public Optional<SourceLine> locate(long address) {
    throw new UnsupportedOperationException();
  }
}
