package dev.ingot.goelf;

/**
 * The fields of {@code runtime.firstmoduledata} that Ingot uses (Go src/runtime/symtab.go), VAs.
 */
public record ModuleData(
    long address,
    ModuleDataLayout layout,
    long text,
    long etext,
    long noptrdata,
    long enoptrdata,
    long data,
    long edata,
    long bss,
    long ebss,
    long noptrbss,
    long enoptrbss,
    long end,
    long gcdata,
    long gcbss,
    long types,
    long etypes,
    long gofunc) {}
