package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.Flags;
import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.cpu.LazyFlags;
import dev.ingot.emulator.cpu.Region;
import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.cpu.RegionTranslator;
import dev.ingot.emulator.translator.TranslatedRegion.Parts;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Translates regions into hidden classes. */
public final class BytecodeTranslator implements RegionTranslator {
  /** HotSpot does not compile methods with more bytes (HugeMethodLimit). */
  static final int MOST_BYTES = 8000;

  /** With more, HotSpot's compilers take longer and the guest is no faster (docs/machine.md). */
  private static final int MOST_INSTRUCTIONS = 150;

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  /** Whose static methods translated code calls. */
  private static final List<Class<?>> CALLED =
      List.of(Flags.class, Lanes.class, LazyFlags.class, Products.class, Quotients.class);

  /** The name that the class of a region has for itself. */
  static final ClassDesc SELF = ClassDesc.of("dev.ingot.emulator.translator.Generated");

  private static final ClassDesc PARTS = Parts.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(ConstantDescs.CD_void, PARTS);
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(ConstantDescs.CD_int, RegionCode.FRAME);

  private final InstructionTable table;
  private final InstructionDecoder decoder;
  private final Optional<KeptTranslations> kept;

  /**
   * A translator of the instructions that {@code table} knows.
   *
   * @param fastFloat whether floating-point instructions may leave the cumulative exception flags
   *     of FPSR alone
   */
  public BytecodeTranslator(InstructionTable table, boolean fastFloat) {
    this(table, fastFloat, Optional.empty());
  }

  /**
   * The same with translations that are used and added to, which have to be of the same {@code
   * table} and {@code fastFloat}.
   */
  public BytecodeTranslator(
      InstructionTable table, boolean fastFloat, Optional<KeptTranslations> kept) {
    this.table = table;
    this.kept = kept;
    this.decoder = new InstructionDecoder(table, fastFloat);
  }

  /** A class that is not loaded yet, and the instructions that it stands for. */
  record GeneratedClass(byte[] bytes, Parts parts, List<BasicBlock> blocks) {}

  @Override
  public boolean keeps() {
    return kept.isPresent();
  }

  @Override
  public Optional<Plan> keptPlan(CodeView code, long entry) {
    if (kept.isPresent()) {
      Optional<KeptRegion> region = kept.get().find(code, entry);
      if (region.isPresent()) {
        return Optional.of(new KeptPlan(region.get()));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Plan> plan(CodeView code, long entry) {
    Optional<Plan> known = keptPlan(code, entry);
    return known.isPresent() ? known : translation(code, entry);
  }

  private Optional<Plan> translation(CodeView code, long entry) {
    RecordedCode recorded = new RecordedCode(code);
    List<BasicBlock> blocks = find(recorded, entry, MOST_INSTRUCTIONS);
    if (!RegionFinder.isWorthwhile(blocks, entry)) {
      return Optional.empty();
    }
    recorded.close();
    return Optional.of(new RecordedPlan(recorded, entry, blocks));
  }

  private List<BasicBlock> find(CodeView code, long entry, int most) {
    return new RegionFinder(decoder, code, most, !HostCompilers.CLIENT_ALONE).blocksFrom(entry);
  }

  /** The largest region that HotSpot is willing to compile. */
  private GeneratedClass generate(CodeView code, long entry, List<BasicBlock> largest) {
    List<BasicBlock> blocks = largest;
    int most = MOST_INSTRUCTIONS;
    while (true) {
      GeneratedClass generated = generate(blocks, entry, code.alignmentMatters());
      // Most class files are shorter as a whole, and need not be read for it.
      if (generated.bytes().length < MOST_BYTES || largestMethod(generated.bytes()) < MOST_BYTES) {
        return generated;
      }
      most = most * 3 / 4;
      blocks = find(code, entry, most);
    }
  }

  /** A region whose class is not generated yet. */
  final class RecordedPlan implements Plan {
    private final RecordedCode code;
    private final long entry;
    private final List<BasicBlock> blocks;

    RecordedPlan(RecordedCode code, long entry, List<BasicBlock> blocks) {
      this.code = code;
      this.entry = entry;
      this.blocks = blocks;
    }

    @Override
    public Set<Long> pages() {
      return code.pages();
    }

    @Override
    public Region translate(RegionFrame frame) {
      GeneratedClass generated = generate();
      if (kept.isPresent()) {
        kept.get().add(KeptRegion.of(entry, code, generated));
      }
      return instance(generated.bytes(), generated.parts(), frame);
    }

    GeneratedClass generate() {
      return BytecodeTranslator.this.generate(code, entry, blocks);
    }
  }

  /** A region whose class was generated before. */
  private final class KeptPlan implements Plan {
    private final KeptRegion region;

    KeptPlan(KeptRegion region) {
      this.region = region;
    }

    @Override
    public Set<Long> pages() {
      return region.pages();
    }

    @Override
    public Region translate(RegionFrame frame) {
      try {
        return instance(region.classFile(), region.parts(table), frame);
      } catch (LinkageError otherCode) {
        throw new IllegalStateException("a kept translation cannot be loaded", otherCode);
      }
    }
  }

  /** Generates the class of a region. */
  private GeneratedClass generate(List<BasicBlock> blocks, long entry, boolean alignmentMatters) {
    Place first = new Place(entry, CallPath.OUTSIDE);
    AtomicReference<Parts> parts = new AtomicReference<>();
    byte[] bytes =
        ClassFile.of()
            .build(
                SELF,
                type -> {
                  type.withFlags(AccessFlag.FINAL, AccessFlag.SUPER)
                      .withSuperclass(RegionEmitter.REGION);
                  RegionConstant.declare(type);
                  type.withMethodBody(
                      ConstantDescs.INIT_NAME, CONSTRUCTOR, 0, BytecodeTranslator::emitConstructor);
                  type.withMethodBody(
                      "run",
                      RUN,
                      ClassFile.ACC_PUBLIC,
                      code -> {
                        RegionEmitter emitter =
                            new RegionEmitter(code, table, blocks, first, alignmentMatters);
                        emitter.emit();
                        parts.set(emitter.parts());
                      });
                });
    return new GeneratedClass(bytes, parts.get(), blocks);
  }

  private static void emitConstructor(CodeBuilder code) {
    code.aload(0)
        .aload(1)
        .invokespecial(RegionEmitter.REGION, ConstantDescs.INIT_NAME, CONSTRUCTOR)
        .return_();
  }

  /** Bytes of the longest method of a class file. */
  static int largestMethod(byte[] bytes) {
    return ClassFile.of().parse(bytes).methods().stream()
        .flatMap(method -> method.code().stream())
        .mapToInt(code -> ((CodeAttribute) code).codeLength())
        .max()
        .orElse(0);
  }

  private static Region instance(byte[] classFile, Parts parts, RegionFrame frame) {
    try {
      initializeCalled();
      Class<?> loaded =
          LOOKUP
              .defineHiddenClassWithClassData(classFile, RegionConstant.of(frame), true)
              .lookupClass();
      return (Region) loaded.getDeclaredConstructor(Parts.class).newInstance(parts);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a translated region cannot be loaded", e);
    }
  }

  /** HotSpot's client compiler inlines no static method of a class that is not initialized. */
  private static void initializeCalled() throws IllegalAccessException {
    for (Class<?> called : CALLED) {
      LOOKUP.ensureInitialized(called);
    }
  }
}
