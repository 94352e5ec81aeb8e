package dev.ingot.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.conformance.TestLog.Outcome;
import org.junit.jupiter.api.Test;

/** The output's form is that of Go 1.23's src/testing/testing.go with -test.v=test2json. */
class TestLogTest {
  @Test
  void aTestEndsAsItsMarkSays() {
    TestLog log =
        TestLog.of(
            """
            \u0016=== RUN   TestA
            \u0016--- PASS: TestA (0.00s)
            \u0016=== NAME \s
            \u0016=== RUN   TestB
                b_test.go:7: not today
            \u0016--- SKIP: TestB (0.00s)
            """);

    assertThat(log.tests().get("TestA").outcome()).isEqualTo(Outcome.PASS);
    assertThat(log.tests().get("TestB").outcome()).isEqualTo(Outcome.SKIP);
    assertThat(log.tests().get("TestB").lines()).containsExactly("    b_test.go:7: not today");
  }

  @Test
  void aSubtestCountsForItsTest() {
    TestLog log =
        TestLog.of(
            """
            \u0016=== RUN   TestA
            \u0016=== RUN   TestA/sub
                a_test.go:9: wrong
                \u0016--- FAIL: TestA/sub (0.00s)
            \u0016=== NAME  TestA
            \u0016--- FAIL: TestA (0.00s)
            """);

    assertThat(log.tests()).containsOnlyKeys("TestA");
    assertThat(log.tests().get("TestA").outcome()).isEqualTo(Outcome.FAIL);
    assertThat(log.tests().get("TestA").lines()).contains("    a_test.go:9: wrong");
  }

  @Test
  void outputWithoutANewlineDoesNotHideTheEnd() {
    TestLog log = TestLog.of("\u0016=== RUN   ExampleA\nhello\u0016--- PASS: ExampleA (0.00s)\n");

    assertThat(log.tests().get("ExampleA").outcome()).isEqualTo(Outcome.PASS);
    assertThat(log.tests().get("ExampleA").lines()).containsExactly("hello");
  }

  @Test
  void aTestWithoutEndIsUnfinished() {
    TestLog log = TestLog.of("\u0016=== RUN   TestHang\npanic: test timed out after 1m\n");

    assertThat(log.tests().get("TestHang").outcome()).isEqualTo(Outcome.UNFINISHED);
    assertThat(log.end()).containsExactly("panic: test timed out after 1m");
  }

  @Test
  void parallelTestsKeepTheirOutputApart() {
    TestLog log =
        TestLog.of(
            """
            \u0016=== RUN   TestA
            \u0016=== PAUSE TestA
            \u0016=== RUN   TestB
            \u0016=== CONT  TestA
            a
            \u0016=== NAME  TestB
            b
            """);

    assertThat(log.tests().get("TestA").lines()).containsExactly("a");
    assertThat(log.tests().get("TestB").lines()).containsExactly("b");
  }
}
