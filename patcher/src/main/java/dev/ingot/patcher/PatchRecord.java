package dev.ingot.patcher;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import java.nio.file.Path;
import java.util.List;

/**
 * A manifest as read: which file was patched, which one came out, and every change between the two.
 *
 * @param name the original's file name
 * @param input the original
 * @param output the patched file
 * @param edits every change by ascending file offset, none overlapping another, all inside the
 *     output; appended bytes reach from the input's end to the output's. Source lines are not read
 */
public record PatchRecord(String name, FileIdentity input, FileIdentity output, List<Edit> edits) {
  public PatchRecord {
    edits = List.copyOf(edits);
  }

  /**
   * Reads a manifest.
   *
   * @throws RefusedException when it is none, or contradicts itself
   */
  public static PatchRecord read(Path manifest) {
    return ManifestReader.read(manifest);
  }

  /**
   * The original, byte for byte.
   *
   * @param patchedName the patched file's name, for the refusal
   * @throws RefusedException when the bytes are not those that the manifest tells
   */
  public byte[] restore(byte[] patched, String patchedName) {
    requireIdentity(FileIdentity.of(patched), patchedName);
    requireRecordedBytes(patched, patchedName);
    byte[] original = PatchedBytes.undo(patched, edits);
    FileIdentity restored = FileIdentity.of(original);
    if (!restored.equals(input)) {
      throw new RefusedException(
          new Refusal(
              name,
              "the original that the manifest's edits give",
              restored.toString(),
              input.toString(),
              "the manifest was changed after patching: take the one that was written then"));
    }
    return original;
  }

  /** A manifest that was tampered with can name the right file and other bytes. */
  private void requireRecordedBytes(byte[] patched, String patchedName) {
    for (Edit edit : edits) {
      if (!edit.newBytes().standsIn(patched, (int) edit.fileOffset())) {
        throw new RefusedException(
            new Refusal(
                patchedName,
                "file offset 0x%x (%s)".formatted(edit.fileOffset(), edit.symbol()),
                "other bytes than the manifest records",
                "the recorded ones",
                "the manifest was changed after patching: take the one that was written then"));
      }
    }
  }

  private void requireIdentity(FileIdentity found, String patchedName) {
    if (!found.equals(output)) {
      throw new RefusedException(
          new Refusal(
              patchedName,
              "patched file",
              found.toString(),
              output.toString() + " as the manifest tells",
              "take the manifest that was written with this file; ingot verify names the"
                  + " differences"));
    }
  }
}
