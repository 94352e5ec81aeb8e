package dev.ingot.patcher;

import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The memory before and after as one SVG drawing: two columns on a common address axis. The axis is
 * not to scale; each stretch between two borders gets a height by the logarithm of its size, so
 * that a page and 32 MiB are both seen.
 */
final class MemoryMapDrawing {
  private static final int COLUMN_WIDTH = 250;
  private static final int AXIS_WIDTH = 100;
  private static final int GAP = 24;
  private static final int TOP = 34;
  private static final double LEAST_HEIGHT = 20;
  private static final double HEIGHT_PER_DOUBLING = 3;

  /** A stretch of memory with one use. */
  private record Block(long start, long end, String label, String style) {}

  private final List<Long> borders;
  private final List<Double> heights = new ArrayList<>();
  private final StringBuilder svg = new StringBuilder();

  private MemoryMapDrawing(SortedSet<Long> borders) {
    this.borders = List.copyOf(borders);
    double y = TOP;
    heights.add(y);
    for (int i = 1; i < this.borders.size(); i++) {
      long size = this.borders.get(i) - this.borders.get(i - 1);
      double doublings = Math.log((double) size / 4096 + 1) / Math.log(2);
      y += LEAST_HEIGHT + HEIGHT_PER_DOUBLING * doublings;
      heights.add(y);
    }
  }

  static String of(PatchPlan plan) {
    List<Block> before = blocks(plan, plan.program().image().segments(), false);
    List<Block> after = blocks(plan, plan.segments(), true);
    SortedSet<Long> borders = new TreeSet<>();
    for (List<Block> blocks : List.of(before, after)) {
      for (Block block : blocks) {
        borders.add(block.start());
        borders.add(block.end());
      }
    }
    MemoryMapDrawing drawing = new MemoryMapDrawing(borders);
    drawing.draw(before, after);
    return drawing.svg.toString();
  }

  private static List<Block> blocks(PatchPlan plan, List<ElfSegment> segments, boolean after) {
    GoProgram program = plan.program();
    List<Block> blocks = new ArrayList<>();
    for (ElfSegment segment : segments) {
      if (!segment.isLoad() || segment.memorySize() == 0) {
        continue;
      }
      long bss = after ? plan.bssMove().newAddress() : plan.bssMove().oldAddress();
      boolean isOwn = after && !program.image().segments().contains(segment);
      if (segment.contains(bss)) {
        long end = bss & -Placement.PAGE;
        if (segment.fileSize() > 0) {
          blocks.add(new Block(segment.virtualAddress(), bss, "data", "data"));
          end = bss;
        }
        blocks.add(new Block(end, segment.endAddress(), ".bss, .noptrbss", "bss"));
      } else {
        String label = labelOf(plan, segment, isOwn);
        blocks.add(
            new Block(segment.virtualAddress(), segment.endAddress(), label, styleOf(label)));
      }
    }
    return blocks;
  }

  private static String labelOf(PatchPlan plan, ElfSegment segment, boolean isOwn) {
    if (isOwn && segment.isExecutable()) {
      return plan.counters().isEmpty() ? "added code" : "stubs";
    }
    if (isOwn && segment.fileSize() == 0) {
      return plan.counters().isEmpty() ? "added variables" : "counters";
    }
    if (segment.isExecutable()) {
      return "code";
    }
    return segment.isWritable() ? "data" : "read-only data";
  }

  private static String styleOf(String label) {
    return switch (label) {
      case "stubs", "added code", "counters", "added variables" -> "own";
      case "code" -> "code";
      case "data" -> "data";
      default -> "rodata";
    };
  }

  private void draw(List<Block> before, List<Block> after) {
    int right = AXIS_WIDTH + COLUMN_WIDTH + GAP;
    int width = right + COLUMN_WIDTH + 10;
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" width=\"%d\""
                + " role=\"img\"",
            width, heights.getLast() + 20, width));
    svg.append(" aria-label=\"Memory map before and after\">\n");
    text(AXIS_WIDTH, 20, "head", "before");
    text(right, 20, "head", "after");
    drawColumn(AXIS_WIDTH, before);
    drawColumn(right, after);
    for (int i = 0; i < borders.size(); i++) {
      text(0, heights.get(i) + 4, "axis", JsonText.hex(borders.get(i)));
      svg.append(
          format(
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
              AXIS_WIDTH - 6, AXIS_WIDTH, heights.get(i), heights.get(i)));
    }
    svg.append("</svg>");
  }

  private void drawColumn(int x, List<Block> blocks) {
    for (Block block : blocks) {
      double top = heightOf(block.start());
      double height = heightOf(block.end()) - top;
      svg.append(
          format(
              "<rect class=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>\n",
              block.style(), x, top, COLUMN_WIDTH, height));
      String size = format("%s, %,d bytes", block.label(), block.end() - block.start());
      text(x + 8, top + height / 2 + 4, "label", size);
    }
  }

  private double heightOf(long address) {
    return heights.get(borders.indexOf(address));
  }

  private void text(int x, double y, String style, String content) {
    svg.append(format("<text class=\"%s\" x=\"%d\" y=\"%.1f\">%s</text>\n", style, x, y, content));
  }

  /** A comma in a number would end it. */
  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
