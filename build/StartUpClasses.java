import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the classes of a jar, in place, ones that a start-up cache can keep as they are when they
 * run: {@link OldClasses}, {@link TypeSwitches} and {@link RecordMethods}. Argument: the jar.
 */
final class StartUpClasses {
  private StartUpClasses() {}

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
    ClassFile context = contextOf(entries);
    Path prepared = jar.resolveSibling(jar.getFileName() + ".prepared");
    try (OutputStream file = Files.newOutputStream(prepared);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        header.setTime(times.get(entry.getKey()));
        out.putNextEntry(header);
        out.write(
            entry.getKey().endsWith(".class")
                ? prepared(entry.getValue(), context)
                : entry.getValue());
        out.closeEntry();
      }
    }
    Files.move(prepared, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] prepared(byte[] classFile, ClassFile context) {
    byte[] lifted = OldClasses.lifted(classFile, context);
    byte[] plain = TypeSwitches.madePlain(lifted, context);
    return RecordMethods.writtenOut(plain, context);
  }

  /** Makes stack maps for all that is written; they name types that values from two paths share. */
  private static ClassFile contextOf(Map<String, byte[]> entries) {
    ClassHierarchyResolver inTheJar =
        ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String descriptor = type.descriptorString();
              byte[] found =
                  entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
              return found == null ? null : new ByteArrayInputStream(found);
            });
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ClassHierarchyResolverOption.of(
            inTheJar.orElse(ClassHierarchyResolver.defaultResolver())));
  }
}
