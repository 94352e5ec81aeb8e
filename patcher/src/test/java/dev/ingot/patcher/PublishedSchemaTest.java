package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.patcher.BssPlacement.KeepBss;
import dev.ingot.patcher.BssPlacement.MoveBssAbove;
import dev.ingot.patcher.Redirect.CodeTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written agrees with the schemas that {@code docs} publishes. */
class PublishedSchemaTest {
  private static final Path DOCS = Path.of("../docs");

  static Stream<PatchPlan> plans() {
    Path redirect = GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect");
    Path web = GoBuilds.build(GoBuilds.USUAL_RELEASE, "web", GoBuilds.STRIP);
    List<Redirect> redirects = Redirect.parse("main.local=main.replacement").stream().toList();
    List<Redirect> code =
        List.of(
            new Redirect(
                "main.local",
                new CodeTarget(
                    new CodeOfWords("first.s", "main.replacement", 16, 8), Optional.empty())));
    return Stream.of(
        Patched.plan(web, PatchOptions.forBoot()),
        Patched.plan(redirect, Patched.UNCHANGED),
        Patched.plan(redirect, new PatchOptions(new KeepBss(), BarrierStub.KEEP, redirects)),
        Patched.plan(redirect, new PatchOptions(new MoveBssAbove(), BarrierStub.TRAP, redirects)),
        Patched.plan(redirect, new PatchOptions(new MoveBssAbove(), BarrierStub.COUNT, code)));
  }

  private static Set<ValidationMessage> faults(String schema, String json) throws IOException {
    JsonSchema parsed =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(Files.readString(DOCS.resolve(schema)), InputFormat.JSON);
    return parsed.validate(json, InputFormat.JSON);
  }

  @ParameterizedTest
  @MethodSource("plans")
  void theManifestAgreesWithItsSchema(PatchPlan plan) throws IOException {
    assertThat(faults("manifest-schema.json", Manifest.of(plan).toJson())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void theReportAgreesWithItsSchema(PatchPlan plan) throws IOException {
    assertThat(faults("report-schema.json", Reports.json(plan))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void theInspectionAgreesWithItsSchema(PatchPlan plan) throws IOException {
    assertThat(faults("inspection-schema.json", Inspection.of(plan.program()).toJson())).isEmpty();
  }

  @Test
  void theSchemasTellADamagedDocument() throws IOException {
    PatchPlan plan = plans().toList().getLast();
    String manifest = Manifest.of(plan).toJson().replaceFirst("\"newWord\": \"0x", "$0zz");
    String report = Reports.json(plan).replaceFirst("\"variant\"", "\"Variant\"");

    String inspection = Inspection.of(plan.program()).toJson().replace("\"certain\"", "\"sure\"");

    assertThat(faults("manifest-schema.json", manifest)).isNotEmpty();
    assertThat(faults("inspection-schema.json", inspection)).isNotEmpty();
    assertThat(faults("report-schema.json", report)).isNotEmpty();
  }
}
