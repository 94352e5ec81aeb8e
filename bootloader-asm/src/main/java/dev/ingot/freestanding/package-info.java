/** The boot stub of freestanding kernels, as it ships. */
package dev.ingot.freestanding;
