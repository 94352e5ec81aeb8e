package dev.ingot.emulator.cpu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the form of a word. Forms may overlap when one is a special case of the other: the one with
 * more fixed bits wins.
 */
public final class InstructionTable {
  /** Forms are sorted into buckets by word bits 28 to 21. */
  private static final int BUCKET_SHIFT = 21;

  private static final int BUCKETS = 256;

  /** Word bits 28 to 25, which tell the groups of A64 instructions apart (Arm ARM C4.1). */
  private static final int GROUP_SHIFT = 25;

  private static final int GROUPS = 16;

  private final Form[] forms;
  private final int[] masks;
  private final int[] values;

  private final Set<Feature> features = EnumSet.noneOf(Feature.class);

  /** Indexes of the forms, those with the most fixed bits first. */
  private final int[] mostSpecificFirst;

  /** Those of each group in the same order, made when first needed as the buckets are. */
  private final Bucket[] groups = new Bucket[GROUPS];

  /**
   * Made when first needed, on the CPU's thread or the translator's: two of the same are as good as
   * one, and a record is seen whole without more ado (JLS 17.5).
   */
  private final Bucket[] buckets = new Bucket[BUCKETS];

  /**
   * The forms that words of a bucket or group may have.
   *
   * @param forms indexes into the table's forms, most specific first
   */
  private record Bucket(int[] forms) {}

  /**
   * A table of {@code forms} for a CPU that implements {@code features}; words of forms beyond them
   * are UNDEFINED.
   */
  public InstructionTable(List<Form> forms, Set<Feature> features) {
    this.forms = forms.toArray(new Form[0]);
    this.features.addAll(features);
    this.masks = new int[this.forms.length];
    this.values = new int[this.forms.length];
    for (int i = 0; i < this.forms.length; i++) {
      parse(i, this.forms[i].pattern());
    }
    mostSpecificFirst = sorted();
  }

  /** By counting: comparators are slow while the JVM still interprets. */
  private int[] sorted() {
    int[] next = new int[Integer.SIZE + 1];
    for (int mask : masks) {
      next[Integer.SIZE - Integer.bitCount(mask)]++;
    }
    int start = 0;
    for (int i = 0; i < next.length; i++) {
      int count = next[i];
      next[i] = start;
      start += count;
    }
    int[] result = new int[masks.length];
    for (int i = 0; i < masks.length; i++) {
      result[next[Integer.SIZE - Integer.bitCount(masks[i])]++] = i;
    }
    return result;
  }

  /** Works on bytes because String.charAt is slow while the JVM still interprets. */
  private void parse(int index, String pattern) {
    int mask = 0;
    int value = 0;
    for (byte c : pattern.getBytes(StandardCharsets.ISO_8859_1)) {
      switch (c) {
        case 'x' -> {
          mask <<= 1;
          value <<= 1;
        }
        case '0' -> {
          mask = mask << 1 | 1;
          value <<= 1;
        }
        case '1' -> {
          mask = mask << 1 | 1;
          value = value << 1 | 1;
        }
        default -> {}
      }
    }
    masks[index] = mask;
    values[index] = value;
  }

  /** The form of {@code word}, or null when the table has none. */
  public Form find(int word) {
    int index = word >>> BUCKET_SHIFT & BUCKETS - 1;
    Bucket bucket = buckets[index];
    if (bucket == null) {
      bucket = candidates(groupOf(word).forms, BUCKETS - 1 << BUCKET_SHIFT, word);
      buckets[index] = bucket;
    }
    for (int candidate : bucket.forms) {
      if ((word & masks[candidate]) == values[candidate]) {
        return forms[candidate];
      }
    }
    return null;
  }

  private Bucket groupOf(int word) {
    int index = word >>> GROUP_SHIFT & GROUPS - 1;
    Bucket group = groups[index];
    if (group == null) {
      group = candidates(mostSpecificFirst, GROUPS - 1 << GROUP_SHIFT, word);
      groups[index] = group;
    }
    return group;
  }

  /** Decodes {@code word}, or returns null when the table has no form for it. */
  public Op decode(int word) {
    Form form = find(word);
    if (form == null) {
      return null;
    }
    if (!features.contains(form.feature())) {
      return new Op(word, UNDEFINED);
    }
    Op op = new Op(word, form.executor());
    if (form.feature() == Feature.BASE) {
      FastDecoder.decode(op);
    } else {
      op.simd = usesVectorRegisters(form.feature());
    }
    return op;
  }

  /** What runs a word that the architecture or the CPU model leaves UNDEFINED. */
  public static final Executor UNDEFINED =
      new Executor() {
        @Override
        public void execute(Cpu cpu, Op op) {
          throw cpu.undefined();
        }
      };

  private static boolean usesVectorRegisters(Feature feature) {
    return switch (feature) {
      case BASE, LSE, CRC32, LRCPC, LRCPC2, FLAGM, FLAGM2, PAN, DIT, SB -> false;
      default -> true;
    };
  }

  /**
   * Those of some forms, by index, whose words may have the same bits as {@code word} where asked.
   */
  private Bucket candidates(int[] among, int bits, int word) {
    int[] found = new int[among.length];
    int count = 0;
    for (int i : among) {
      if (((word ^ values[i]) & masks[i] & bits) == 0) {
        found[count++] = i;
      }
    }
    return new Bucket(Arrays.copyOf(found, count));
  }

  /** Every row of the table. */
  public List<Form> forms() {
    return List.of(forms);
  }

  /**
   * Pairs of forms that overlap although neither is a special case of the other: mistakes in the
   * table.
   */
  public List<String> ambiguities() {
    List<String> result = new ArrayList<>();
    for (int i = 0; i < forms.length; i++) {
      for (int j = 0; j < i; j++) {
        boolean overlap = ((values[i] ^ values[j]) & masks[i] & masks[j]) == 0;
        boolean nested =
            masks[i] != masks[j]
                && ((masks[i] & masks[j]) == masks[i] || (masks[i] & masks[j]) == masks[j]);
        if (overlap && !nested) {
          result.add(forms[i].name() + " / " + forms[j].name());
        }
      }
    }
    return result;
  }
}
