/** Images of kernels in Go that run without Go's runtime and without Linux. */
package dev.ingot.image.freestanding;
