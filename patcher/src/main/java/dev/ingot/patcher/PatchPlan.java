package dev.ingot.patcher;

import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import java.nio.file.Path;
import java.util.List;

/** Everything that will change in a program, decided. Immutable. */
public final class PatchPlan {
  private final GoProgram program;
  private final PatchOptions options;
  private final BssMove bssMove;
  private final List<Edit> edits;
  private final List<CallSite> sites;
  private final List<BarrierCounter> counters;
  private final List<RedirectedFunction> redirects;
  private final List<ElfSegment> segments;
  private final List<String> warnings;

  PatchPlan(
      GoProgram program,
      PatchOptions options,
      BssMove bssMove,
      List<Edit> edits,
      List<CallSite> sites,
      List<BarrierCounter> counters,
      List<RedirectedFunction> redirects,
      List<ElfSegment> segments,
      List<String> warnings) {
    this.program = program;
    this.options = options;
    this.bssMove = bssMove;
    this.edits = List.copyOf(edits);
    this.sites = List.copyOf(sites);
    this.counters = List.copyOf(counters);
    this.redirects = List.copyOf(redirects);
    this.segments = List.copyOf(segments);
    this.warnings = List.copyOf(warnings);
  }

  /** The program before. */
  public GoProgram program() {
    return program;
  }

  public PatchOptions options() {
    return options;
  }

  /** The move of {@code .bss} and {@code .noptrbss}; by 0 when they stay. */
  public BssMove bssMove() {
    return bssMove;
  }

  /** Every change by ascending file offset; none overlaps another. */
  public List<Edit> edits() {
    return edits;
  }

  /** Every redirected call by ascending address. */
  public List<CallSite> sites() {
    return sites;
  }

  /** The counters, one a barrier routine that the program has; none without counting stubs. */
  public List<BarrierCounter> counters() {
    return counters;
  }

  /** The functions whose calls go elsewhere, in the order of the options. */
  public List<RedirectedFunction> redirects() {
    return redirects;
  }

  /** The program headers after. */
  public List<ElfSegment> segments() {
    return segments;
  }

  /** What a reader of the report must know. */
  public List<String> warnings() {
    return warnings;
  }

  /** The patched file's bytes, on the heap. */
  public byte[] emit() {
    return program.image().whileWhole(() -> PatchedBytes.apply(program.image(), edits));
  }

  /**
   * Writes the patched file, executable, whole or not at all.
   *
   * @throws dev.ingot.goelf.RefusedException when the target cannot be written, or the program's
   *     file was changed since it was read
   */
  public void writeTo(Path target) {
    program
        .image()
        .whileWhole(
            () -> {
              WholeFile.writeExecutable(target, content());
              return target;
            });
  }

  /** The patched file's bytes, without a copy of them. */
  PatchedContent content() {
    return new PatchedContent(program.image(), edits);
  }
}
