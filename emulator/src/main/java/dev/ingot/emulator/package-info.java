/**
 * The reference machine as its users see it: configuration, machine, outcomes. The sub-packages are
 * its inside and no API.
 */
package dev.ingot.emulator;
