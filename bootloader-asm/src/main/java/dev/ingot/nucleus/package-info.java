/** The nucleus as it ships: bytes and symbols, assembled when the project was built. */
package dev.ingot.nucleus;
