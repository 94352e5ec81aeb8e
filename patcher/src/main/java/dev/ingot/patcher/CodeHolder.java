package dev.ingot.patcher;

import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.SourceLine;
import java.util.Optional;

/** Tells what holds an instruction. One tells it for all instructions of a kind. */
public sealed interface CodeHolder {
  /** The function or variable that holds the VA; empty when nobody knows. */
  String nameAt(long address);

  /** Function, file and line of the VA, when the function table tells. */
  Optional<SourceLine> sourceAt(long address);

  /** A name and nothing else, as a manifest tells it. */
  record Named(String name) implements CodeHolder {
    @Override
    public String nameAt(long address) {
      return name;
    }

    @Override
    public Optional<SourceLine> sourceAt(long address) {
      return Optional.empty();
    }
  }

  /**
   * A program. Function and line are looked up when somebody asks: patching needs none of the ten
   * thousands.
   *
   * @param label the name to give, empty for that of the function
   */
  record Located(GoProgram program, Optional<String> label) implements CodeHolder {
    @Override
    public String nameAt(long address) {
      return label.or(() -> sourceAt(address).map(SourceLine::function)).orElse("");
    }

    @Override
    public Optional<SourceLine> sourceAt(long address) {
      return program.locate(address);
    }
  }
}
