/** Where a guest spends its instructions, for {@code go tool pprof}. */
package dev.ingot.emulator.profile;
