package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.cpu.Region;
import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.cpu.RegionTranslator;
import dev.ingot.emulator.memory.RamPage;
import dev.ingot.emulator.translator.TranslatedRegion.Parts;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Translates regions into hidden classes. */
public final class BytecodeTranslator implements RegionTranslator {
  /** HotSpot does not compile methods with more bytes (HugeMethodLimit). */
  static final int MOST_BYTES = 8000;

  private static final int MOST_INSTRUCTIONS = 200;
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final ClassDesc SELF = ClassDesc.of("dev.ingot.emulator.translator.Generated");
  private static final ClassDesc PARTS = Parts.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(ConstantDescs.CD_void, PARTS);
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(ConstantDescs.CD_int, RegionCode.FRAME);

  private final InstructionTable table;
  private final InstructionDecoder decoder;
  private final boolean unchecked;

  /**
   * A translator of the instructions that {@code table} knows.
   *
   * @param fastFloat whether floating-point instructions may leave the cumulative exception flags
   *     of FPSR alone
   */
  public BytecodeTranslator(InstructionTable table, boolean fastFloat) {
    this(table, fastFloat, UncheckedAccess.isPossible());
  }

  /**
   * The same with a choice of how guest memory is accessed, for tests.
   *
   * @param unchecked whether as bytes without the JVM's checks, which not every JVM allows
   */
  public BytecodeTranslator(InstructionTable table, boolean fastFloat, boolean unchecked) {
    this.table = table;
    this.decoder = new InstructionDecoder(table, fastFloat);
    this.unchecked = unchecked;
  }

  /** A class that is not loaded yet. */
  record GeneratedClass(byte[] bytes, Parts parts) {}

  @Override
  public Optional<Plan> plan(CodeView code, long entry) {
    // The largest region that HotSpot is willing to compile.
    for (int most = MOST_INSTRUCTIONS; most > 0; most = most * 3 / 4) {
      List<BasicBlock> blocks = new RegionFinder(decoder, code, most).blocksFrom(entry);
      if (!RegionFinder.isWorthwhile(blocks, entry)) {
        return Optional.empty();
      }
      GeneratedClass generated = generate(blocks, entry, code.alignmentMatters());
      if (largestMethod(generated.bytes()) < MOST_BYTES) {
        return Optional.of(new GeneratedPlan(generated, pagesOf(blocks)));
      }
    }
    return Optional.empty();
  }

  /** A region whose class is not loaded yet. */
  record GeneratedPlan(GeneratedClass generated, Set<Long> pages) implements Plan {
    @Override
    public Region translate(RegionFrame frame) {
      return instance(generated, TlbArray.of(frame));
    }
  }

  private static Set<Long> pagesOf(List<BasicBlock> blocks) {
    Set<Long> pages = new LinkedHashSet<>();
    for (BasicBlock block : blocks) {
      long last = block.lastAddress() & RegionFrame.PAGE_MASK;
      long page = block.start().address() & RegionFrame.PAGE_MASK;
      for (; page <= last; page += RamPage.BYTES) {
        pages.add(page);
      }
    }
    return pages;
  }

  /** Generates the class of a region. */
  GeneratedClass generate(List<BasicBlock> blocks, long entry, boolean alignmentMatters) {
    Place first = new Place(entry, CallPath.OUTSIDE);
    AtomicReference<Parts> parts = new AtomicReference<>();
    byte[] bytes =
        ClassFile.of()
            .build(
                SELF,
                type ->
                    type.withFlags(AccessFlag.FINAL, AccessFlag.SUPER)
                        .withSuperclass(RegionEmitter.REGION)
                        .withMethodBody(
                            ConstantDescs.INIT_NAME,
                            CONSTRUCTOR,
                            0,
                            code ->
                                code.aload(0)
                                    .aload(1)
                                    .invokespecial(
                                        RegionEmitter.REGION, ConstantDescs.INIT_NAME, CONSTRUCTOR)
                                    .return_())
                        .withMethodBody(
                            "run",
                            RUN,
                            ClassFile.ACC_PUBLIC,
                            code -> {
                              PageAccess.Kind access =
                                  new PageAccess.Kind(unchecked, alignmentMatters);
                              RegionEmitter emitter =
                                  new RegionEmitter(code, table, blocks, first, access);
                              emitter.emit();
                              parts.set(emitter.parts());
                            }));
    return new GeneratedClass(bytes, parts.get());
  }

  /** Bytes of the longest method of a class file. */
  static int largestMethod(byte[] bytes) {
    return ClassFile.of().parse(bytes).methods().stream()
        .flatMap(method -> method.code().stream())
        .mapToInt(code -> ((CodeAttribute) code).codeLength())
        .max()
        .orElse(0);
  }

  private static Region instance(GeneratedClass generated, List<Object> arrays) {
    try {
      Class<?> loaded =
          LOOKUP.defineHiddenClassWithClassData(generated.bytes(), arrays, true).lookupClass();
      return (Region) loaded.getDeclaredConstructor(Parts.class).newInstance(generated.parts());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a translated region cannot be loaded", e);
    }
  }
}
