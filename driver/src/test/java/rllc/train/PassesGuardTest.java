package rllc.train;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.settings.OptimizerSettings;
import rllc.train.report.StepRecord;
import rllc.train.testing.GoldenProblem;
import rllc.train.testing.SmallProblems;
import rllc.train.testing.SmallProblems.Posed;
import rllc.train.testing.SmallProblems.Problem;
import rllc.train.testing.Stops;

/**
 * Passes of preset auto to a gap (f - f*) / (f0 - f*) of 1e-4 beside L-BFGS's, f* the best loss of
 * either run, as PilotExperiment counts them: those before the first evaluation included.
 */
class PassesGuardTest {
  private static final double GAP = 1e-4;
  private static final double MOST = 1.15;

  static Stream<Problem> madeUp() {
    return Stream.concat(SmallProblems.madeUp().stream(), SmallProblems.ofOtherFamilies().stream());
  }

  static Stream<Problem> shared() {
    return SmallProblems.shared().stream().flatMap(PassesGuardTest::alsoRaw);
  }

  private static Stream<Problem> alsoRaw(Problem problem) {
    return problem.name().equals("reuters")
        ? Stream.of(problem, problem.raw())
        : Stream.of(problem);
  }

  @ParameterizedTest
  @MethodSource("madeUp")
  void madeUpRows(Problem problem) throws IOException {
    assertFewPasses(problem);
  }

  @ParameterizedTest
  @MethodSource("shared")
  void sharedRows(Problem problem) throws IOException {
    assumeTrue(GoldenProblem.sharedFolder() != null, "no folder `shared` above here");
    assertFewPasses(problem);
  }

  private static void assertFewPasses(Problem problem) throws IOException {
    Posed posed = problem.posed(problem.reg());
    List<StepRecord> lbfgs =
        posed.run(new OptimizerSettings.Lbfgs(), Stops.after(300, 1e-9)).steps();
    List<StepRecord> auto =
        posed.run(new OptimizerSettings.Auto(Optional.empty()), Stops.after(200, 1e-9)).steps();
    double best = Math.min(least(lbfgs), least(auto));
    double target = best + GAP * (lbfgs.get(0).loss() - best);
    double ours = passesTo(target, auto).orElse(Double.POSITIVE_INFINITY);
    // One that does not get there would take more than it has taken.
    double theirs = passesTo(target, lbfgs).orElse(lbfgs.get(lbfgs.size() - 1).passes());
    assertTrue(ours <= MOST * theirs, () -> problem + ": " + ours + " passes, L-BFGS " + theirs);
  }

  private static double least(List<StepRecord> records) {
    return records.stream().mapToDouble(StepRecord::loss).min().orElseThrow();
  }

  private static OptionalDouble passesTo(double target, List<StepRecord> records) {
    return records.stream()
        .filter(record -> record.loss() <= target)
        .mapToDouble(StepRecord::passes)
        .findFirst();
  }
}
