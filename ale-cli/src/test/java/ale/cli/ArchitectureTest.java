package ale.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** The arrows of the architecture. */
@AnalyzeClasses(
    packages = "ale",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoKits.class})
final class ArchitectureTest {
  /** Contract kits are tests, although they come in jars. */
  static final class NoKits implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule ARROWS_POINT_DOWN =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("ale..")
          .layer("core")
          .definedBy("ale.core")
          .layer("guest")
          .definedBy("ale.guest")
          .layer("sandbox")
          .definedBy("ale.sandbox")
          .layer("agents")
          .definedBy("ale.agents..")
          .layer("tasks")
          .definedBy("ale.tasks")
          .layer("exam")
          .definedBy("ale.exam..")
          .layer("stats")
          .definedBy("ale.stats")
          .layer("store")
          .definedBy("ale.store")
          .layer("interop")
          .definedBy("ale.interop")
          .layer("gateway")
          .definedBy("ale.gateway")
          .layer("doors")
          .definedBy("ale.doors")
          .layer("runner")
          .definedBy("ale.runner..")
          .layer("engines")
          .definedBy("ale.engine..")
          .layer("cli")
          .definedBy("ale.cli")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("engines")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("exam")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("doors")
          .mayOnlyBeAccessedByLayers("agents", "cli")
          .whereLayer("gateway")
          .mayOnlyBeAccessedByLayers("agents", "runner", "cli")
          .whereLayer("runner")
          .mayOnlyBeAccessedByLayers("engines", "cli")
          .whereLayer("agents")
          .mayOnlyBeAccessedByLayers("runner", "cli")
          .whereLayer("sandbox")
          .mayOnlyBeAccessedByLayers("agents", "runner", "cli")
          .whereLayer("guest")
          .mayOnlyBeAccessedByLayers("sandbox", "doors", "agents", "runner", "cli")
          .whereLayer("tasks")
          .mayOnlyBeAccessedByLayers("exam", "runner", "cli")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("interop")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("stats")
          .mayOnlyBeAccessedByLayers("runner", "cli")
          .because("a part that knows its users cannot be replaced");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideInAnyPackage(
              "ale.core",
              "ale.sandbox",
              "ale.agents..",
              "ale.runner..",
              "ale.engine..",
              "ale.stats",
              "ale.store",
              "ale.interop")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("a library that prints cannot be used by a program that answers in JSON");

  @ArchTest
  static final ArchRule FAMILIES_DO_NOT_KNOW_THE_TIME =
      noClasses()
          .that()
          .resideInAPackage("ale.exam..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(Math.class, "random")
          .because("the same seed gives the same bytes");

  @ArchTest
  static final ArchRule RAISED_ON_PURPOSE =
      classes()
          .that()
          .resideInAPackage("ale..")
          .and()
          .areAssignableTo(RuntimeException.class)
          .should()
          .beAssignableTo(ale.core.AleException.class)
          .because("what we raise on purpose has one root, and anything else is a mistake of ours");
}
