package dev.ingot.emulator.cpu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

  private final Form[] forms;
  private final int[] masks;
  private final int[] values;
  private final Set<Feature> features;

  /**
   * Made when first needed, on the CPU's thread or the translator's: two of the same are as good as
   * one, and a record is seen whole without more ado (JLS 17.5).
   */
  private final Bucket[] buckets = new Bucket[BUCKETS];

  /**
   * The forms that words of a bucket may have.
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
    this.features = features;
    this.masks = new int[this.forms.length];
    this.values = new int[this.forms.length];
    for (int i = 0; i < this.forms.length; i++) {
      parse(i, this.forms[i].pattern());
    }
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
      bucket = new Bucket(candidates(index));
      buckets[index] = bucket;
    }
    for (int candidate : bucket.forms) {
      if ((word & masks[candidate]) == values[candidate]) {
        return forms[candidate];
      }
    }
    return null;
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

  private int[] candidates(int bucket) {
    int[] found = new int[forms.length];
    int count = 0;
    int bucketMask = BUCKETS - 1 << BUCKET_SHIFT;
    for (int i = 0; i < forms.length; i++) {
      if (((bucket << BUCKET_SHIFT ^ values[i]) & masks[i] & bucketMask) == 0) {
        int at = count++;
        while (at > 0 && Integer.bitCount(masks[found[at - 1]]) < Integer.bitCount(masks[i])) {
          found[at] = found[at - 1];
          at--;
        }
        found[at] = i;
      }
    }
    int[] result = new int[count];
    System.arraycopy(found, 0, result, 0, count);
    return result;
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
