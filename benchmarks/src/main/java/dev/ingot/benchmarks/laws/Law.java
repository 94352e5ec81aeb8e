package dev.ingot.benchmarks.laws;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.BarrierStub;
import dev.ingot.patcher.BssMove;
import dev.ingot.patcher.BssPlacement;
import dev.ingot.patcher.Edit;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import java.util.Arrays;

/** The laws of patching that the bytes alone show. */
enum Law {
  /** A move by 0 gives the identical file. */
  IDENTITY {
    @Override
    boolean holds(ElfImage image, PatchPlan plan) {
      PatchOptions nothing = new PatchOptions(new BssPlacement.MoveBssBy(0), BarrierStub.KEEP);
      return Arrays.equals(Patcher.plan(GoProgram.of(image), nothing).emit(), bytesOf(image));
    }
  },
  /** Every differing byte belongs to exactly one edit. */
  ONE_EDIT_A_BYTE {
    @Override
    boolean holds(ElfImage image, PatchPlan plan) {
      byte[] before = bytesOf(image);
      byte[] after = plan.emit();
      byte[] covered = new byte[after.length];
      for (Edit edit : plan.edits()) {
        for (long at = edit.fileOffset(); at < edit.endOffset(); at++) {
          covered[(int) at]++;
        }
      }
      for (int i = 0; i < after.length; i++) {
        boolean differs = i >= before.length || before[i] != after[i];
        if (covered[i] > 1 || differs && covered[i] != 1) {
          return false;
        }
      }
      return true;
    }
  },
  /** Taking the edits back gives the original. */
  UNDO {
    @Override
    boolean holds(ElfImage image, PatchPlan plan) {
      byte[] undone = Arrays.copyOf(plan.emit(), image.size());
      for (Edit edit : plan.edits()) {
        byte[] old = edit.oldBytes().toArray();
        int at = (int) Math.min(edit.fileOffset(), undone.length);
        System.arraycopy(old, 0, undone, at, old.length);
      }
      return Arrays.equals(undone, bytesOf(image));
    }
  },
  /** Nothing is mapped where the zero-filled data was. */
  OLD_PLACE_UNMAPPED {
    @Override
    boolean holds(ElfImage image, PatchPlan plan) {
      BssMove move = plan.bssMove();
      return move.delta() != 0
          && ElfImage.of(plan.emit(), "patched").loadSegments().stream()
              .noneMatch(
                  s ->
                      s.virtualAddress() < move.oldAddress() + move.size()
                          && s.endAddress() > move.oldAddress());
    }
  };

  abstract boolean holds(ElfImage image, PatchPlan plan);

  private static byte[] bytesOf(ElfImage image) {
    byte[] bytes = new byte[image.size()];
    image.bytes().get(0, bytes);
    return bytes;
  }
}
