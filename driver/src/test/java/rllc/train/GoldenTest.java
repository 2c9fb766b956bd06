package rllc.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import rllc.optim.LinearMemory;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.settings.preset.Presets;
import rllc.shard.Block;
import rllc.train.linear.LinearObjective;
import rllc.train.report.Outcome;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;
import rllc.train.testing.GoldenProblem;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;

/** Against runs and optima of an independent implementation; see golden/README.md. */
class GoldenTest {
  @Test
  void syntheticDataAreRebuilt() {
    GoldenProblem problem = GoldenProblem.synthetic();
    double sum = 0;
    double squares = 0;
    double positives = 0;
    for (Block block : problem.blocks()) {
      for (double x : block.values()) {
        sum += x;
        squares += x * x;
      }
      for (double label : block.labels()) {
        positives += label;
      }
    }
    assertEquals(problem.golden().at("/checksum/sumX").asDouble(), sum, 1e-10);
    assertEquals(problem.golden().at("/checksum/sumX2").asDouble(), squares, 1e-10);
    assertEquals(problem.golden().get("positives").asDouble(), positives);
  }

  @Test
  void syntheticRuns() {
    checkRuns(GoldenProblem.synthetic());
  }

  @Test
  void syntheticOptima() {
    GoldenProblem problem = GoldenProblem.synthetic();
    for (Map.Entry<String, JsonNode> entry : problem.golden().get("optimum").properties()) {
      Outcome last = optimum(problem, entry.getKey(), 1e-13);
      JsonNode golden = entry.getValue();
      assertEquals("converged", last.stop().status(), entry.getKey());
      assertEquals(golden.get("loss").asDouble(), last.last().loss(), 1e-12, entry.getKey());
      double[] coefficients = doubles(golden.get("coefficients"));
      for (int j = 0; j < 12; j++) {
        assertEquals(coefficients[j], last.theta()[j], 1e-8, entry.getKey());
      }
      assertEquals(golden.get("intercept").asDouble(), last.theta()[12], 1e-8, entry.getKey());
    }
  }

  @Test
  void a9a() {
    GoldenProblem problem = GoldenProblem.shared("a9a", 123);
    checkRuns(problem);
    checkOptimum(problem, "reg=0.01");
  }

  @Test
  void mushrooms() {
    GoldenProblem problem = GoldenProblem.shared("mushrooms", 112);
    checkRuns(problem);
    checkOptimum(problem, "reg=0.01");
  }

  private static void checkOptimum(GoldenProblem problem, String key) {
    Outcome last = optimum(problem, key, 1e-9);
    JsonNode golden = problem.golden().get("optimum").get(key);
    assertEquals(golden.get("loss").asDouble(), last.last().loss(), 1e-8, key);
    assertEquals(golden.get("intercept").asDouble(), last.theta()[problem.features()], 1e-5, key);
  }

  private static Outcome optimum(GoldenProblem problem, String key, double tol) {
    LinearObjective objective = problem.plain(Double.parseDouble(key.substring(4)));
    double[] start = new double[objective.dimension()];
    // Breeze's L-BFGS stops at a gradient of 1e-8, which is not near enough.
    StopSettings stop = Stops.after(20_000, tol);
    return Runs.run(Runs.preset("nesterov(0.99)"), objective, start, stop).outcome();
  }

  private static void checkRuns(GoldenProblem problem) {
    assertTrue(problem.golden().get("runs").size() >= 7);
    for (Map.Entry<String, JsonNode> run : problem.golden().get("runs").properties()) {
      checkRun(problem, run.getKey(), run.getValue());
    }
  }

  private static void checkRun(GoldenProblem problem, String name, JsonNode run) {
    OptimizerSettings settings = settings(name, run);
    LinearObjective objective = problem.plain(run.get("reg").asDouble());
    double[] start = new double[objective.dimension()];
    int steps = run.get("steps").size();
    Runs.Recorded recorded = Runs.run(settings, objective, start, Stops.after(steps, 0));
    Iterator<StepRecord> records = recorded.steps().iterator();
    int units = run.get("L0").size();
    double tolerance = units < 3 ? 1e-9 : 1e-5;
    for (JsonNode golden : run.get("steps")) {
      StepRecord record = records.next();
      String what = name + " step " + record.step();
      assertEquals(golden.get("step").asInt(), record.step(), what);
      assertEquals(golden.get("loss").asDouble(), record.loss(), tolerance, what);
      assertEquals(golden.get("gradNorm").asDouble(), record.gradNorm(), tolerance, what);
      assertArrayEquals(doubles(golden.get("law")), record.law(), tolerance, what);
      checkCondition(golden.get("relSingular"), record.conditionNumber(), what);
    }
    assertEquals(recorded.outcome().last(), records.next());
    Outcome last = recorded.outcome();
    assertEquals(new StopReason.MaxSteps(steps), last.stop());
    checkFinal(name, run, last.theta(), tolerance);
  }

  /** The golden singular values of M, relative to the largest; those below 1e-5 are dropped. */
  private static void checkCondition(JsonNode relative, double conditionNumber, String what) {
    if (relative.isNull()) {
      assertTrue(Double.isNaN(conditionNumber), what);
      return;
    }
    double smallestKept = 1;
    for (double singular : doubles(relative)) {
      smallestKept = singular >= 1e-5 ? Math.min(smallestKept, singular) : smallestKept;
    }
    assertEquals(1 / smallestKept, conditionNumber, 1e-4 / smallestKept, what);
  }

  private static void checkFinal(String name, JsonNode run, double[] theta, double tolerance) {
    if (run.has("finalTheta")) {
      assertArrayEquals(doubles(run.get("finalTheta")), theta, tolerance, name);
    } else {
      assertEquals(run.get("finalIntercept").asDouble(), theta[theta.length - 1], tolerance, name);
      assertEquals(run.get("finalNorm").asDouble(), Vectors.norm(theta), tolerance, name);
    }
  }

  private static OptimizerSettings settings(String name, JsonNode run) {
    boolean fixed = name.startsWith("nesterov");
    String preset = fixed ? "nesterov(0.9)" : "rllc-" + name;
    OptimizerSettings settings =
        Presets.parse(
            preset,
            OptionalDouble.of(run.get("c1").asDouble()),
            OptionalDouble.of(run.get("c2").asDouble()),
            fixed ? Optional.empty() : Optional.of(doubles(run.get("L0"))),
            1e-5,
            Optional.empty(),
            Optional.empty());
    if (run.has("P") && settings instanceof OptimizerSettings.Rllc rllc) {
      double[][] p = new double[run.get("P").size()][];
      for (int i = 0; i < p.length; i++) {
        p[i] = doubles(run.get("P").get(i));
      }
      assertEquals(LinearMemory.custom(p, doubles(run.get("v"))), rllc.memory(), name);
    }
    return settings;
  }

  private static double[] doubles(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }
}
