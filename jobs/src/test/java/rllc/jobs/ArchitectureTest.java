package rllc.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which package may know which; docs/design.md has the picture. */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("rllc");

  private static void only(String of, String... may) {
    classes()
        .that()
        .resideInAPackage(of)
        .should()
        .onlyDependOnClassesThat(
            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(may))
        .check(OURS);
  }

  @Test
  void executorsNeedNothingButTheJdk() {
    only("rllc.kernel..", "java..", "rllc.kernel..", "rllc.shard..", "rllc.loss..");
    only("rllc.loss..", "java..", "rllc.loss..");
    only("rllc.shard..", "java..", "rllc.shard..");
  }

  @Test
  void theOptimizerKnowsNoSparkAndNoData() {
    String[] libraries = {"java..", "breeze..", "scala.."};
    only(
        "rllc.optim..",
        with(libraries, "dev.ludovic.netlib..", "org.netlib..", "rllc.optim..", "rllc.kernel.."));
    only("rllc.family..", "java..", "rllc.family..", "rllc.loss..");
    only(
        "rllc.settings..",
        with(libraries, "rllc.settings..", "rllc.family..", "rllc.optim..", "rllc.kernel.."));
    only(
        "rllc.train..",
        with(
            libraries,
            "rllc.train..",
            "rllc.optim..",
            "rllc.settings..",
            "rllc.family..",
            "rllc.shard..",
            "rllc.loss..",
            "rllc.kernel.."));
  }

  private static String[] with(String[] libraries, String... ours) {
    return java.util.stream.Stream.concat(
            java.util.Arrays.stream(libraries), java.util.Arrays.stream(ours))
        .toArray(String[]::new);
  }

  @Test
  void sparkStaysAtTheEdge() {
    noClasses()
        .that()
        .resideOutsideOfPackages("rllc.spark..", "rllc.ml..", "rllc.jobs..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.spark..")
        .check(OURS);
    noClasses()
        .that()
        .resideOutsideOfPackage("rllc.jobs..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("rllc.jobs..")
        .check(OURS);
  }

  /** The floors of {@code rllc.train}: a room knows those that are named with it, and no other. */
  @Test
  void roomsOfTrainingKnowOnlyLowerFloors() {
    String[] below = {
      "java..",
      "scala..",
      "rllc.optim..",
      "rllc.settings..",
      "rllc.family..",
      "rllc.shard..",
      "rllc.loss..",
      "rllc.kernel.."
    };
    room("objective", below);
    room("state", new String[] {"java..", "rllc.shard.."});
    room("report", below, "objective");
    room("diagnosis", below, "report", "objective");
    room("run", below, "report", "state", "objective");
    room("memory", below, "run", "report", "objective");
    room("linear", below, "objective");
    room("pilot", below, "linear", "objective");
    room("rows", below, "linear", "run", "report", "objective");
    room("newton", below, "pilot", "linear", "memory", "run", "report", "objective");
    room("batch", below, "run", "report", "objective");
    room("breeze", with(below, "breeze.."), "run", "report", "objective");
  }

  private static void room(String name, String[] below, String... rooms) {
    String own = "rllc.train." + name;
    String[] may =
        java.util.Arrays.stream(rooms).map(r -> "rllc.train." + r).toArray(String[]::new);
    only(own, with(with(below, own), may));
  }

  /** The floors of {@code rllc.spark}, from the sum up to the scores. */
  @Test
  void roomsOfSparkKnowOnlyLowerFloors() {
    String[] rooms = {"sum", "input", "data", "gradient", "score", "path"};
    for (int i = 0; i < rooms.length; i++) {
      for (int above = i + 1; above < rooms.length; above++) {
        noClasses()
            .that()
            .resideInAPackage("rllc.spark." + rooms[i])
            .should()
            .dependOnClassesThat()
            .resideInAPackage("rllc.spark." + rooms[above])
            .check(OURS);
      }
    }
  }

  /** Files of models know no estimators, and estimators know no searches. */
  @Test
  void roomsOfMlKnowOnlyLowerFloors() {
    noClasses()
        .that()
        .resideInAPackage("rllc.ml.files")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("rllc.ml", "rllc.ml.tuning", "rllc.spark..", "rllc.train..")
        .check(OURS);
    noClasses()
        .that()
        .resideInAPackage("rllc.ml")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("rllc.ml.tuning")
        .check(OURS);
  }

  @Test
  void nativeMethodsAreDeclaredInOnePackage() {
    methods()
        .that()
        .haveModifier(JavaModifier.NATIVE)
        .should()
        .beDeclaredInClassesThat()
        .resideInAPackage("rllc.kernel")
        .check(OURS);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("rllc.(*)..").should().beFreeOfCycles().check(OURS);
    slices().matching("rllc.jobs.(*)..").should().beFreeOfCycles().check(OURS);
    slices().matching("rllc.spark.(*)..").should().beFreeOfCycles().check(OURS);
    slices().matching("rllc.train.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void noGlobalRandomState() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Random|concurrent\\.ThreadLocalRandom)")
        .check(OURS);
    noClasses().should().callMethod(Math.class, "random").check(OURS);
  }
}
