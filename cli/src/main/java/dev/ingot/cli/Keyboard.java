package dev.ingot.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What a person types for a guest: stdin, and Ctrl-C as the key that it is. The terminal turns that
 * key into SIGINT for ingot; the first one becomes the guest's, so that the nucleus can give it to
 * the program, and the second one ends ingot.
 */
final class Keyboard extends InputStream {
  /** ETX, what Ctrl-C types. */
  private static final int INTERRUPT = 3;

  /**
   * EOT, what Ctrl-D types. The terminal makes it the end of ingot's stdin, which can be read again
   * behind it.
   */
  private static final int END_OF_TRANSMISSION = 4;

  /** So many ends in a row are no key: there is no terminal any more. */
  private static final int ENDS_OF_A_DEAD_TERMINAL = 32;

  private static final int END = -1;

  private final BlockingQueue<Integer> keys = new LinkedBlockingQueue<>();
  private int interrupts;

  Keyboard(InputStream stdin) {
    Thread.ofPlatform().daemon().name("keyboard").start(() -> readAll(stdin));
  }

  /** Has Ctrl-C go to the guest from here on; where the JVM has no such handlers it ends ingot. */
  void catchInterrupts() {
    try {
      // By reflection: the compiler warns of every use of this class, and there is no other.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      interrupted();
                      yield null;
                    }
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "handler of Ctrl-C";
                  });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ours);
    } catch (ReflectiveOperationException notThisJvm) {
      // Ctrl-C ends ingot, as it does without a guest.
    }
  }

  private synchronized void interrupted() {
    interrupts++;
    if (interrupts == 1) {
      keys.add(INTERRUPT);
    } else {
      Runtime.getRuntime().exit(ExitStatus.INTERRUPTED);
    }
  }

  private void readAll(InputStream stdin) {
    int ends = 0;
    try {
      while (ends < ENDS_OF_A_DEAD_TERMINAL) {
        int key = stdin.read();
        ends = key < 0 ? ends + 1 : 0;
        keys.add(key < 0 ? END_OF_TRANSMISSION : key);
      }
    } catch (IOException gone) {
      // The terminal is gone: the end, for the guest.
    }
    keys.add(END);
  }

  @Override
  public int read() throws IOException {
    try {
      int key = keys.take();
      if (key == END) {
        keys.add(END);
      }
      return key;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    }
  }

  /** Waits for one key, and takes along what was typed behind it. */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int key = read();
    if (key == END) {
      return END;
    }
    int count = 0;
    buffer[offset + count++] = (byte) key;
    for (Integer next = keys.peek();
        next != null && next != END && count < length;
        next = keys.peek()) {
      buffer[offset + count++] = (byte) keys.remove().intValue();
    }
    return count;
  }
}
