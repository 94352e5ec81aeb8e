package dev.ingot.goelf;

import java.util.List;
import java.util.Optional;

/**
 * A Go program inside an ELF file: its release, function table and the linker's own record of what
 * is where. Works on stripped programs as well.
 */
public final class GoProgram {
  private final ElfImage image;
  private final AddressWords addresses;
  private final ModuleData moduleData;
  private final Pclntab pclntab;
  private final Optional<BuildInfo> buildInfo;
  private final Optional<FipsInfo> fipsInfo;
  private final GoRelease release;

  private GoProgram(ElfImage image, Landmarks landmarks, ModuleDataFinder.Match match) {
    this.image = image;
    this.addresses = landmarks.addresses();
    this.moduleData = match.moduleData();
    this.pclntab = new Pclntab(image, match.header(), moduleData);
    this.buildInfo = BuildInfoReader.firstOf(image, landmarks.buildInfos());
    this.fipsInfo = FipsInfo.firstOf(image, landmarks.fipsInfos());
    this.release =
        buildInfo
            .flatMap(info -> GoRelease.parse(info.goVersion()))
            .orElseGet(
                () ->
                    GoRelease.between(
                        moduleData.layout().firstMinor(), moduleData.layout().lastMinor()));
    SectionCheck.requireAgreement(image, moduleData);
  }

  /**
   * Finds the Go program in a file.
   *
   * @throws RefusedException when there is none, or one of a release that is not supported
   */
  public static GoProgram of(ElfImage image) {
    return image.whileWhole(() -> find(image));
  }

  private static GoProgram find(ElfImage image) {
    if (image.type() != ElfLayout.TYPE_EXECUTABLE && !image.isPositionIndependentProgram()) {
      throw image.refuse(
          "e_type",
          image.type() == ElfLayout.TYPE_SHARED
              ? "3 (shared object) without PT_INTERP"
              : String.valueOf(image.type()),
          "2 (executable), or 3 for a program with PT_INTERP",
          "build with -buildmode=exe");
    }
    Landmarks landmarks = LandmarkSearch.in(image);
    PclntabHeader.Candidates candidates = PclntabHeader.at(image, landmarks.functionTables());
    List<ModuleDataFinder.Match> matches =
        ModuleDataFinder.findAll(image, landmarks.addresses(), candidates.headers());
    if (matches.isEmpty()) {
      throw MissingProgram.explain(image, candidates);
    }
    if (matches.size() > 1) {
      throw image.refuse(
          "moduledata",
          matches.size()
              + " of them, the first two at VA 0x%x and 0x%x"
                  .formatted(
                      matches.get(0).moduleData().address(), matches.get(1).moduleData().address()),
          "one Go module",
          "plugins and shared builds are not supported: build with -buildmode=exe");
    }
    return new GoProgram(image, landmarks, matches.getFirst());
  }

  public ElfImage image() {
    return image;
  }

  /** The release: exact with build information, else the span that the layouts tell. */
  public GoRelease release() {
    return release;
  }

  public Pclntab pclntab() {
    return pclntab;
  }

  public ModuleData moduleData() {
    return moduleData;
  }

  /** The words that can be pointers. */
  public AddressWords addressWords() {
    return addresses;
  }

  /** What {@code go version -m} prints, empty when the program was built without. */
  public Optional<BuildInfo> buildInfo() {
    return buildInfo;
  }

  /** The integrity record of the FIPS 140 module, Go 1.24 and newer. */
  public Optional<FipsInfo> fipsInfo() {
    return fipsInfo;
  }

  /** The function with exactly this name. */
  public Optional<GoFunction> functionNamed(String name) {
    return pclntab.functionNamed(name);
  }

  /** Function, file and line of the instruction at the VA, empty outside of Go code. */
  public Optional<SourceLine> locate(long address) {
    return pclntab.locate(address);
  }

  /**
   * The pointer words of the initialised data.
   *
   * @throws RefusedException when the GC program does not describe it
   */
  public PointerMask dataPointers() {
    return GcProgram.run(image, moduleData.gcdata(), moduleData.data(), moduleData.edata());
  }

  /** VAs of the words in type descriptors that point to on-demand masks in zero-filled data. */
  public List<Long> onDemandMaskPointers() {
    return TypeDescriptors.onDemandMaskPointers(image, moduleData, release);
  }
}
