package dev.ingot.goelf.a64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.goelf.a64.Instruction.AddImmediate;
import dev.ingot.goelf.a64.Instruction.Address;
import dev.ingot.goelf.a64.Instruction.AddressOfPage;
import dev.ingot.goelf.a64.Instruction.Branch;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import dev.ingot.goelf.a64.Instruction.CompareAndBranch;
import dev.ingot.goelf.a64.Instruction.ConditionalBranch;
import dev.ingot.goelf.a64.Instruction.LoadLiteral;
import dev.ingot.goelf.a64.Instruction.LoadStore;
import dev.ingot.goelf.a64.Instruction.TestAndBranch;
import dev.ingot.goelf.testing.GnuAssembler;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstructionTest {
  private static final long SEED = 20261121;

  /** Each at address 0, so that {@code . + n} is the offset. */
  private static Map<String, Instruction> statements() {
    Map<String, Instruction> all = new LinkedHashMap<>();
    all.put("b . + 0x7fffffc", new Branch(0x7fffffc));
    all.put("b . - 0x8000000", new Branch(-0x8000000));
    all.put("bl . - 4", new BranchWithLink(-4));
    all.put("bl . + 0x123450", new BranchWithLink(0x123450));
    all.put("b.ne . + 0xffffc", new ConditionalBranch(1, false, 0xffffc));
    all.put("b.le . - 0x100000", new ConditionalBranch(13, false, -0x100000));
    all.put("cbz w3, . - 8", new CompareAndBranch(false, false, 3, -8));
    all.put("cbnz x30, . + 0x400", new CompareAndBranch(true, true, 30, 0x400));
    all.put("tbz w7, #5, . + 0x7ffc", new TestAndBranch(false, 5, 7, 0x7ffc));
    all.put("tbnz x7, #63, . - 0x8000", new TestAndBranch(true, 63, 7, -0x8000));
    all.put("adr x9, . - 1", new Address(9, -1));
    all.put("adr x9, . + 0xffffd", new Address(9, 0xffffd));
    all.put("add x1, x2, #0xabc", new AddImmediate(true, 1, 2, 0xabc, false));
    all.put("add w1, wsp, #1, lsl #12", new AddImmediate(false, 1, 31, 1, true));
    all.put("ldr x0, [x27, #0x7ff8]", new LoadStore(3, false, 1, 0, 27, 0x7ff8));
    all.put("str w5, [x27, #0x3ffc]", new LoadStore(2, false, 0, 5, 27, 0x3ffc));
    all.put("ldrsb x5, [x6, #0xfff]", new LoadStore(0, false, 2, 5, 6, 0xfff));
    all.put("ldrh w5, [x6, #0x1ffe]", new LoadStore(1, false, 1, 5, 6, 0x1ffe));
    all.put("str q1, [x2, #0xfff0]", new LoadStore(0, true, 2, 1, 2, 0xfff0));
    all.put("ldr d1, [x2, #16]", new LoadStore(3, true, 1, 1, 2, 16));
    all.put("ldr x4, . + 0xffffc", new LoadLiteral(1, false, 4, 0xffffc));
    all.put("ldr s4, . - 0x100000", new LoadLiteral(0, true, 4, -0x100000));
    return all;
  }

  @Test
  void everyClassEncodesAsGnuAsDoes(@TempDir Path folder) {
    Map<String, Instruction> all = statements();

    List<Integer> words = GnuAssembler.words(folder, List.copyOf(all.keySet()));

    assertThat(all.values().stream().map(Instruction::encode)).containsExactlyElementsOf(words);
  }

  @Test
  void everyClassDecodesWhatGnuAsWrites(@TempDir Path folder) {
    Map<String, Instruction> all = statements();

    List<Integer> words = GnuAssembler.words(folder, List.copyOf(all.keySet()));

    assertThat(words.stream().map(Instruction::decode)).containsExactlyElementsOf(all.values());
  }

  @Test
  void pageAddressesEncodeAsGnuLdLinksThem(@TempDir Path folder) {
    long address = 0x11_0ffc;
    long target = 0xffff_f123L;

    int word = GnuAssembler.linkedWord(folder, "adrp x27, target", address, target);

    assertThat(AddressOfPage.between(27, address, target).encode()).isEqualTo(word);
    assertThat(((AddressOfPage) Instruction.decode(word)).page(address)).isEqualTo(0xffff_f000L);
  }

  @Test
  void everyWordDecodesAndEncodesToItself() {
    Random random = new Random(SEED);
    for (int i = 0; i < 3_000_000; i++) {
      int word = random.nextInt();
      assertThat(Instruction.decode(word).encode() == word).as("word %08x", word).isTrue();
    }
  }

  @Test
  void aCallBeyond128MiBIsNotEncoded() {
    assertThatThrownBy(() -> new BranchWithLink(0x8000000).encode())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("134217728")
        .hasMessageContaining("134217724");
  }

  @Test
  void anUnalignedLoadOffsetIsNotEncoded() {
    assertThatThrownBy(() -> new LoadStore(3, false, 1, 0, 27, 4).encode())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("steps of 8");
  }
}
