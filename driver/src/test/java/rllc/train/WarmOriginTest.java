package rllc.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.train.report.Outcome;
import rllc.train.testing.GoldenProblem;
import rllc.train.testing.SmallProblems;
import rllc.train.testing.SmallProblems.Posed;
import rllc.train.testing.SmallProblems.Problem;
import rllc.train.testing.Stops;

/**
 * A run that begins near the optimum ends sooner, at the same quality: from the optimum of regParam
 * 1e-3 to that of 5e-4, beside the run from the null model that the rules of both are relative to.
 */
class WarmOriginTest {
  private static final double FROM = 1e-3;
  private static final double TO = 5e-4;

  /** Of passes, as a geometric mean. */
  private static final double MOST = 0.7;

  private static final StopSettings STOP = Stops.after(1000, 1e-6);
  private static final Set<String> NAMES =
      Set.of("a9a", "mushrooms", "pendigits", "reuters", "synthetic");

  static Stream<OptimizerSettings> presets() {
    return Stream.of(new OptimizerSettings.Auto(Optional.empty()), new OptimizerSettings.Lbfgs());
  }

  private static double[] near(Problem problem) throws IOException {
    // The same coordinates: they do not depend on the penalty.
    Posed posed = problem.posed(FROM);
    return posed
        .run(new OptimizerSettings.Auto(Optional.empty()), Stops.after(1000, 1e-9))
        .outcome()
        .theta();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void nearTheOptimumARunEndsSooner(OptimizerSettings settings) throws IOException {
    assumeTrue(GoldenProblem.sharedFolder() != null, "no folder `shared` above here");
    List<Problem> problems =
        Stream.concat(SmallProblems.madeUp().stream(), SmallProblems.shared().stream())
            .filter(problem -> NAMES.contains(problem.name()))
            .toList();
    assertEquals(NAMES.size(), problems.size());
    double logarithms = 0;
    List<String> lines = new ArrayList<>();
    for (Problem problem : problems) {
      double[] start = near(problem);
      Posed posed = problem.posed(TO);
      Outcome cold = posed.run(settings, STOP).outcome();
      Outcome warm = posed.run(settings, start, STOP).outcome();
      double nothing = STOP.tol() * posed.objective().value(posed.nullModel());
      assertTrue(warm.last().loss() <= cold.last().loss() + nothing, problem.name());
      double ratio = warm.last().passes() / cold.last().passes();
      logarithms += Math.log(ratio);
      lines.add(problem + " " + warm.last().passes() + " / " + cold.last().passes());
    }
    double mean = Math.exp(logarithms / problems.size());
    assertTrue(mean <= MOST, () -> settings.preset() + " " + mean + " " + lines);
  }
}
