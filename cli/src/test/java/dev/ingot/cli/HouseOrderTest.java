package dev.ingot.cli;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps the dependency order of DESIGN.md: rooms use what lies below them, and nothing else. */
class HouseOrderTest {
  private static JavaClasses house;

  @BeforeAll
  static void importTheHouse() {
    house =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.ingot");
  }

  @Test
  void theRoomsUseOnlyWhatLiesBelowThem() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("cli")
        .definedBy("dev.ingot.cli..")
        .layer("image-builder")
        .definedBy("dev.ingot.image..")
        .layer("patcher")
        .definedBy("dev.ingot.patcher..")
        .layer("linker-script-gen")
        .definedBy("dev.ingot.linkerscript..")
        .layer("bootloader-asm")
        .definedBy("dev.ingot.asm..", "dev.ingot.nucleus..", "dev.ingot.freestanding..")
        .layer("emulator")
        .definedBy("dev.ingot.emulator..")
        .layer("go-elf")
        .definedBy("dev.ingot.goelf..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("image-builder")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("patcher")
        .mayOnlyBeAccessedByLayers("cli", "image-builder")
        .whereLayer("linker-script-gen")
        .mayOnlyBeAccessedByLayers("cli", "image-builder")
        .whereLayer("bootloader-asm")
        .mayOnlyBeAccessedByLayers("cli", "image-builder")
        .whereLayer("emulator")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("go-elf")
        .mayOnlyBeAccessedByLayers("cli", "image-builder", "patcher", "linker-script-gen")
        .check(house);
  }

  @Test
  void noPackagesFormACycle() {
    slices().matching("dev.ingot.(**)").should().beFreeOfCycles().check(house);
  }

  @Test
  void everyRoomIsLookedAt() {
    assertThat(house.stream().map(HouseOrderTest::room).distinct())
        .contains("cli", "image", "patcher", "linkerscript", "asm", "nucleus", "emulator", "goelf");
  }

  /** The package below dev.ingot that a class belongs to. */
  private static String room(JavaClass type) {
    String rest = type.getPackageName().substring("dev.ingot.".length());
    return rest.substring(0, (rest + ".").indexOf('.'));
  }
}
