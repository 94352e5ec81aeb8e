package dev.ingot.emulator.translator;

/**
 * Which of HotSpot's compilers take translated code: what pays with one may cost with the other.
 */
public final class HostCompilers {
  /** Whether HotSpot has been told to do without its server compiler, which it says there. */
  public static final boolean CLIENT_ALONE =
      System.getProperty("java.vm.info", "").contains("emulated-client");

  private HostCompilers() {}
}
