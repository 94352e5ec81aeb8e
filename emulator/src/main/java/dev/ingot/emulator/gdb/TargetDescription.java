package dev.ingot.emulator.gdb;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DebugRegister;

/**
 * Tells GDB which registers there are (GDB manual, G.5.1: AArch64 Features): the two features that
 * it knows, and one of ours with the system registers.
 */
final class TargetDescription {
  private static final String HEAD =
      """
      <?xml version="1.0"?>
      <!DOCTYPE target SYSTEM "gdb-target.dtd">
      <target version="1.0">
      <architecture>aarch64</architecture>
      """;

  /** PSTATE as SPSR_EL1 has it (Arm ARM C5.2.18). */
  private static final String STATE_FLAGS =
      """
      <flags id="cpsr_flags" size="4">
      <field name="SP" start="0" end="0"/>
      <field name="EL" start="2" end="3"/>
      <field name="F" start="6" end="6"/>
      <field name="I" start="7" end="7"/>
      <field name="A" start="8" end="8"/>
      <field name="D" start="9" end="9"/>
      <field name="IL" start="20" end="20"/>
      <field name="PAN" start="22" end="22"/>
      <field name="DIT" start="24" end="24"/>
      <field name="V" start="28" end="28"/>
      <field name="C" start="29" end="29"/>
      <field name="Z" start="30" end="30"/>
      <field name="N" start="31" end="31"/>
      </flags>
      """;

  private static final String VECTOR_TYPES =
      """
      <vector id="v2d" type="ieee_double" count="2"/>
      <vector id="v4s" type="ieee_single" count="4"/>
      <vector id="v2i" type="int64" count="2"/>
      <vector id="v4i" type="int32" count="4"/>
      <vector id="v8i" type="int16" count="8"/>
      <vector id="v16i" type="uint8" count="16"/>
      <vector id="v1q" type="uint128" count="1"/>
      <union id="vector128">
      <field name="d" type="v2d"/>
      <field name="s" type="v4s"/>
      <field name="l" type="v2i"/>
      <field name="i" type="v4i"/>
      <field name="h" type="v8i"/>
      <field name="b" type="v16i"/>
      <field name="q" type="v1q"/>
      </union>
      """;

  private TargetDescription() {}

  /** The description of a machine of such CPUs, as XML. */
  static String of(Cpu cpu) {
    StringBuilder xml = new StringBuilder(HEAD);
    xml.append("<feature name=\"org.gnu.gdb.aarch64.core\">\n").append(STATE_FLAGS);
    for (int i = 0; i < RegisterFile.GENERAL_REGISTERS; i++) {
      register(xml, "x" + i, 64, "int", "general");
    }
    register(xml, "sp", 64, "data_ptr", "general");
    register(xml, "pc", 64, "code_ptr", "general");
    register(xml, "cpsr", 32, "cpsr_flags", "general");
    xml.append("</feature>\n<feature name=\"org.gnu.gdb.aarch64.fpu\">\n").append(VECTOR_TYPES);
    for (int i = 0; i < RegisterFile.VECTOR_REGISTERS; i++) {
      register(xml, "v" + i, 128, "vector128", "float");
    }
    register(xml, "fpsr", 32, "int", "float");
    register(xml, "fpcr", 32, "int", "float");
    xml.append("</feature>\n<feature name=\"dev.ingot.system\">\n");
    for (DebugRegister each : DebugRegister.of(cpu)) {
      register(xml, each.name(), 64, "uint64", "system");
    }
    return xml.append("</feature>\n</target>\n").toString();
  }

  private static void register(
      StringBuilder xml, String name, int bits, String type, String group) {
    xml.append(
        "<reg name=\"%s\" bitsize=\"%d\" type=\"%s\" group=\"%s\"/>%n"
            .formatted(name, bits, type, group));
  }
}
