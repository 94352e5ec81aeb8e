package dev.ingot.patcher;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    Set<String> redirected =
        plan.redirects().stream().map(RedirectedFunction::symbol).collect(Collectors.toSet());
    plan.sites().stream()
        .map(CallSite::variant)
        .filter(variant -> !redirected.contains(variant))
        .forEach(variant -> variants.merge(variant, 1, Integer::sum));
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

  /** Redirected calls of all barrier routines. */
  int barrierSites() {
    return sitesByVariant.values().stream().mapToInt(Integer::intValue).sum();
  }
}
