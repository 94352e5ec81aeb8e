/**
 * Runs the tests of Go's standard library on the nucleus: one image a package, compared test by
 * test with a run of the same program under qemu-user.
 */
package dev.ingot.conformance;
