package dev.ingot.patcher;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of a plan.
 *
 * @param sitesByVariant redirected calls of each barrier routine, by name
 * @param editsByKind how many changes of each kind, in the order of {@link EditKind}
 * @param changedBytes bytes inside the original that edits cover
 * @param addedBytes bytes behind its end
 */
record PlanSummary(
    Map<String, Integer> sitesByVariant,
    Map<EditKind, Integer> editsByKind,
    long changedBytes,
    long addedBytes) {
  static PlanSummary of(PatchPlan plan) {
    Map<String, Integer> variants = new TreeMap<>();
    plan.sites().forEach(site -> variants.merge(site.variant(), 1, Integer::sum));
    Map<EditKind, Integer> kinds = new EnumMap<>(EditKind.class);
    long changed = 0;
    long added = 0;
    for (Edit edit : plan.edits()) {
      kinds.merge(edit.kind(), 1, Integer::sum);
      changed += edit.oldBytes().size();
      added += edit.newBytes().size() - edit.oldBytes().size();
    }
    return new PlanSummary(variants, kinds, changed, added);
  }
}
