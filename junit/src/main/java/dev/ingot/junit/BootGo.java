package dev.ingot.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Boots a Go program for linux/arm64 before a test and hands the test what it did:
 *
 * <pre>{@code
 * @Test
 * @BootGo(elf = "target/greet", args = {"you"})
 * void greetsWhomItIsTold(GuestRun greet) {
 *   greet.assertExited(0).assertPrinted("Hello, you");
 * }
 * }</pre>
 *
 * <p>The same annotation gives the same run, to the instruction.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BootGoExtension.class)
public @interface BootGo {
  /** The program: a path, relative to the working directory of the tests. */
  String elf();

  /** The program's arguments, without its own name. */
  String[] args() default {};

  /** The program's environment, {@code NAME=VALUE} each. */
  String[] env() default {};

  /** A folder that becomes the read-only file tree at {@code /}; empty for none. */
  String root() default "";

  /** What the program reads as its stdin, in UTF-8. */
  String stdin() default "";

  /** RAM in MiB, 32 to 16384. */
  int memoryMiB() default 512;

  /** CPUs, 1 to 8. */
  int cpus() default 1;

  /** What the machine's entropy is made from. */
  long seed() default 1;

  /** Instructions after which the run is ended. */
  long maxInstructions() default 10_000_000_000L;
}
