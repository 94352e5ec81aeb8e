/** What an observer of the machine makes of what it sees. */
package dev.ingot.emulator.trace;
