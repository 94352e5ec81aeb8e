package dev.ingot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.emulator.translator.KeptTranslations;
import dev.ingot.patcher.WholeFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * A file of {@code --keep-translations}, one for each name of a guest: what was translated of it,
 * for its next run.
 */
final class TranslationFile {
  /** With the head that tells what made them. */
  private static final long MOST_BYTES = KeptTranslations.MOST_BYTES + (64L << 10);

  private final Path path;
  private final String maker;
  private final KeptTranslations translations;
  private final int before;

  private TranslationFile(Path path, String maker, KeptTranslations translations) {
    this.path = path;
    this.maker = maker;
    this.translations = translations;
    this.before = translations.count();
  }

  /**
   * Reads what earlier runs have left, if it fits: otherwise says why not, and begins anew.
   *
   * @throws IOException when there is no such folder and it cannot be made
   */
  static TranslationFile in(Path folder, Guest guest, MachineOptions machine, Stages stages)
      throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new FileSystemException(
          folder.toString(), null, "this is a file; name a folder for --keep-translations");
    }
    if (!Files.exists(folder)) {
      Files.createDirectories(folder);
    }
    Path path = folder.resolve(guest.name() + ".translations");
    String maker =
        thisIngot()
            + ", an image with CRC-32 "
            + checksum(guest.image())
            + ", CPU "
            + machine.cpu()
            + ", floating point "
            + machine.floatingPoint();
    return new TranslationFile(path, maker, read(path, maker, stages));
  }

  private static KeptTranslations read(Path path, String maker, Stages stages) {
    if (!Files.exists(path)) {
      return new KeptTranslations();
    }
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new IOException("larger than " + Stages.count(MOST_BYTES) + " bytes");
      }
      KeptTranslations read = KeptTranslations.read(Files.readAllBytes(path), maker);
      stages.done("warm", "%s translations of %s", read.count(), path);
      return read;
    } catch (IOException unusable) {
      stages.done("cold", "%s is not used: %s", path, unusable.getMessage());
      return new KeptTranslations();
    }
  }

  /** Tells one build of Ingot from another, and a rebuilt jar from the one before. */
  private static String thisIngot() {
    StringBuilder files = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      File file = new File(entry);
      files.append(entry).append(' ').append(file.length()).append(' ');
      files.append(file.lastModified()).append(';');
    }
    return "Ingot from a class path " + checksum(files.toString().getBytes(UTF_8));
  }

  /** In hexadecimal digits; not by {@code %x}, for the reason of {@link Stages#count}. */
  private static String checksum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return Long.toHexString(sum.getValue());
  }

  KeptTranslations translations() {
    return translations;
  }

  /** Writes all of them, if there are new ones. */
  void write() {
    if (translations.count() > before) {
      WholeFile.write(path, translations.toBytes(maker));
    }
  }
}
