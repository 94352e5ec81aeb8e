package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.base.BaseForms;
import dev.ingot.emulator.fp.FpForms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Translated code does what the interpreter does, instruction for instruction. */
class TranslatedCodeTest {
  private static final int PROGRAMS = 40;
  private static final int BODY = 50;
  private static final int INSTRUCTIONS = 6000;
  private static final int MOST_AT_ONCE = 700;
  private static final long WINDOW = CpuFixture.DATA;
  private static final int WINDOW_BYTES = 16_384;

  private static final int INDEX = 25;
  private static final int BASE_A = 26;
  private static final int BASE_B = 27;
  private static final int COUNTER = 28;
  private static final int FIRST_RESERVED = 22;
  private static final int SP = 31;

  /** Every round starts with the same base registers, whatever write-back did to them. */
  private static final int[] HEAD = {
    0xaa18_03fa, // mov x26, x24
    0xaa17_03fb, // mov x27, x23
    0x9100_031f, // mov sp, x24
  };

  private static final int MSR_CPACR_EL1 = 0xd518_1040;
  private static final long QC = 1 << 27;
  private static final long FPEN_NO_TRAP = 3 << 20;
  private static final int SUBS_COUNTER = 0xf100_079c; // subs x28, x28, #1
  private static final int B = 0x1400_0000;
  private static final int B_NE = 0x5400_0001;

  /** Skips the instruction that raised an exception. */
  private static final int[] SKIP = {
    0xd538_4036, // mrs x22, elr_el1
    0x9100_12d6, // add x22, x22, #4
    0xd518_4036, // msr elr_el1, x22
    0xd69f_03e0, // eret
  };

  /** Additions with carry, what else uses the flags, and SIMD that works on elements. */
  private static final String FLAGS_AND_ELEMENTS =
      ".*(ADC|SBC|ADDS|CCMP|CSEL|CMEQ|CMTST|SHL|SLI|SRI|USHR|REV|CNT|ADDP|ADDV|UADDLV|TBL|\\(vector).*";

  /** The scalar floating point that the JVM does alike. */
  private static final String JVM_ARITHMETIC =
      "(FADD|FSUB|FN?MUL|FDIV|FMAX|FMIN|FN?MADD|FN?MSUB|FABS|FNEG|FSQRT|FCMP|FCSEL|FMOV|SCVTF|FCVTZS)(?!.*fixed).*";

  /** Which scalar floating-point instructions are of double precision. */
  private static final int TYPE_DOUBLE = 0x40_0000;

  private final List<Form> forms = new ArrayList<>();

  /** Whether most scalars are of double precision. */
  private boolean mostlyDoubles;

  /** Whether translated code leaves the cumulative flags of FPSR alone. */
  private boolean fastFloat;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomLoopsAgreeWithTheInterpreterAtEveryStop(long seed) {
    forms.addAll(BaseForms.all());
    forms.addAll(FpForms.all());
    compareRandomLoops(seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void loopsOfCarriesAndElementsAgreeWithTheInterpreter(long seed) {
    forms.addAll(BaseForms.all());
    forms.addAll(FpForms.all());
    forms.removeIf(form -> !form.name().matches(FLAGS_AND_ELEMENTS));
    compareRandomLoops(seed);
  }

  /** Registers that hold nothing but doubles are kept as such. */
  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void loopsOfScalarFloatingPointAgreeWithTheInterpreter(long seed) {
    forms.addAll(FpForms.all());
    forms.removeIf(
        form -> {
          boolean arithmetic = isScalarFloat(form.value()) && form.name().matches(JVM_ARITHMETIC);
          return !arithmetic && !isVectorMemory(form.value());
        });
    mostlyDoubles = true;
    compareRandomLoops(seed);
  }

  private static boolean isScalarFloat(int word) {
    return (word & 0x5e00_0000) == 0x1e00_0000;
  }

  /** Loads and stores of one or two vector registers. */
  private static boolean isVectorMemory(int word) {
    return (word & 0x3e00_0000) == 0x3c00_0000 || (word & 0x3e00_0000) == 0x2c00_0000;
  }

  /** Whether such a load or store is of 64 bits. */
  private static boolean isOfDoubles(int word) {
    boolean pair = (word & 0x3e00_0000) == 0x2c00_0000;
    return pair ? word >>> 30 == 1 : (word & 0xc080_0000) == 0xc000_0000;
  }

  private void compareRandomLoops(long seed) {
    forms.removeIf(form -> isBranchOrSystem(form.value()));
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < PROGRAMS; i++) {
      int[] program = program(random);
      fastFloat = i % 2 == 0;
      compare(program, random.nextLong(), "seed %d, program %d".formatted(seed, i));
    }
  }

  private static boolean isBranchOrSystem(int word) {
    return (word >>> 26 & 7) == 0b101;
  }

  /** A body with forward branches, run again and again by a conditional and a final branch. */
  private int[] program(SplittableRandom random) {
    int[] words = Arrays.copyOf(HEAD, HEAD.length + BODY + 3);
    int at = HEAD.length;
    for (int i = 0; i < BODY; i++) {
      words[at++] = random.nextInt(8) == 0 ? forwardBranch(random, BODY - i) : word(random);
    }
    words[at] = SUBS_COUNTER;
    words[at + 1] = B_NE | (-(at + 1) & 0x7ffff) << 5;
    words[at + 2] = B | -(at + 2) & 0x3ff_ffff;
    return words;
  }

  private static int forwardBranch(SplittableRandom random, int most) {
    int distance = 1 + random.nextInt(Math.min(most, 12));
    return switch (random.nextInt(3)) {
      case 0 -> 0x5400_0000 | distance << 5 | random.nextInt(16);
      case 1 -> 0x3400_0000 | random.nextInt() & 0x8100_0000 | distance << 5 | random.nextInt(22);
      default -> 0x3600_0000 | random.nextInt() & 0x81f8_0000 | distance << 5 | random.nextInt(22);
    };
  }

  private int word(SplittableRandom random) {
    while (true) {
      Form form = forms.get(random.nextInt(forms.size()));
      int word = random.nextInt() & ~form.mask() | form.value();
      if (mostlyDoubles && random.nextInt(16) != 0) {
        if (isVectorMemory(word) && !isOfDoubles(word)) {
          continue;
        }
        if (isScalarFloat(word) && (form.mask() & TYPE_DOUBLE) == 0) {
          word |= TYPE_DOUBLE;
        }
      }
      boolean memory = (word >>> 25 & 5) == 4;
      boolean free = (form.mask() & 0x3e0) == 0;
      if (memory && free) {
        int[] bases = {BASE_A, BASE_B, SP};
        word = word & ~0x3e0 | bases[random.nextInt(bases.length)] << 5;
      }
      boolean registerOffset = (word & 0x3b20_0c00) == 0x3820_0800;
      if (registerOffset) {
        word = word & ~0x1f_0000 | INDEX << 16;
      }
      if (!isReserved(word & 31) && !(memory && isReserved(word >>> 10 & 31))) {
        return word;
      }
    }
  }

  private static boolean isReserved(int register) {
    return register >= FIRST_RESERVED && register <= COUNTER;
  }

  private void compare(int[] program, long seed, String name) {
    CpuFixture translating = prepare(CpuFixture.translating(fastFloat), program, seed);
    CpuFixture interpreting = prepare(CpuFixture.interpreting(), program, seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int done = 0; done < INSTRUCTIONS; ) {
      int budget = 1 + random.nextInt(MOST_AT_ONCE);
      translating.run(budget);
      interpreting.run(budget);
      done += budget;
      assertThat(describe(translating))
          .as("%s after %d", name, done)
          .isEqualTo(describe(interpreting));
    }
    assertThat(translating.physical.copyOut(WINDOW, WINDOW_BYTES))
        .as(name)
        .isEqualTo(interpreting.physical.copyOut(WINDOW, WINDOW_BYTES));
  }

  private static CpuFixture prepare(CpuFixture fixture, int[] program, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Cpu cpu = fixture.cpu;
    fixture.identityMapped().program(program).words(CpuFixture.VECTORS + 0x200, SKIP);
    byte[] window = new byte[WINDOW_BYTES];
    random.nextBytes(window);
    fixture.physical.copyIn(WINDOW, window);
    for (int r = 0; r < FIRST_RESERVED; r++) {
      cpu.x[r] = random.nextLong() >> random.nextInt(64);
    }
    cpu.x[23] = WINDOW + WINDOW_BYTES / 2 + random.nextInt(64);
    cpu.x[24] = WINDOW + WINDOW_BYTES / 2;
    cpu.x[INDEX] = random.nextInt(256);
    cpu.x[COUNTER] = 20;
    Arrays.setAll(cpu.v, ignored -> random.nextLong());
    cpu.systemRegisters().write(MSR_CPACR_EL1, FPEN_NO_TRAP);
    return fixture;
  }

  private String describe(CpuFixture fixture) {
    Cpu cpu = fixture.cpu;
    StringBuilder text = new StringBuilder();
    for (int r = 0; r <= SP; r++) {
      text.append("%d=%x ".formatted(r, cpu.xsp(r)));
    }
    return text.append(
            "pc=%x nzcv=%x esr=%x far=%x fpsr=%x v=%x"
                .formatted(
                    cpu.pc(),
                    cpu.nzcv(),
                    cpu.systemRegisters().esr,
                    fixture.far(),
                    fastFloat ? cpu.fpsr() & QC : cpu.fpsr(),
                    Arrays.hashCode(cpu.v)))
        .toString();
  }
}
