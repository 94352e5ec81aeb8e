package dev.ingot.patcher;

import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.SourceLine;
import java.util.Optional;

/** What holds an instruction. */
public sealed interface CodeHolder {
  /** A function or variable; empty when nobody knows. */
  String name();

  /** Function, file and line, when the function table tells. */
  Optional<SourceLine> source();

  /** A name and nothing else, as a manifest tells it. */
  record Named(String name) implements CodeHolder {
    @Override
    public Optional<SourceLine> source() {
      return Optional.empty();
    }
  }

  /**
   * A place in a program. Function and line are looked up when somebody asks: patching needs none
   * of the ten thousands.
   *
   * @param address VA
   * @param label the name to give, empty for that of the function
   */
  record Located(GoProgram program, long address, Optional<String> label) implements CodeHolder {
    @Override
    public String name() {
      return label.or(() -> source().map(SourceLine::function)).orElse("");
    }

    @Override
    public Optional<SourceLine> source() {
      return program.locate(address);
    }
  }
}
