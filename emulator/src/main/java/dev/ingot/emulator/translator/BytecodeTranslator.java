package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.cpu.Op;
import dev.ingot.emulator.cpu.Region;
import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.cpu.RegionTranslator;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Translates regions into hidden classes. */
public final class BytecodeTranslator implements RegionTranslator {
  /** HotSpot does not compile methods with more bytes (HugeMethodLimit). */
  static final int MOST_BYTES = 8000;

  private static final int MOST_INSTRUCTIONS = 150;
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final ClassDesc SELF = ClassDesc.of("dev.ingot.emulator.translator.Generated");
  private static final ClassDesc OPS = Op.class.describeConstable().orElseThrow().arrayType();
  private static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(ConstantDescs.CD_void, OPS);
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(ConstantDescs.CD_void, RegionFrame.class.describeConstable().orElseThrow());

  private final InstructionTable table;
  private final InstructionDecoder decoder;

  /** A translator of the instructions that {@code table} knows. */
  public BytecodeTranslator(InstructionTable table) {
    this.table = table;
    this.decoder = new InstructionDecoder(new RegisterDecoder(table));
  }

  /**
   * A class that is not loaded yet.
   *
   * @param executed the instructions that run through their executors
   */
  record GeneratedClass(byte[] bytes, List<Op> executed) {}

  @Override
  public Optional<Region> translate(int[] words, int entry) {
    return generate(words, entry).map(BytecodeTranslator::instance);
  }

  /** Generates the largest region at {@code entry} that HotSpot is willing to compile. */
  Optional<GeneratedClass> generate(int[] words, int entry) {
    for (int most = MOST_INSTRUCTIONS; most > 0; most /= 2) {
      List<BasicBlock> blocks = new RegionFinder(decoder, words, most).blocksFrom(entry);
      if (!RegionFinder.isWorthwhile(blocks, entry)) {
        return Optional.empty();
      }
      List<Op> executed = new ArrayList<>();
      byte[] bytes = classOf(blocks, entry, executed);
      if (largestMethod(bytes) < MOST_BYTES) {
        return Optional.of(new GeneratedClass(bytes, executed));
      }
    }
    return Optional.empty();
  }

  private byte[] classOf(List<BasicBlock> blocks, int entry, List<Op> executed) {
    return ClassFile.of()
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
                          RegionEmitter emitter = new RegionEmitter(code, table, blocks, entry);
                          emitter.emit();
                          executed.clear(); // The builder may call this more than once.
                          executed.addAll(emitter.executed());
                        }));
  }

  /** Bytes of the longest method of a class file. */
  static int largestMethod(byte[] bytes) {
    return ClassFile.of().parse(bytes).methods().stream()
        .flatMap(method -> method.code().stream())
        .mapToInt(code -> ((CodeAttribute) code).codeLength())
        .max()
        .orElse(0);
  }

  private static Region instance(GeneratedClass generated) {
    Op[] executed = generated.executed().toArray(Op[]::new);
    try {
      Class<?> loaded = LOOKUP.defineHiddenClass(generated.bytes(), true).lookupClass();
      return (Region) loaded.getDeclaredConstructor(Op[].class).newInstance((Object) executed);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a translated region cannot be loaded", e);
    }
  }
}
