package dev.ingot.asm.object;

import java.util.Collection;
import java.util.List;

/**
 * One assembled unit before linking.
 *
 * @param name the name of its source
 * @param sections in the order of first use
 * @param symbols all its symbols
 * @param fixups what to fill in when addresses are known
 */
public record ObjectUnit(
    String name, Collection<Section> sections, SymbolTable symbols, List<Fixup> fixups) {}
