/**
 * Boots of Go programs on the reference machine inside JUnit Jupiter tests: {@link
 * dev.ingot.junit.BootGo} on a test method, a {@link dev.ingot.junit.GuestRun} as its parameter.
 */
package dev.ingot.junit;
