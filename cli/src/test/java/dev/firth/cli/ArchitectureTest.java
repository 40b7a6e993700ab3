package dev.firth.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.Executor;

/** The arrows of architecture.md 8, and the habits that a compiler does not know. */
@AnalyzeClasses(
    packages = "dev.firth",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {

  @ArchTest
  static final ArchRule documentsDependOnNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("dev.firth.documents..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others("documents"));

  @ArchTest
  static final ArchRule specsDependOnDocuments =
      noClasses()
          .that()
          .resideInAPackage("dev.firth.specs..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others("specs", "documents"));

  @ArchTest
  static final ArchRule crdsDependOnNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("dev.firth.crds..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others("crds"));

  @ArchTest
  static final ArchRule journalsDependOnDocuments =
      noClasses()
          .that()
          .resideInAPackage("dev.firth.journals..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others("journals", "documents"));

  @ArchTest
  static final ArchRule protocolKnowsSpecs =
      noClasses()
          .that()
          .resideInAPackage("dev.firth.protocol..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others("protocol", "specs", "documents"));

  @ArchTest
  static final ArchRule catalogIsPure =
      noClasses()
          .that()
          .resideInAPackage("dev.firth.catalog..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others("catalog", "crds", "specs", "protocol", "documents"));

  @ArchTest
  static final ArchRule shardRunnerKnowsNoResources =
      noClasses()
          .that()
          .resideInAPackage("dev.firth.shard..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others("shard", "journals", "protocol", "specs", "documents"));

  @ArchTest
  static final ArchRule connectorsKnowTheProtocolAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.firth.connectors..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others("connectors", "protocol", "specs", "documents"));

  @ArchTest
  static final ArchRule embeddedDependsOnNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("dev.firth.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others("embedded"));

  @ArchTest
  static final ArchRule modulesPointOneWay =
      slices().matching("dev.firth.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule namesSaySomething =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @ArchTest
  static final ArchRule waitingGoesThroughTheHost =
      noClasses()
          .that()
          .resideInAnyPackage("dev.firth.journals..", "dev.firth.shard..")
          .and()
          .resideOutsideOfPackages("dev.firth.journals.host..", "dev.firth.journals.store..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Executor.class);

  @ArchTest
  static final ArchRule packagesAreNullMarked =
      classes()
          .that()
          .haveSimpleName("package-info")
          .should()
          .beAnnotatedWith("org.jspecify.annotations.NullMarked")
          .allowEmptyShould(true);

  /** Every package of ours but those of the named modules. */
  private static String[] others(String... allowed) {
    var all =
        new String[] {
          "documents",
          "specs",
          "crds",
          "journals",
          "protocol",
          "catalog",
          "shard",
          "connectors",
          "embedded",
          "simulation",
          "cli"
        };
    return java.util.Arrays.stream(all)
        .filter(module -> !java.util.List.of(allowed).contains(module))
        .map(module -> "dev.firth." + module + "..")
        .toArray(String[]::new);
  }
}
