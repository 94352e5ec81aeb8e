package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import org.junit.jupiter.api.Test;

/** HotSpot never compiles methods above HugeMethodLimit, 8000 bytes, and small ones sooner. */
class InterpreterSizeTest {
  private static final int SMALL_ENOUGH = 4000;

  @Test
  void theFastPathStaysSmallEnoughToBeCompiledEarly() throws IOException {
    try (InputStream bytes = Interpreter.class.getResourceAsStream("Interpreter.class")) {
      ClassModel model = ClassFile.of().parse(bytes.readAllBytes());
      assertThat(model.methods())
          .allSatisfy(method -> assertThat(size(method)).isLessThan(SMALL_ENOUGH));
    }
  }

  private static int size(MethodModel method) {
    return method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0);
  }
}
