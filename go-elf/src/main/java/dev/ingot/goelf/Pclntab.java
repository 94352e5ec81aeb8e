package dev.ingot.goelf;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.RandomAccess;

/**
 * The function table {@code runtime.pclntab}: names, entries, files and lines of all functions. It
 * survives stripping, because the runtime prints stack traces from it.
 */
public final class Pclntab {
  private final PclntabHeader header;
  private final PclntabLayout layout;
  private final ElfImage image;
  private final ImageMemory memory;
  private final long text;
  private final long end;
  private final PcValueTable lines;
  private FunctionNames names;

  Pclntab(ElfImage image, PclntabHeader header, ModuleData moduleData) {
    this.header = header;
    this.layout = header.layout();
    this.image = image;
    this.memory = image.memory();
    this.text = moduleData.text();
    this.end =
        header.functions()
            + memory.longAt(moduleData.address() + ModuleDataLayout.PCLNTABLE + Long.BYTES);
    this.lines = new PcValueTable(memory, header.values());
    requireAscending(moduleData);
  }

  /** VA of the table's header. */
  public long address() {
    return header.address();
  }

  /** Whether the VA lies between the table's header and the end of its function records. */
  public boolean occupies(long address) {
    return address >= header.address() && address < end;
  }

  /** The VAs of its parts. */
  public FunctionTables tables() {
    return new FunctionTables(
        header.functions(),
        functionCount(),
        layout.entrySize(),
        header.names(),
        header.units(),
        header.files(),
        header.values());
  }

  public int functionCount() {
    return (int) header.functionCount();
  }

  /** All functions by ascending address; each is read when asked for. */
  public List<GoFunction> functions() {
    return new FunctionList();
  }

  /** The function with exactly this name; the first one if several have it. */
  public synchronized Optional<GoFunction> functionNamed(String name) {
    if (names == null) {
      names = FunctionNames.of(image, functionCount(), index -> nameAddressOf(recordOf(index)));
    }
    OptionalInt index = names.indexOf(name);
    return index.isPresent() ? Optional.of(function(index.getAsInt())) : Optional.empty();
  }

  /** The function that holds the VA, empty outside of Go code. */
  public Optional<GoFunction> functionAt(long address) {
    if (address < entryOf(0) || address >= entryOf(functionCount())) {
      return Optional.empty();
    }
    int low = 0;
    int high = functionCount() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (entryOf(middle) <= address) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Optional.of(function(low));
  }

  /** Function, file and line of the instruction at the VA, empty outside of Go code. */
  public synchronized Optional<SourceLine> locate(long address) {
    return functionAt(address).map(function -> locate(function, address));
  }

  private SourceLine locate(GoFunction function, long address) {
    long func = recordOf(function.index());
    int line = lines.valueAt(memory.wordAt(func + layout.funcPcln()), function.entry(), address);
    int fileNumber =
        lines.valueAt(memory.wordAt(func + layout.funcPcfile()), function.entry(), address);
    return new SourceLine(
        function.name(), address - function.entry(), fileName(func, fileNumber), Math.max(line, 0));
  }

  /** File numbers count within a compilation unit; -1 marks generated code. */
  private String fileName(long func, int fileNumber) {
    int unit = memory.wordAt(func + layout.funcCuOffset());
    if (unit == -1 || fileNumber < 0) {
      return "?";
    }
    long index = (unit & 0xffffffffL) + fileNumber;
    int offset = memory.wordAt(header.units() + index * 4);
    return offset == -1 ? "?" : memory.textAt(header.files() + (offset & 0xffffffffL));
  }

  private GoFunction function(int index) {
    long func = recordOf(index);
    int startLine = layout.hasStartLines() ? memory.wordAt(func + layout.funcStartLine()) : 0;
    return new GoFunction(index, nameOf(func), entryOf(index), entryOf(index + 1), startLine);
  }

  private long entryOf(int index) {
    return header.entryOf(memory, index, text);
  }

  /** VA of the function's {@code _func}. */
  private long recordOf(int index) {
    return header.recordOf(memory, index);
  }

  private String nameOf(long func) {
    return memory.textAt(nameAddressOf(func));
  }

  private long nameAddressOf(long func) {
    return header.names() + (memory.wordAt(func + layout.funcName()) & 0xffffffffL);
  }

  private void requireAscending(ModuleData moduleData) {
    long previous = text;
    for (int i = 0; i <= functionCount(); i++) {
      long entry = entryOf(i);
      if (entry < previous || entry > moduleData.etext()) {
        throw image.refuse(
            "pclntab ftab[" + i + "]",
            "entry VA 0x" + Long.toHexString(entry),
            "ascending entries up to 0x" + Long.toHexString(moduleData.etext()),
            "the program is damaged: build it again");
      }
      previous = entry;
    }
  }

  private final class FunctionList extends AbstractList<GoFunction> implements RandomAccess {
    @Override
    public GoFunction get(int index) {
      synchronized (Pclntab.this) {
        return function(Objects.checkIndex(index, functionCount()));
      }
    }

    @Override
    public int size() {
      return functionCount();
    }
  }
}
