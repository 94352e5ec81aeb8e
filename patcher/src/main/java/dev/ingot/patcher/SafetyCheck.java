package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.ModuleData;
import dev.ingot.goelf.RefusedException;

/** Refuses programs in which something that Ingot does not see could depend on what it changes. */
final class SafetyCheck {
  /** Linked into every race build and no other (Go src/runtime/race_arm64.s). */
  private static final String RACE_FUNCTION = "runtime.racefuncenter";

  private final GoProgram program;
  private final ElfImage image;
  private final ModuleData moduleData;

  private SafetyCheck(GoProgram program) {
    this.program = program;
    this.image = program.image();
    this.moduleData = program.moduleData();
  }

  /** For every patch. */
  static void requirePatchable(GoProgram program) {
    new SafetyCheck(program).refuseRaceBuild();
  }

  /** For the stubs: each is sound in one world only. */
  static void requireSoundStub(GoProgram program, PatchOptions options) {
    BarrierStub stub = options.stub();
    if (stub == BarrierStub.SCRATCH && options.freestanding().isEmpty()) {
      throw program
          .image()
          .refuse(
              "barrier stub",
              "scratch, in a program whose runtime runs",
              "count, keep or trap: the concurrent collector needs every pointer that the barrier"
                  + " takes",
              "leave it out; scratch is for ingot image --freestanding");
    }
    if (stub == BarrierStub.COUNT && options.freestanding().isPresent()) {
      throw program
          .image()
          .refuse(
              "barrier stub",
              "count, in a kernel without Go's runtime",
              "scratch, keep or trap: count goes on in the runtime's routine, which cannot work",
              "leave it out; scratch is the default of ingot image --freestanding");
    }
  }

  /** For moving the zero-filled data. */
  static void requireMovable(GoProgram program) {
    SafetyCheck check = new SafetyCheck(program);
    check.refuseDynamic();
    if (ZeroFill.recordsOf(program).isEmpty()) {
      check.refuseForeignCode();
      check.refuseForeignZeroFill();
    }
  }

  /** For redirecting the calls: all of them must be seen. */
  static void requireRedirectable(GoProgram program, CallCensus census) {
    if (!census.otherReferences().isEmpty()) {
      CallCensus.OtherReference first = census.otherReferences().getFirst();
      throw program
          .image()
          .refuse(
              "VA 0x%x%s"
                  .formatted(
                      first.address(),
                      program
                          .locate(first.address())
                          .map(line -> " (" + line.function() + ")")
                          .orElse("")),
              "%s of %s".formatted(first.what(), first.callee().name()),
              "calls (BL) only",
              "do not redirect this function (for barriers: stub KEEP); some calls would escape");
    }
  }

  private void refuseRaceBuild() {
    boolean built =
        program.buildInfo().map(info -> "true".equals(info.settings().get("-race"))).orElse(false);
    if (built || program.functionNamed(RACE_FUNCTION).isPresent()) {
      throw image.refuse(
          "build setting -race",
          "true",
          "a build without the race detector, which assumes one contiguous data range",
          "build without -race");
    }
  }

  private void refuseDynamic() {
    for (ElfSegment segment : image.segments()) {
      if (segment.type() == ElfSegment.INTERPRETER || segment.type() == ElfSegment.DYNAMIC) {
        throw image.refuse(
            "program headers",
            segment.type() == ElfSegment.DYNAMIC ? "PT_DYNAMIC" : "PT_INTERP",
            "a static program",
            "build with -buildmode=exe and CGO_ENABLED=0, or keep .bss where it is"
                + " (--no-move-bss)");
      }
    }
  }

  /** Code outside of {@code text..etext} is not Go's: its references follow other rules. */
  private void refuseForeignCode() {
    for (ElfSection section : image.sections()) {
      if (section.isAllocated()
          && section.hasInstructions()
          && section.size() > 0
          && !moduleData.isText(section.address())) {
        throw foreignCode(
            "section " + section.name(),
            "code at VA 0x%x to 0x%x".formatted(section.address(), section.endAddress()));
      }
    }
    for (ElfSegment segment : image.loadSegments()) {
      if (segment.isExecutable()) {
        requireOnlyGoCode(segment);
      }
    }
  }

  private void requireOnlyGoCode(ElfSegment segment) {
    if (!segment.containsInFile(moduleData.text())) {
      throw foreignCode(
          "a second executable PT_LOAD", "code at VA 0x%x".formatted(segment.virtualAddress()));
    }
    ImageMemory memory = image.memory();
    for (long at = moduleData.etext(); at < segment.fileEndAddress(); at++) {
      if (memory.byteAt(at) != 0) {
        throw foreignCode("executable PT_LOAD", "bytes at VA 0x%x".formatted(at));
      }
    }
  }

  private RefusedException foreignCode(String place, String found) {
    return image.refuse(
        place,
        found,
        "Go code only, VA 0x%x to 0x%x".formatted(moduleData.text(), moduleData.etext()),
        "build with CGO_ENABLED=0; or link with -ldflags=-extldflags=-Wl,--emit-relocs, so that C"
            + " code can follow a moved .bss; or keep .bss where it is (--no-move-bss)");
  }

  private void refuseForeignZeroFill() {
    ElfSegment data = ZeroFill.segmentOf(program);
    if (data.fileEndAddress() > moduleData.bss() || data.endAddress() > moduleData.end()) {
      throw image.refuse(
          "PT_LOAD at VA 0x%x".formatted(data.virtualAddress()),
          "zero-filled data at VA 0x%x to 0x%x".formatted(data.fileEndAddress(), data.endAddress()),
          "Go's own, VA 0x%x to 0x%x".formatted(moduleData.bss(), moduleData.end()),
          "build with CGO_ENABLED=0, linked by Go's own linker; or keep .bss where it is"
              + " (--no-move-bss)");
    }
  }
}
