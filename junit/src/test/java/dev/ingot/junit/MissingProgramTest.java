package dev.ingot.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Programs that cannot be booted fail their test, with the reason. */
final class MissingProgramTest {
  /** Run by the test below, not by the build: the name ends in no Test. */
  static final class NamesNoProgram {
    @Test
    @BootGo(elf = "no/such/program")
    void boots(GuestRun run) {
      assertThat(run).isNotNull();
    }
  }

  @Test
  void aProgramThatIsNotThereFailsItsTestWithItsPath() {
    var events =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(NamesNoProgram.class))
            .execute();

    assertThat(events.testEvents().failed().stream().map(Event::toString))
        .singleElement()
        .asString()
        .contains("@BootGo(elf = \"no/such/program\") cannot be booted");
  }
}
