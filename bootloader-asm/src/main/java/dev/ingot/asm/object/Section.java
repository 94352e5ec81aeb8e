package dev.ingot.asm.object;

import dev.ingot.asm.source.Diagnostics;
import dev.ingot.asm.source.Location;
import java.util.ArrayList;
import java.util.List;

/** One section of one unit. */
public final class Section implements Anchor {
  /** Most bytes in one section: far above any nucleus, far below what exhausts memory. */
  public static final long MAX_SIZE = 256L << 20;

  /** Bytes of an A64 instruction. */
  private static final int INSTRUCTION = 4;

  /** Rounds of layout after which sizes that depend on each other are taken for contradictory. */
  private static final int MAX_ROUNDS = 64;

  /** Fills up to this size are stored as bytes. */
  private static final int SMALL_FILL = 64;

  private final String name;
  private final boolean code;
  private final boolean noBits;
  private final List<Fragment> fragments = new ArrayList<>();
  private long alignment = 1;
  private long size;
  private long address;

  /**
   * An empty section.
   *
   * @param code whether alignment pads with {@code nop}
   * @param noBits whether it has no bytes in the file, only zeros in memory
   */
  public Section(String name, boolean code, boolean noBits) {
    this.name = name;
    this.code = code;
    this.noBits = noBits;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** Whether it holds instructions. */
  public boolean isCode() {
    return code;
  }

  /** Whether it has no bytes in the file. */
  public boolean isNoBits() {
    return noBits;
  }

  /** The largest alignment asked for, in bytes. */
  public long alignment() {
    return alignment;
  }

  /** Its size in bytes; known after {@link #layOut}. */
  public long size() {
    return size;
  }

  /** Its address; known after {@link #placeAt}. */
  public long address() {
    return address;
  }

  /** Sets its address. */
  public void placeAt(long va) {
    address = va;
  }

  /** The place of the next byte. */
  public Position here(Location location) {
    ByteFragment bytes = tail(location);
    return new Position(bytes, bytes.size());
  }

  private ByteFragment tail(Location location) {
    if (!fragments.isEmpty() && fragments.getLast() instanceof ByteFragment bytes) {
      return bytes;
    }
    ByteFragment bytes = new ByteFragment(this, location);
    append(bytes);
    return bytes;
  }

  private void append(Fragment fragment) {
    if (fragments.isEmpty()) {
      fragment.place(0);
    } else {
      Fragment last = fragments.getLast();
      if (last.isPlaced()) {
        try {
          fragment.place(last.start() + last.size());
        } catch (EvaluationException e) {
          // Its size depends on what is still to come: layOut finds it.
        }
      }
    }
    fragments.add(fragment);
  }

  /** Appends the low {@code count} bytes of a number, little endian. */
  public void emit(long number, int count, Location location) {
    tail(location).append(number, count);
    checkSize(location);
  }

  /** Appends bytes. */
  public void emit(byte[] bytes, Location location) {
    tail(location).append(bytes);
    checkSize(location);
  }

  private void checkSize(Location location) {
    Fragment last = fragments.getLast();
    if ((last.isPlaced() ? last.start() : 0) + last.size() > MAX_SIZE) {
      throw new SectionOverflowException(location, overLimit());
    }
  }

  /** Raises the alignment of the whole section. */
  public void requireAlignment(long bytes) {
    alignment = Math.max(alignment, bytes);
  }

  /** Pads to an alignment, and aligns the section as much. */
  public void align(Padding padding, Location location) {
    requireAlignment(padding.alignment());
    padTo(padding, location);
  }

  /** Pads to an alignment without asking it of the whole section. */
  private void padTo(Padding padding, Location location) {
    ByteFragment bytes = tail(location);
    if (bytes.isPlaced()) {
      long gap = padding.sizeAt(bytes.start() + bytes.size());
      if (gap <= SMALL_FILL) {
        bytes.append(padding.bytes((int) gap));
        return;
      }
    }
    append(new AlignFragment(this, location, padding));
  }

  /**
   * Aligns for an instruction, as GNU as does it: the section in any case, the place only in a code
   * section, with zeros. (Behind {@code .balign 1} and {@code .balign 2} GNU as leaves the place
   * alone, and so makes an instruction that faults.)
   */
  public void alignForInstruction(Location location) {
    requireAlignment(INSTRUCTION);
    ByteFragment bytes = tail(location);
    boolean aligned = bytes.isPlaced() && ((bytes.start() + bytes.size()) & (INSTRUCTION - 1)) == 0;
    if (code && !aligned) {
      padTo(new Padding(INSTRUCTION, Padding.ZERO, INSTRUCTION), location);
    }
  }

  /** Appends {@code count} times a pattern. */
  public void fill(Expression count, byte[] pattern, Location location) {
    FillFragment fill = new FillFragment(this, location, count, pattern);
    if (Evaluator.isConstant(count)) {
      long fillSize = fill.size();
      if (fillSize <= SMALL_FILL) {
        byte[] bytes = new byte[(int) fillSize];
        fill.write(bytes, 0);
        emit(bytes, location);
        return;
      }
    }
    append(fill);
  }

  /** Goes on at a place further behind. */
  public void origin(Expression target, int fill, Location location) {
    append(new OriginFragment(this, location, target, fill));
  }

  /** Gives every place its offset in the section, and the section its size. */
  public void layOut(Diagnostics diagnostics) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      if (!layOutOnce(diagnostics, round == MAX_ROUNDS - 1)) {
        return;
      }
    }
  }

  /** One round of layout; whether anything moved, so that another is needed. */
  private boolean layOutOnce(Diagnostics diagnostics, boolean last) {
    boolean changed = false;
    Fragment failed = null;
    String reason = "";
    long at = 0;
    for (Fragment fragment : fragments) {
      if (fragment.start() != at) {
        changed = true;
        fragment.place(at);
        if (last && failed == null) {
          failed = fragment;
          reason = "the size of what stands before this place depends on the place itself";
        }
      }
      try {
        at += fragment.size();
      } catch (EvaluationException e) {
        if (failed == null) {
          failed = fragment;
          reason = e.getMessage();
        }
      }
      if (at > MAX_SIZE) {
        diagnostics.error(fragment.location(), overLimit());
        return false;
      }
    }
    size = at;
    if (failed != null && (last || !changed)) {
      diagnostics.error(failed.location(), reason);
      return false;
    }
    return changed;
  }

  private String overLimit() {
    return "section " + name + " is over the limit of " + MAX_SIZE + " bytes";
  }

  /** Replaces bytes at a place of this section. */
  public void patch(Position at, long number, int count) {
    ((ByteFragment) at.fragment()).patch((int) at.offset(), number, count);
  }

  /** The 32-bit word at a place of this section. */
  public int word(Position at) {
    return ((ByteFragment) at.fragment()).word((int) at.offset());
  }

  /** Writes all bytes into {@code image} from {@code at} on. */
  public void write(byte[] image, int at) {
    for (Fragment fragment : fragments) {
      fragment.write(image, at + (int) fragment.start());
    }
  }

  /** The statements whose bytes are not zero. */
  public List<Location> nonZero() {
    return fragments.stream().filter(f -> !f.isZero()).map(Fragment::location).toList();
  }

  @Override
  public String describe() {
    return "an address in section " + name;
  }
}
