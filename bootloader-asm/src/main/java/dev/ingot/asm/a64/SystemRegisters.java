package dev.ingot.asm.a64;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * System registers that came after Armv8.0, by the generic names that Keystone takes ({@code
 * S<op0>_<op1>_C<n>_C<m>_<op2>}, Arm ARM D17.1 "About the AArch64 System registers").
 */
final class SystemRegisters {
  private static final Map<String, String> GENERIC_NAMES =
      Map.ofEntries(
          Map.entry("id_aa64zfr0_el1", "s3_0_c0_c4_4"),
          Map.entry("id_aa64smfr0_el1", "s3_0_c0_c4_5"),
          Map.entry("id_aa64isar2_el1", "s3_0_c0_c6_2"),
          Map.entry("id_aa64mmfr2_el1", "s3_0_c0_c7_2"),
          Map.entry("apiakeylo_el1", "s3_0_c2_c1_0"),
          Map.entry("apiakeyhi_el1", "s3_0_c2_c1_1"),
          Map.entry("apibkeylo_el1", "s3_0_c2_c1_2"),
          Map.entry("apibkeyhi_el1", "s3_0_c2_c1_3"),
          Map.entry("apdakeylo_el1", "s3_0_c2_c2_0"),
          Map.entry("apdakeyhi_el1", "s3_0_c2_c2_1"),
          Map.entry("apdbkeylo_el1", "s3_0_c2_c2_2"),
          Map.entry("apdbkeyhi_el1", "s3_0_c2_c2_3"),
          Map.entry("apgakeylo_el1", "s3_0_c2_c3_0"),
          Map.entry("apgakeyhi_el1", "s3_0_c2_c3_1"),
          Map.entry("pan", "s3_0_c4_c2_3"),
          Map.entry("uao", "s3_0_c4_c2_4"),
          Map.entry("erridr_el1", "s3_0_c5_c3_0"),
          Map.entry("errselr_el1", "s3_0_c5_c3_1"),
          Map.entry("tfsr_el1", "s3_0_c5_c6_0"),
          Map.entry("tfsre0_el1", "s3_0_c5_c6_1"),
          Map.entry("rgsr_el1", "s3_0_c1_c0_5"),
          Map.entry("gcr_el1", "s3_0_c1_c0_6"),
          Map.entry("lorsa_el1", "s3_0_c10_c4_0"),
          Map.entry("lorea_el1", "s3_0_c10_c4_1"),
          Map.entry("lorn_el1", "s3_0_c10_c4_2"),
          Map.entry("lorc_el1", "s3_0_c10_c4_3"),
          Map.entry("lorid_el1", "s3_0_c10_c4_7"),
          Map.entry("disr_el1", "s3_0_c12_c1_1"),
          Map.entry("scxtnum_el1", "s3_0_c13_c0_7"),
          Map.entry("rndr", "s3_3_c2_c4_0"),
          Map.entry("rndrrs", "s3_3_c2_c4_1"),
          Map.entry("dit", "s3_3_c4_c2_5"),
          Map.entry("ssbs", "s3_3_c4_c2_6"),
          Map.entry("tco", "s3_3_c4_c2_7"),
          Map.entry("scxtnum_el0", "s3_3_c13_c0_7"),
          Map.entry("cntpctss_el0", "s3_3_c14_c0_5"),
          Map.entry("cntvctss_el0", "s3_3_c14_c0_6"),
          Map.entry("ttbr1_el2", "s3_4_c2_c0_1"),
          Map.entry("vsesr_el2", "s3_4_c5_c2_3"),
          Map.entry("vdisr_el2", "s3_4_c12_c1_1"),
          Map.entry("contextidr_el2", "s3_4_c13_c0_1"),
          Map.entry("cnthv_tval_el2", "s3_4_c14_c3_0"),
          Map.entry("cnthv_ctl_el2", "s3_4_c14_c3_1"),
          Map.entry("cnthv_cval_el2", "s3_4_c14_c3_2"),
          Map.entry("sctlr_el12", "s3_5_c1_c0_0"),
          Map.entry("cpacr_el12", "s3_5_c1_c0_2"),
          Map.entry("ttbr0_el12", "s3_5_c2_c0_0"),
          Map.entry("ttbr1_el12", "s3_5_c2_c0_1"),
          Map.entry("tcr_el12", "s3_5_c2_c0_2"),
          Map.entry("spsr_el12", "s3_5_c4_c0_0"),
          Map.entry("elr_el12", "s3_5_c4_c0_1"),
          Map.entry("afsr0_el12", "s3_5_c5_c1_0"),
          Map.entry("afsr1_el12", "s3_5_c5_c1_1"),
          Map.entry("esr_el12", "s3_5_c5_c2_0"),
          Map.entry("far_el12", "s3_5_c6_c0_0"),
          Map.entry("mair_el12", "s3_5_c10_c2_0"),
          Map.entry("amair_el12", "s3_5_c10_c3_0"),
          Map.entry("vbar_el12", "s3_5_c12_c0_0"),
          Map.entry("contextidr_el12", "s3_5_c13_c0_1"),
          Map.entry("cntkctl_el12", "s3_5_c14_c1_0"),
          Map.entry("cntp_tval_el02", "s3_5_c14_c2_0"),
          Map.entry("cntp_ctl_el02", "s3_5_c14_c2_1"),
          Map.entry("cntp_cval_el02", "s3_5_c14_c2_2"),
          Map.entry("cntv_tval_el02", "s3_5_c14_c3_0"),
          Map.entry("cntv_ctl_el02", "s3_5_c14_c3_1"),
          Map.entry("cntv_cval_el02", "s3_5_c14_c3_2"));

  private SystemRegisters() {}

  /** The {@code mrs} or {@code msr} with the generic name, when the register is one of ours. */
  static Optional<String> rewrite(String mnemonic, Operands operands) {
    if (operands.count() != 2) {
      return Optional.empty();
    }
    if (mnemonic.equals("mrs")) {
      return generic(operands.get(1)).map(name -> "mrs " + operands.get(0) + ", " + name);
    }
    if (mnemonic.equals("msr")) {
      return generic(operands.get(0)).map(name -> "msr " + name + ", " + operands.get(1));
    }
    return Optional.empty();
  }

  private static Optional<String> generic(String name) {
    return Optional.ofNullable(GENERIC_NAMES.get(name.toLowerCase(Locale.ROOT)));
  }
}
