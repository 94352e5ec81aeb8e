package dev.ingot.goelf;

/** Skeleton. */
public record ModuleDataLayout(int firstMinor, int lastMinor) {}
