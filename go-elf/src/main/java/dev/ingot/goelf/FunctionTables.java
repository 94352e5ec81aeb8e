package dev.ingot.goelf;

/**
 * Where the parts of the function table lie, for code that reads it at run time as Go's runtime
 * does (Go src/runtime/symtab.go, {@code findfunc}, {@code funcname}, {@code funcfile}). VAs.
 *
 * @param rows of {@code ftab}: entry and offset of the {@code _func}, which counts from here
 * @param rowCount functions
 * @param entrySize bytes of an entry, in a row and at the start of a {@code _func}: 4 for an offset
 *     from {@code text}, 8 for a VA
 * @param names {@code funcnametab}
 * @param units {@code cutab}
 * @param files {@code filetab}
 * @param values {@code pctab}
 */
public record FunctionTables(
    long rows, long rowCount, int entrySize, long names, long units, long files, long values) {}
