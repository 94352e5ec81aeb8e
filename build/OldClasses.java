import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;

/**
 * Gives class files that are too old for a start-up cache a newer version.
 *
 * <p>The JVM keeps classes below version 50 out of its caches, because they are verified by type
 * inference; picocli's are version 49. Lifted to 52 they get stack maps, and nothing else about
 * them changes.
 */
final class OldClasses {
  private static final int FIRST_WITH_STACK_MAPS = 50; // JVMS 4.10.1
  private static final int LIFTED = ClassFile.JAVA_8_VERSION;

  private OldClasses() {}

  /**
   * The class in a newer version; the same bytes when it is new enough.
   *
   * @param context which makes stack maps
   */
  static byte[] lifted(byte[] bytes, ClassFile context) {
    int major = (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
    if (major >= FIRST_WITH_STACK_MAPS) {
      return bytes;
    }
    ClassTransform newVersion =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(LIFTED, 0);
          } else {
            builder.with(element);
          }
        };
    // Method bodies have to be written anew: copied as they are they would get no stack maps.
    ClassTransform rewritten =
        ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
    return context.transformClass(context.parse(bytes), newVersion.andThen(rewritten));
  }
}
