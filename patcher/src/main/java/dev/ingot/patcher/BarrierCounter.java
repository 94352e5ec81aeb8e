package dev.ingot.patcher;

/**
 * The counter of one barrier routine in the patched program.
 *
 * @param variant the routine's name, such as {@code runtime.gcWriteBarrier2}
 * @param address VA of the little-endian 64-bit count, 0 at the start
 * @param sites how many call sites count there
 */
public record BarrierCounter(String variant, long address, int sites) {}
