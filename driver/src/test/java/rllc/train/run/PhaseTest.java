package rllc.train.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.kernel.Sweeps;
import rllc.optim.Law;
import rllc.optim.LinearMemory;
import rllc.optim.RllcOptimizer;
import rllc.settings.StopSettings;
import rllc.train.memory.MemoryMethod;
import rllc.train.objective.CurvedObjective;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Paid;
import rllc.train.objective.Rate;
import rllc.train.objective.StepSeconds;
import rllc.train.report.Outcome;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;
import rllc.train.report.TrainingListener;

/** How the cost of what comes before a method is counted. */
class PhaseTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final StepSeconds TAKEN = new StepSeconds(0, 2, 0, 3);
  private static final StepSeconds OWN = new StepSeconds(1, 0, 0, 0);
  private final List<StepRecord> records = new ArrayList<>();
  private long nanos;

  /** theta^2 / 2; an evaluation takes a second. */
  private final CurvedObjective objective =
      new CurvedObjective() {
        @Override
        public int dimension() {
          return 1;
        }

        @Override
        public Evaluation evaluate(double[] theta) {
          nanos += 1_000_000_000L;
          return new Evaluation(theta[0] * theta[0] / 2, theta.clone(), 1, 9, OWN);
        }

        @Override
        public double[] hessianVector(double[] theta, double[] direction) {
          return direction;
        }

        @Override
        public boolean curvedMostAtZero() {
          return true;
        }
      };

  private record Cost(double passes, StepSeconds seconds) implements Paid {}

  /** Costs 1.5 passes and five seconds and leads {@code by} further. */
  private Phase<CurvedObjective> phase(double by) {
    return new Phase<>() {
      @Override
      public String name() {
        return "a test";
      }

      @Override
      public Moved run(double[] theta, Passes<? extends CurvedObjective> passes) {
        nanos += 5_000_000_000L;
        passes.ask(o -> new Cost(1.5, TAKEN));
        return new Moved(new double[] {theta[0] + by}, "done");
      }
    };
  }

  private Outcome run(double by, StopSettings stop) {
    Sweeps sweeps = Sweeps.of(new JavaKernels(), 1);
    MemoryMethod sgd =
        new MemoryMethod(
            "sgd",
            "why",
            (o, theta) -> new Rate(0.1, 0),
            c1 -> new RllcOptimizer(LinearMemory.sgd(), c1, new double[] {1}, Law.FIXED, sweeps),
            OptionalDouble.of(0));
    RunControl control =
        new RunControl(List.of(TrainingListener.ofSteps(records::add)), () -> false, () -> nanos);
    return new Runner<>(objective, List.of(phase(by)), sgd, stop, Optional.empty(), control)
        .run(RunOrigin.of(new double[] {1}));
  }

  private static StopSettings passes(double most) {
    return new StopSettings(99, OptionalDouble.of(most), NONE, 0, NONE);
  }

  @Test
  void itsPassesAreTheRunsAndNoMeasureOfAStep() {
    Outcome end = run(0, passes(10));
    assertEquals(new StopReason.MaxPasses(9.5, 10), end.stop());
    assertEquals(9.5, end.last().passes());
    assertEquals(7, end.last().step());
    assertEquals(1.5, end.optimizer().passes());
    assertEquals("why; done", end.optimizer().reason());
    assertEquals(2.5, records.get(0).passes());
  }

  @Test
  void theNullModelCostsAPassIfThePhaseHasLeftIt() {
    Outcome end = run(-0.5, passes(10));
    assertEquals(new StopReason.MaxPasses(9.5, 10), end.stop());
    assertEquals(6, end.last().step());
    assertEquals(2.5, end.optimizer().passes());
  }

  @Test
  void aPointIsEvaluatedHoweverMuchWasSpent() {
    Outcome end = run(0, passes(1));
    assertEquals(new StopReason.MaxPasses(2.5, 1), end.stop());
    assertEquals(0, end.last().step());
    assertEquals(0.5, end.last().loss());
  }

  @Test
  void itsSecondsAreThoseOfTheFirstRecord() {
    Outcome end = run(0, new StopSettings(99, NONE, OptionalDouble.of(7.5), 0, NONE));
    assertEquals(new StopReason.MaxSeconds(8, 7.5), end.stop());
    assertEquals(List.of(6.0, 7.0), records.stream().map(StepRecord::elapsed).toList());
    assertEquals(OWN.plus(TAKEN), records.get(0).seconds());
    assertEquals(OWN, records.get(1).seconds());
    assertEquals(8, end.last().elapsed());
  }
}
