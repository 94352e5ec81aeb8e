package dev.ingot.emulator.translator;

import dev.ingot.emulator.translator.Instruction.RegisterBranch;
import dev.ingot.emulator.translator.Instruction.Untranslated;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Collects the basic blocks of a region: what direct branches reach inside the page. */
final class RegionFinder {
  private final InstructionDecoder decoder;
  private final int[] words;
  private final int mostInstructions;
  private final Instruction[] found;
  private final boolean[] leader;
  private int count;

  RegionFinder(InstructionDecoder decoder, int[] words, int mostInstructions) {
    this.decoder = decoder;
    this.words = words;
    this.mostInstructions = mostInstructions;
    this.found = new Instruction[words.length];
    this.leader = new boolean[words.length];
  }

  /** The blocks in ascending order, the one at {@code entry} among them. */
  List<BasicBlock> blocksFrom(int entry) {
    Deque<Integer> starts = new ArrayDeque<>();
    starts.add(entry);
    while (!starts.isEmpty()) {
      int start = starts.remove();
      leader[start] = true;
      follow(start, starts);
    }
    return split();
  }

  private void follow(int start, Deque<Integer> starts) {
    for (int i = start; i < words.length && found[i] == null; i++) {
      if (count == mostInstructions) {
        return;
      }
      count++;
      found[i] = decoder.decode(words[i], i);
      if (!found[i].endsBlock()) {
        continue;
      }
      for (int successor : new BasicBlock(i, List.of(found[i])).successors()) {
        if (successor >= 0 && successor < words.length) {
          starts.add(successor);
        }
      }
      return;
    }
  }

  private List<BasicBlock> split() {
    List<BasicBlock> blocks = new ArrayList<>();
    List<Instruction> current = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      if (found[i] == null) {
        continue;
      }
      current.add(found[i]);
      boolean last =
          found[i].endsBlock() || i + 1 == words.length || found[i + 1] == null || leader[i + 1];
      if (last) {
        blocks.add(new BasicBlock(i + 1 - current.size(), List.copyOf(current)));
        current.clear();
      }
    }
    return blocks;
  }

  /** Whether a region is worth its translation: one that starts with something to translate. */
  static boolean isWorthwhile(List<BasicBlock> blocks, int entry) {
    for (BasicBlock block : blocks) {
      if (block.start() == entry) {
        Instruction first = block.instructions().getFirst();
        return !(first instanceof Untranslated) && !(first instanceof RegisterBranch);
      }
    }
    return false;
  }
}
