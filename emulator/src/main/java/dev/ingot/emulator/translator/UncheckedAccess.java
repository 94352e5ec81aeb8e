package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_char;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.memory.HostMemory;
import dev.ingot.emulator.memory.RamPage;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Accesses memory by the host's address, without the JVM's checks: the comparison with the tag says
 * that the first and the last byte are in the page. Unaligned accesses need no interpreter.
 */
final class UncheckedAccess extends PageAccess {
  /** Class of {@link HostMemory#unsafe}. */
  static final ClassDesc UNSAFE = ClassDesc.of("jdk.internal.misc.Unsafe");

  private static final long OFFSET_MASK = RamPage.BYTES - 1;

  private final boolean alignmentMatters;

  UncheckedAccess(RegionCode region, boolean alignmentMatters) {
    super(region);
    this.alignmentMatters = alignmentMatters;
  }

  @Override
  boolean isUnaligned() {
    return !alignmentMatters;
  }

  @Override
  void find(Label miss, boolean write, int alignmentLog2, int bytes) {
    requireHit(miss, write, alignmentLog2, bytes);
    findHost(write);
  }

  /**
   * The host's processor predicts the comparison with the common addend, and goes on before the TLB
   * has been read.
   */
  @Override
  void findLink(Label miss, int alignmentLog2, int bytes) {
    Label elsewhere = code.newLabel();
    Label found = code.newLabel();
    requireHit(miss, false, alignmentLog2, bytes);
    pushAddend(false);
    RegionConstant.COMMON_ADDEND.push(code);
    code.lcmp().ifne(elsewhere);
    code.lload(Locals.ADDRESS);
    RegionConstant.COMMON_ADDEND.push(code);
    code.ladd().lstore(Locals.HOST).goto_(found);
    code.labelBinding(elsewhere);
    findHost(false);
    code.labelBinding(found);
  }

  private void requireHit(Label miss, boolean write, int alignmentLog2, int bytes) {
    pushDifference(write);
    if (alignmentMatters) {
      requireAlignedHit(miss, alignmentLog2);
      requireInPage(miss, bytes, 1 << alignmentLog2);
    } else {
      region.constant(RegionFrame.TLB_HIT + RamPage.BYTES - bytes);
      code.lcmp().ifgt(miss);
    }
  }

  @Override
  void findAligned(Label miss, boolean write, int sizeLog2) {
    pushDifference(write);
    requireAlignedHit(miss, sizeLog2);
    findHost(write);
  }

  private void requireInPage(Label miss, int bytes, int alignment) {
    if (bytes > alignment) {
      code.lload(Locals.ADDRESS);
      region.constant(OFFSET_MASK);
      code.land();
      region.constant((long) RamPage.BYTES - bytes);
      code.lcmp().ifgt(miss);
    }
  }

  private void pushPlace(int at) {
    RegionConstant.UNSAFE.push(code);
    code.aconst_null().lload(Locals.HOST);
    if (at != 0) {
      region.constant((long) at);
      code.ladd();
    }
  }

  @Override
  void load(int at, int sizeLog2, boolean signed) {
    pushPlace(at);
    switch (sizeLog2) {
      case 0 -> get("getByte", CD_byte);
      case 1 -> get(signed ? "getShort" : "getChar", signed ? CD_short : CD_char);
      case 2 -> get("getInt", CD_int);
      default -> get("getLong", CD_long);
    }
    if (sizeLog2 < 3) {
      code.i2l();
    }
    if (!signed && (sizeLog2 & 1) == 0) {
      region.constant(-1L >>> Long.SIZE - (Byte.SIZE << sizeLog2));
      code.land();
    }
  }

  private void get(String name, ClassDesc type) {
    code.invokevirtual(UNSAFE, name, MethodTypeDesc.of(type, CD_Object, CD_long));
  }

  @Override
  void store(int at, int sizeLog2, Runnable pushValue) {
    pushPlace(at);
    pushValue.run();
    if (sizeLog2 < 3) {
      code.l2i();
    }
    switch (sizeLog2) {
      case 0 -> {
        code.i2b();
        put("putByte", CD_byte);
      }
      case 1 -> {
        code.i2s();
        put("putShort", CD_short);
      }
      case 2 -> put("putInt", CD_int);
      default -> put("putLong", CD_long);
    }
  }

  private void put(String name, ClassDesc type) {
    code.invokevirtual(UNSAFE, name, MethodTypeDesc.of(CD_void, CD_Object, CD_long, type));
  }
}
