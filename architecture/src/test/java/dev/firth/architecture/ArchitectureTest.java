package dev.firth.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** The arrows between modules, and the habits that a compiler does not know. */
@AnalyzeClasses(
    packages = "dev.firth",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  /** Fixtures that modules share are tests as well. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  /** Each module's package, and those of the modules that it may name. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("documents", Set.of()),
          Map.entry("specs", Set.of("documents")),
          Map.entry("crds", Set.of()),
          Map.entry("journals", Set.of("documents")),
          Map.entry("protocol", Set.of("specs", "documents")),
          Map.entry("catalog", Set.of("crds", "specs", "protocol", "documents")),
          Map.entry("shard", Set.of("journals", "protocol", "specs", "documents")),
          Map.entry("connectors", Set.of("protocol", "specs", "documents")),
          Map.entry("embedded", Set.of()),
          Map.entry("simulation", Set.of("shard", "journals", "protocol", "specs", "documents")),
          Map.entry("operator", Set.of("catalog", "crds", "protocol", "specs", "documents")),
          Map.entry(
              "cli",
              Set.of(
                  "catalog",
                  "crds",
                  "shard",
                  "journals",
                  "connectors",
                  "protocol",
                  "specs",
                  "documents",
                  "embedded")),
          Map.entry("e2e", Set.of()),
          Map.entry("bench", Set.of("e2e", "protocol", "specs", "documents")));

  @ArchTest
  static void everyModuleHasItsArrows(JavaClasses all) {
    Set<String> modules =
        all.stream().map(ArchitectureTest::module).collect(Collectors.toCollection(TreeSet::new));
    assertThat(modules).isEqualTo(new TreeSet<>(ARROWS.keySet()));
  }

  @ArchTest
  static void modulesNameOnlyWhatTheirArrowsPointTo(JavaClasses all) {
    ARROWS.forEach(
        (module, allowed) ->
            noClasses()
                .that()
                .resideInAPackage(inside(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(othersThan(module, allowed))
                .check(all));
  }

  @ArchTest
  static final ArchRule packagesPointOneWay =
      slices().matching("dev.firth.(**)").should().beFreeOfCycles();

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
          .beAnnotatedWith("org.jspecify.annotations.NullMarked");

  @ArchTest
  static void everyPackageSaysWhatLivesInIt(JavaClasses all) {
    Set<String> described =
        all.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    Set<String> packages =
        all.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !described.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages).isEmpty();
  }

  @ArchTest
  static final ArchRule onlyTheEdgesKnowKubernetes =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.firth.operator..", "dev.firth.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..");

  private static String module(JavaClass type) {
    return type.getPackageName().split("\\.", -1)[2];
  }

  private static String inside(String module) {
    return "dev.firth." + module + "..";
  }

  private static String[] othersThan(String module, Set<String> allowed) {
    return ARROWS.keySet().stream()
        .filter(other -> !other.equals(module) && !allowed.contains(other))
        .map(ArchitectureTest::inside)
        .toArray(String[]::new);
  }
}
