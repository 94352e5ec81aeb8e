import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives class files that are too old for an AOT cache a newer version, in a jar, in place.
 *
 * <p>The JVM keeps classes below version 50 out of its start-up caches, because they are verified
 * by type inference; picocli's are version 49. Lifted to 52 they get stack maps, and nothing else
 * about them changes. Argument: the jar.
 */
final class LiftOldClasses {
  private static final int FIRST_WITH_STACK_MAPS = 50; // JVMS 4.10.1
  private static final int LIFTED = ClassFile.JAVA_8_VERSION;

  private LiftOldClasses() {}

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    Map<String, Long> times = new LinkedHashMap<>();
    try (ZipFile in = new ZipFile(jar.toFile())) {
      for (var all = in.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        entries.put(entry.getName(), in.getInputStream(entry).readAllBytes());
        times.put(entry.getName(), entry.getTime());
      }
    }
    Path lifted = jar.resolveSibling(jar.getFileName() + ".lifted");
    try (OutputStream file = Files.newOutputStream(lifted);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        header.setTime(times.get(entry.getKey()));
        out.putNextEntry(header);
        out.write(
            entry.getKey().endsWith(".class") ? lift(entry.getValue(), entries) : entry.getValue());
        out.closeEntry();
      }
    }
    Files.move(lifted, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] lift(byte[] bytes, Map<String, byte[]> entries) {
    int major = (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
    if (major >= FIRST_WITH_STACK_MAPS) {
      return bytes;
    }
    ClassHierarchyResolver inTheJar =
        ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String descriptor = type.descriptorString();
              byte[] found =
                  entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
              return found == null ? null : new ByteArrayInputStream(found);
            });
    ClassFile context =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                inTheJar.orElse(ClassHierarchyResolver.defaultResolver())));
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
