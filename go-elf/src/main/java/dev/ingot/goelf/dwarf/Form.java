package dev.ingot.goelf.dwarf;

/** Attribute forms: how long a value is (DWARF 5, section 7.5.6). */
final class Form {
  static final int EXPRESSION = 0x18;
  static final int BLOCK_1 = 0x0a;
  static final int TEXT = 0x08;
  static final int UNSIGNED_LEB = 0x0f;
  static final int IMPLICIT_CONSTANT = 0x21;

  private static final int INDIRECT = 0x16;

  private Form() {}

  /**
   * Goes over a value.
   *
   * @param wide whether the unit is in the 64-bit format
   */
  static void skip(int form, DwarfCursor in, boolean wide) throws MalformedDwarfException {
    switch (form) {
      // flag_present, implicit_const
      case 0x19, IMPLICIT_CONSTANT -> {}
      // data1, flag, ref1, strx1, addrx1
      case 0x0b, 0x0c, 0x11, 0x25, 0x29 -> in.skip(1);
      // data2, ref2, strx2, addrx2
      case 0x05, 0x12, 0x26, 0x2a -> in.skip(2);
      // strx3, addrx3
      case 0x27, 0x2b -> in.skip(3);
      // data4, ref4, ref_sup4, strx4, addrx4
      case 0x06, 0x13, 0x1c, 0x28, 0x2c -> in.skip(4);
      // addr of 64-bit machines, data8, ref8, ref_sig8, ref_sup8
      case 0x01, 0x07, 0x14, 0x20, 0x24 -> in.skip(8);
      // data16
      case 0x1e -> in.skip(16);
      // string
      case TEXT -> in.skipText();
      // sdata, udata, ref_udata, strx, addrx, loclistx, rnglistx
      case 0x0d, UNSIGNED_LEB, 0x15, 0x1a, 0x1b, 0x22, 0x23 -> in.skipLeb();
      // strp, ref_addr, sec_offset, strp_sup, line_strp
      case 0x0e, 0x10, 0x17, 0x1d, 0x1f -> in.offset(wide);
      case BLOCK_1 -> in.skip(in.u8());
      // block2, block4
      case 0x03 -> in.skip(in.u16());
      case 0x04 -> in.skip(in.u32());
      // block
      case 0x09, EXPRESSION -> in.skip(in.uleb());
      case INDIRECT -> {
        int actual = (int) in.uleb();
        if (actual == INDIRECT) {
          throw new MalformedDwarfException("an attribute form that names itself");
        }
        skip(actual, in, wide);
      }
      default ->
          throw new MalformedDwarfException(
              "attribute form 0x%x at offset 0x%x is unknown".formatted(form, in.position()));
    }
  }
}
