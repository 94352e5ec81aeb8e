import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the switches over types of a class into plain {@code instanceof} tests.
 *
 * <p>javac leaves such a switch to {@code java.lang.runtime.SwitchBootstraps}, which builds a class
 * for each when it is first reached. A start-up cache keeps what lambdas and string concatenations
 * build there, but not this (JDK 25), and the first switch of a run costs more than to load Ingot.
 */
final class TypeSwitches {
  private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final String TYPE_SWITCH = "typeSwitch";
  private static final int NULL_LABEL = -1;

  private final ClassModel model;
  private final List<InvokeDynamicInstruction> switches = new ArrayList<>();

  private TypeSwitches(ClassModel model) {
    this.model = model;
  }

  /**
   * The class without such switches; the same bytes when it has none.
   *
   * @param context which makes stack maps
   */
  static byte[] madePlain(byte[] bytes, ClassFile context) {
    ClassModel model = context.parse(bytes);
    boolean any =
        model.methods().stream()
            .flatMap(method -> method.code().stream())
            .flatMap(code -> code.elementStream())
            .anyMatch(TypeSwitches::isTypeSwitch);
    return any ? new TypeSwitches(model).rewrite(context) : bytes;
  }

  private byte[] rewrite(ClassFile context) {
    ClassTransform calls =
        ClassTransform.transformingMethodBodies(
            (builder, element) -> {
              if (isTypeSwitch(element)) {
                InvokeDynamicInstruction typeSwitch = (InvokeDynamicInstruction) element;
                callMethod(builder, typeSwitch);
              } else {
                builder.with(element);
              }
            });
    ClassTransform methods =
        ClassTransform.endHandler(
            builder -> {
              for (int i = 0; i < switches.size(); i++) {
                addMethod(builder, switches.get(i), i);
              }
            });
    return context.transformClass(model, calls.andThen(methods));
  }

  /** Labels can be constants, too; only those with nothing but types are rewritten. */
  private static boolean isTypeSwitch(CodeElement element) {
    return element instanceof InvokeDynamicInstruction call
        && call.bootstrapMethod().owner().equals(BOOTSTRAPS)
        && call.bootstrapMethod().methodName().equals(TYPE_SWITCH)
        && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  private void callMethod(CodeBuilder builder, InvokeDynamicInstruction typeSwitch) {
    int index = switches.size();
    switches.add(typeSwitch);
    builder.invokestatic(
        model.thisClass().asSymbol(),
        nameOf(index),
        typeSwitch.typeSymbol(),
        model.flags().has(AccessFlag.INTERFACE));
  }

  private static String nameOf(int index) {
    return TYPE_SWITCH + "$" + index;
  }

  /**
   * {@code int typeSwitch(Object selector, int restart)} as SwitchBootstraps describes it: the
   * index of the first label from {@code restart} on that fits, the count of labels when none does,
   * -1 for null.
   */
  private static void addMethod(
      ClassBuilder builder, InvokeDynamicInstruction typeSwitch, int index) {
    MethodTypeDesc type = typeSwitch.typeSymbol();
    builder.withMethodBody(
        nameOf(index),
        type,
        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
        code -> {
          Label notNull = code.newLabel();
          code.aload(0).ifnonnull(notNull).loadConstant(NULL_LABEL).ireturn();
          code.labelBinding(notNull);
          List<ConstantDesc> labels = typeSwitch.bootstrapArgs();
          for (int label = 0; label < labels.size(); label++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(label).if_icmpgt(next);
            code.aload(0).instanceOf((ClassDesc) labels.get(label)).ifeq(next);
            code.loadConstant(label).ireturn();
            code.labelBinding(next);
          }
          code.loadConstant(labels.size()).ireturn();
        });
  }
}
