package dev.ingot.image.freestanding;

import dev.ingot.goelf.GoProgram;
import dev.ingot.linkerscript.Board;
import dev.ingot.linkerscript.Layout;
import dev.ingot.patcher.BarrierStub;
import dev.ingot.patcher.Redirect;
import java.util.List;

/**
 * What a freestanding image is made of.
 *
 * @param program the kernel, as the stock toolchain built it
 * @param entry the function that the boot stub calls, such as {@code main.KernelMain}
 * @param board the machine
 * @param layout which of its memories hold code and data
 * @param barrierFlag what {@code runtime.writeBarrier} says: whether stores of pointers call the
 *     write barrier
 * @param stub what calls of the write barrier run into; not {@link BarrierStub#COUNT}
 * @param movesData whether {@code .bss}, and {@code .data} when the code lies in ROM, move; without
 *     it a program linked for ROM has its variables there and cannot assign them
 * @param mmu whether the identity map and the caches are on
 * @param stackSize bytes of the kernel's stack, a multiple of 4096
 * @param redirects functions whose calls go elsewhere
 */
public record FreestandingSpec(
    GoProgram program,
    String entry,
    Board board,
    Layout layout,
    boolean barrierFlag,
    BarrierStub stub,
    boolean movesData,
    boolean mmu,
    long stackSize,
    List<Redirect> redirects) {
  public FreestandingSpec {
    redirects = List.copyOf(redirects);
  }
}
