package dev.ingot.image.freestanding;

import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.a64.Instruction;
import dev.ingot.goelf.a64.Instruction.AddImmediate;
import dev.ingot.goelf.a64.Instruction.AddressOfPage;
import dev.ingot.goelf.a64.Instruction.LoadStore;
import java.util.Optional;

/** Reads the addresses that Go code makes with ADRP and the instructions right behind it. */
final class CodeReader {
  /** Bytes of an instruction. */
  static final int STEP = 4;

  /** {@code opc} of a load that extends with zeros, and of a store (Arm ARM C4.1.96.31). */
  private static final int LOAD = 1;

  private static final int STORE = 0;

  private final ImageMemory memory;

  CodeReader(GoProgram program) {
    this.memory = program.image().memory();
  }

  /**
   * An access to memory at a fixed place.
   *
   * @param target VA that it accesses
   */
  record Access(long target, LoadStore instruction) {}

  /** Whether it loads that many bytes into a general-purpose register. */
  static boolean isLoad(LoadStore access, int bytes) {
    return !access.simd() && access.operation() == LOAD && access.accessSize() == bytes;
  }

  /** Whether it stores that many bytes from a general-purpose register. */
  static boolean isStore(LoadStore access, int bytes) {
    return !access.simd() && access.operation() == STORE && access.accessSize() == bytes;
  }

  Instruction at(long address) {
    return Instruction.decode(memory.wordAt(address));
  }

  /** The VA that {@code ADRP; ADD} makes, if that is what stands there, both of one register. */
  Optional<Long> addressMadeAt(long address) {
    return at(address) instanceof AddressOfPage adrp
            && at(address + STEP) instanceof AddImmediate add
            && add.wide()
            && !add.shifted()
            && add.source() == adrp.register()
            && add.destination() == adrp.register()
        ? Optional.of(adrp.page(address) + add.immediate())
        : Optional.empty();
  }

  /** The access that {@code ADRP; LDR} or, up to Go 1.19, {@code ADRP; ADD; LDR} makes there. */
  Optional<Access> accessAt(long address) {
    if (!(at(address) instanceof AddressOfPage adrp)) {
      return Optional.empty();
    }
    if (at(address + STEP) instanceof LoadStore access && access.base() == adrp.register()) {
      return Optional.of(new Access(adrp.page(address) + access.offset(), access));
    }
    return addressMadeAt(address)
        .flatMap(
            made ->
                at(address + 2 * STEP) instanceof LoadStore access
                        && access.base() == adrp.register()
                    ? Optional.of(new Access(made + access.offset(), access))
                    : Optional.empty());
  }
}
