package dev.ingot.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.conformance.Comparison.TestPair;
import dev.ingot.conformance.Comparison.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final StdPackage SORT = new StdPackage("sort", Path.of("sort"));
  private static final String PASS_A = "\u0016=== RUN   TestA\n\u0016--- PASS: TestA (0.00s)\n";
  private static final String SKIP_A = "\u0016=== RUN   TestA\n\u0016--- SKIP: TestA (0.00s)\n";
  private static final String FAIL_A =
      "\u0016=== RUN   TestA\nmkdir /tmp/x: read-only file system\n\u0016--- FAIL: TestA (0.00s)\n";

  @Test
  void aPackageIsCompleteWhenEveryTestThatPassesOnLinuxPasses() {
    assertThat(compare(PASS_A, 0, PASS_A, 0).complete()).isTrue();
    assertThat(compare(FAIL_A, 1, FAIL_A, 1).complete()).isTrue();
  }

  @Test
  void aTestThatSkipsItselfOnlyHereIsAFailure() {
    assertThat(compare(SKIP_A, 0, PASS_A, 0).complete()).isFalse();
  }

  @Test
  void aTestThatDoesNotBeginIsAFailure() {
    Comparison comparison = compare("", 2, PASS_A, 0);

    assertThat(comparison.failures()).extracting(TestPair::name).containsExactly("TestA");
  }

  @Test
  void aFailureIsNamedAfterWhatItPrinted() {
    TestPair failure = compare(FAIL_A, 1, PASS_A, 0).failures().getFirst();

    assertThat(failure.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(failure.cause()).isEqualTo("writes files (EROFS)");
  }

  @Test
  void withoutAReferenceNothingIsComplete() {
    assertThat(compare("", 0, "", 127).complete()).isFalse();
  }

  private static Comparison compare(String here, int status, String there, int referenceStatus) {
    return Comparison.of(
        SORT,
        new Run(status, Duration.ZERO, here),
        new Run(referenceStatus, Duration.ZERO, there),
        new FailureCauses());
  }
}
