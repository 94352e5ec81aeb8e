/**
 * A64 machine words: registers, PC-relative forms, relocations, and Keystone as the encoder of the
 * rest.
 */
package dev.ingot.asm.a64;
