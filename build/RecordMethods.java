import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Writes {@code equals} and {@code hashCode} of records out.
 *
 * <p>javac leaves them to {@code java.lang.runtime.ObjectMethods}, which puts them together when
 * they are first called; no start-up cache keeps that (JDK 25). They do the same as before.
 */
final class RecordMethods {
  private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.ObjectMethods");
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final int HASH_FACTOR = 31;

  private static final int OTHER = 1;

  private RecordMethods() {}

  /**
   * The class with its methods written out; the same bytes when it is no record.
   *
   * @param context which makes stack maps
   */
  static byte[] writtenOut(byte[] bytes, ClassFile context) {
    ClassModel model = context.parse(bytes);
    boolean any =
        model.methods().stream()
            .flatMap(method -> method.code().stream())
            .flatMap(code -> code.elementStream())
            .anyMatch(RecordMethods::isRecordMethod);
    ClassTransform methods =
        ClassTransform.transformingMethodBodies(
            (builder, element) -> {
              if (isRecordMethod(element)) {
                InvokeDynamicInstruction call = (InvokeDynamicInstruction) element;
                writeOut(builder, model.thisClass().asSymbol(), call);
              } else {
                builder.with(element);
              }
            });
    return any ? context.transformClass(model, methods) : bytes;
  }

  private static boolean isRecordMethod(CodeElement element) {
    return element instanceof InvokeDynamicInstruction call
        && call.bootstrapMethod().owner().equals(BOOTSTRAPS)
        && !call.name().equalsString("toString");
  }

  /** Finds the call's arguments on the stack, which are also the method's own. */
  private static void writeOut(CodeBuilder code, ClassDesc owner, InvokeDynamicInstruction call) {
    // Behind the class and the components' names.
    List<DirectMethodHandleDesc> fields =
        call.bootstrapArgs().stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
    if (call.name().equalsString("equals")) {
      code.pop().pop();
      writeEquals(code, owner, fields);
    } else {
      code.pop();
      writeHashCode(code, owner, fields);
    }
  }

  private static void writeHashCode(
      CodeBuilder code, ClassDesc owner, List<DirectMethodHandleDesc> fields) {
    code.iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = typeOf(field);
      code.loadConstant(HASH_FACTOR).imul();
      code.aload(0).getfield(owner, field.methodName(), type);
      if (type.isPrimitive()) {
        code.invokestatic(boxOf(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
      } else {
        code.invokestatic(
            OBJECTS, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
      }
      code.iadd();
    }
  }

  private static void writeEquals(
      CodeBuilder code, ClassDesc owner, List<DirectMethodHandleDesc> fields) {
    Label differ = code.newLabel();
    Label end = code.newLabel();
    code.aload(OTHER).instanceOf(owner).ifeq(differ);
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = typeOf(field);
      code.aload(0).getfield(owner, field.methodName(), type);
      code.aload(OTHER).checkcast(owner).getfield(owner, field.methodName(), type);
      compare(code, type, differ);
    }
    code.iconst_1().goto_(end);
    code.labelBinding(differ).iconst_0();
    code.labelBinding(end);
  }

  /** Goes on when the two values on the stack are equal. */
  private static void compare(CodeBuilder code, ClassDesc type, Label differ) {
    switch (TypeKind.from(type).asLoadable()) {
      case INT -> code.if_icmpne(differ);
      case REFERENCE ->
          code.invokestatic(
                  OBJECTS,
                  "equals",
                  MethodTypeDesc.of(
                      ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object))
              .ifeq(differ);
      default ->
          code.invokestatic(
                  boxOf(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type))
              .ifne(differ);
    }
  }

  /** A component is given by a handle that gets its field. */
  private static ClassDesc typeOf(DirectMethodHandleDesc field) {
    return field.invocationType().returnType();
  }

  private static ClassDesc boxOf(ClassDesc primitive) {
    return switch (primitive.descriptorString()) {
      case "Z" -> ConstantDescs.CD_Boolean;
      case "B" -> ConstantDescs.CD_Byte;
      case "C" -> ConstantDescs.CD_Character;
      case "S" -> ConstantDescs.CD_Short;
      case "I" -> ConstantDescs.CD_Integer;
      case "J" -> ConstantDescs.CD_Long;
      case "F" -> ConstantDescs.CD_Float;
      case "D" -> ConstantDescs.CD_Double;
      default -> throw new IllegalArgumentException(primitive.descriptorString());
    };
  }
}
