package rllc.train.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.kernel.Sweeps;
import rllc.optim.Law;
import rllc.optim.LinearMemory;
import rllc.optim.RllcOptimizer;
import rllc.settings.Schedule;
import rllc.train.objective.Evaluation;
import rllc.train.objective.StepSeconds;

class RaceTest {
  private static final double[] RATES = {0.001, 0.01, 0.05};
  private final Sweeps sweeps = Sweeps.of(new JavaKernels(), 1);

  /** theta^2 / 2 from theta = 1, batches without noise, 20 of them an epoch. */
  private List<Candidate> members() {
    List<Candidate> members = new ArrayList<>();
    for (double rate : RATES) {
      for (Schedule schedule : Schedule.values()) {
        RllcOptimizer sgd =
            new RllcOptimizer(LinearMemory.sgd(), rate, new double[] {1}, Law.FIXED, sweeps);
        members.add(new Candidate(sgd, schedule, new double[] {1}, true, 0.5));
      }
    }
    return members;
  }

  private static void learn(Race population, int from, int to) {
    for (int step = from; step < to; step++) {
      double[][] points = population.points();
      Evaluation[] batch = new Evaluation[points.length];
      for (int i = 0; i < points.length; i++) {
        double theta = points[i][0];
        batch[i] =
            new Evaluation(
                theta * theta / 2, new double[] {theta}, 0.05, 1, new StepSeconds(0, 0, 0, 0));
      }
      population.learn(batch, step / 20.0);
    }
  }

  @Test
  void theRateAndTheScheduleThatAreBestLead() {
    List<Candidate> members = members();
    Race population = new Race(List.of(members), Schedule.values().length);
    learn(population, 0, 100);
    assertEquals(0.05, population.best().learningRate());
    assertSame(Schedule.CONSTANT, population.best().schedule());
  }

  @Test
  void theBestOfAnotherMethodStays() {
    List<Candidate> slow = members().subList(0, Schedule.values().length);
    Race population = new Race(List.of(slow, members()), Schedule.values().length);
    learn(population, 0, 200);
    // the leader, its three neighbours, and the best of the method that has the least rate alone
    assertEquals(2 * 5, population.points().length);
  }

  @Test
  void neighboursOfTheLeaderStay() {
    List<Candidate> members = members();
    Race population = new Race(List.of(members), Schedule.values().length);
    assertEquals(2 * members.size(), population.points().length);
    learn(population, 0, 200);
    // the leader, its rate's other schedules, and its schedule with the next rate; twice, for
    // points and answers
    assertEquals(2 * 4, population.points().length);
  }
}
