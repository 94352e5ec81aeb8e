package dev.ingot.patcher;

import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.dwarf.DebugSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a reader of the report must know about a plan that is nevertheless sound. */
final class Warnings {
  /**
   * Runtime routines that put pointers into the write-barrier buffer themselves (Go
   * src/runtime/mbarrier.go, mbitmap.go, atomic_pointer.go).
   */
  private static final List<String> OTHER_BARRIERS =
      List.of(
          "runtime.wbZero",
          "runtime.wbMove",
          "runtime.typedmemmove",
          "runtime.typedslicecopy",
          "runtime.bulkBarrierPreWrite",
          "runtime.bulkBarrierPreWriteSrcOnly",
          "runtime.atomicwb");

  private Warnings() {}

  static List<String> of(
      GoProgram program,
      PatchOptions options,
      BssMove move,
      Set<EditKind> kinds,
      List<PlacedCode> userCode,
      DebugInfoRelocation debugInfo) {
    List<String> warnings = new ArrayList<>();
    if (options.stub() != BarrierStub.KEEP && options.freestanding().isEmpty()) {
      warnAboutOtherBarriers(program, warnings);
    }
    if (!options.redirects().isEmpty()) {
      warnings.add(
          "Redirection takes calls: copies of a redirected function that the compiler put into its"
              + " callers (inlining) still run. //go:noinline prevents them.");
    }
    userCode.stream()
        .filter(code -> code.callsProgram(program))
        .map(
            code ->
                code.code().name()
                    + " calls Go functions (BL): Go's runtime cannot walk a stack with a return"
                    + " address in it, so no garbage collection, stack growth or panic may happen"
                    + " inside such a call. A jump (B) as the last instruction is always safe.")
        .forEach(warnings::add);
    if (kinds.contains(EditKind.FIPS_SUM)) {
      warnings.add(
          "The integrity sum of the FIPS 140 module was recomputed: the module passes its own"
              + " check, but it is no longer the validated one.");
    }
    if (kinds.contains(EditKind.SEGMENT_COPY)) {
      warnings.add(
          "The linker gave the text a file offset that no kernel can map (golang/go#28257, caused"
              + " by -T): the patched file has a second copy of it where it can be mapped.");
    }
    boolean stale = options.debugInfo() == DebugInfo.STAYS || debugInfo.failure().isPresent();
    if (move.delta() != 0 && stale && DebugSection.isPresent(program.image())) {
      warnings.add(
          "DWARF still gives the old addresses of global variables in .bss%s: add 0x%x to them in a"
                  .formatted(
                      debugInfo.failure().map(why -> " (" + why + ")").orElse(""), move.delta())
              + " debugger.");
    }
    return List.copyOf(warnings);
  }

  private static void warnAboutOtherBarriers(GoProgram program, List<String> warnings) {
    List<String> present =
        OTHER_BARRIERS.stream().filter(name -> program.functionNamed(name).isPresent()).toList();
    if (!present.isEmpty()) {
      warnings.add(
          "Calls of gcWriteBarrier are not all barriers: "
              + String.join(", ", present)
              + " fill the write-barrier buffer themselves and are not redirected.");
    }
  }
}
