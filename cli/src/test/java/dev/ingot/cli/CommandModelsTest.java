package dev.ingot.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** The models of the commands: what picocli knows of them, and how it comes to know it. */
class CommandModelsTest {
  @Test
  void nothingIsDeclaredByAnnotations() {
    noClasses()
        .should()
        .dependOnClassesThat(
            describe(
                "are annotations of picocli, which each start would read by reflection",
                type ->
                    type.isAssignableTo(java.lang.annotation.Annotation.class)
                        && isOfPicocli(type)))
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.ingot.cli"));
  }

  private static boolean isOfPicocli(JavaClass type) {
    return type.getPackageName().equals("picocli");
  }

  @ParameterizedTest
  @EnumSource
  void aCommandThatIsMadeAloneIsTheSameAsAmongAll(Subcommand command) {
    CommandLine alone = Main.commandLine(List.of(command));

    assertThat(usage(alone, command)).isEqualTo(usage(Main.everyCommand(), command));
  }

  private static String usage(CommandLine ingot, Subcommand command) {
    return ingot.getSubcommands().get(command.command()).getUsageMessage();
  }

  @ParameterizedTest
  @EnumSource
  void everyOptionAndParameterSaysWhatItIsFor(Subcommand command) {
    List<ArgSpec> all = command.make().args();

    assertThat(all)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(String.join("", one.description())).endsWith("."));
  }
}
