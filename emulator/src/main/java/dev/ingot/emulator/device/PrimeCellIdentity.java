package dev.ingot.emulator.device;

/**
 * The identification registers in the last 32 bytes of a PrimeCell peripheral's page: four
 * peripheral id bytes, then four component id bytes, one in each word.
 *
 * <p>Source: Arm DDI 0183 (PL011) and Arm DDI 0224 (PL031), chapter 3, UARTPeriphID and
 * RTCPeriphID.
 *
 * @param partNumber 12-bit part number
 * @param revision revision field of peripheral id 2, 0 to 15
 */
public record PrimeCellIdentity(int partNumber, int revision) {
  /** Offset of the first identification register in the page. */
  public static final int FIRST_OFFSET = 0xfe0;

  private static final int DESIGNER_ARM = 0x41;
  private static final int COMPONENT_ID = 0xb105_f00d;

  /** The register at {@code offset} ({@link #FIRST_OFFSET} to 0xffc). */
  public int read(int offset) {
    int peripheralId = partNumber | DESIGNER_ARM << 12 | revision << 20;
    int index = (offset - FIRST_OFFSET) / Integer.BYTES;
    int source = index < Integer.BYTES ? peripheralId : COMPONENT_ID;
    return source >>> (index % Integer.BYTES) * Byte.SIZE & 0xff;
  }
}
