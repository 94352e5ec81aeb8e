package dev.ingot.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/instructions.md is what the table says; {@code make instruction-table} writes it anew. */
class InstructionsDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/instructions.md");

  @Test
  void theDocumentShowsEveryRowOfTheTable() throws IOException {
    String text = text(InstructionSet.forms());
    if (Boolean.getBoolean("ingot.writeInstructionTable")) {
      Files.writeString(DOCUMENT, text);
    }
    assertThat(Files.readString(DOCUMENT, StandardCharsets.UTF_8)).isEqualTo(text);
  }

  private static String text(List<Form> forms) {
    StringBuilder text =
        new StringBuilder(
            """
            # The instructions of the reference machine

            One row a form; decoder, interpreter and this page come from the same table (`BaseForms`, `FpForms`), and
            `make instruction-table` writes the page. An encoding is bits 31 to 0, `x` is any. Where two match a word, the one
            with more fixed bits is meant. The section is that of the Arm Architecture Reference Manual, DDI 0487; in chapter
            C7.2 instructions stand by name. A CPU model that lacks the feature finds the words UNDEFINED.

            """);
    text.append("%d forms.%n".formatted(forms.size()));
    Map<String, List<Form>> byFeature =
        forms.stream()
            .collect(
                Collectors.groupingBy(
                    form -> form.feature().name(), TreeMap::new, Collectors.toList()));
    byFeature.forEach(
        (feature, rows) -> {
          text.append("%n## %s%n%n".formatted(feature));
          text.append("In %s.%n%n".formatted(models(rows.get(0))));
          text.append("| instruction | encoding | section |%n|---|---|---|%n".formatted());
          rows.stream()
              .sorted(Comparator.comparing(Form::name).thenComparing(Form::pattern))
              .forEach(
                  row ->
                      text.append(
                          "| %s | `%s` | %s |%n"
                              .formatted(row.name(), compact(row.pattern()), row.manual())));
        });
    return text.toString();
  }

  private static String compact(String pattern) {
    return pattern.replace(" ", "").replace("_", "");
  }

  private static String models(Form form) {
    return List.of(CpuModel.values()).stream()
        .filter(model -> model.features().contains(form.feature()))
        .map(CpuModel::qemuName)
        .collect(Collectors.joining(", "));
  }
}
