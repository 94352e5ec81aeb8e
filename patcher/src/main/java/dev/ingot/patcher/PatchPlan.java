package dev.ingot.patcher;

import dev.ingot.goelf.GoProgram;
import java.nio.file.Path;
import java.util.List;

/** Everything that will change, decided; emitting it cannot fail half-way. Skeleton. */
public final class PatchPlan {
  private final GoProgram program;

  PatchPlan(GoProgram program) {
    this.program = program;
  }

  public GoProgram program() {
    return program;
  }

  public List<Edit> edits() {
    throw new UnsupportedOperationException();
  }

  public List<CallSite> sites() {
    throw new UnsupportedOperationException();
  }

  public List<BarrierCounter> counters() {
    throw new UnsupportedOperationException();
  }

  public List<String> warnings() {
    throw new UnsupportedOperationException();
  }

  /** The move, by 0 when the options keep .bss. */
  public BssMove bssMove() {
    throw new UnsupportedOperationException();
  }

  /** The patched file's bytes. */
  public byte[] emit() {
    throw new UnsupportedOperationException();
  }

  /** Writes the patched file: whole or not at all. */
  public void writeTo(Path target) {
    throw new UnsupportedOperationException();
  }
}
