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
import rllc.optim.Optimizer;
import rllc.optim.RllcOptimizer;
import rllc.settings.Schedule;
import rllc.train.objective.Evaluation;
import rllc.train.objective.StepSeconds;

class RaceTest {
  private static final double[] RATES = {0.001, 0.01, 0.05};
  private final Sweeps sweeps = Sweeps.of(new JavaKernels(), 1);

  /** theta^2 / 2 from theta = 1, batches without noise, 20 of them an epoch. */
  private List<Candidate> members(int from, int method, int rates) {
    List<Candidate> members = new ArrayList<>();
    for (int rate = 0; rate < rates; rate++) {
      for (Schedule schedule : Schedule.values()) {
        int number = from + members.size();
        double c1 = RATES[rate];
        double[] start = {1};
        members.add(Candidate.at(start, 0.5, number, method, rate, schedule, c1, sgd(c1)));
      }
    }
    return members;
  }

  private Optimizer sgd(double c1) {
    return new RllcOptimizer(LinearMemory.sgd(), c1, new double[] {1}, Law.FIXED, sweeps);
  }

  private Race learnt(List<Candidate> members, int steps) {
    Race race = Race.of(members);
    for (int step = 0; step < steps; step++) {
      double[][] points = race.points(true);
      Evaluation[] batch = new Evaluation[points.length];
      for (int i = 0; i < points.length; i++) {
        double theta = points[i][0];
        batch[i] =
            new Evaluation(
                theta * theta / 2, new double[] {theta}, 0.05, 1, new StepSeconds(0, 0, 0, 0));
      }
      Race judged = race.judgedBy(batch);
      List<Candidate> after = new ArrayList<>();
      for (int i = 0; i < judged.candidates().size(); i++) {
        Candidate one = judged.candidates().get(i);
        after.add(one.learn(batch[i], step / 20.0, 0.5, true, sgd(one.c1())).candidate());
      }
      race = judged.after(after);
    }
    return race;
  }

  @Test
  void theRateAndTheScheduleThatAreBestLead() {
    Race population = learnt(members(0, 0, RATES.length), 100);
    assertEquals(0.05, population.best().learningRate());
    assertSame(Schedule.CONSTANT, population.best().schedule());
  }

  @Test
  void theBestOfAnotherMethodStays() {
    List<Candidate> all = members(0, 0, 1);
    all.addAll(members(all.size(), 1, RATES.length));
    Race population = learnt(all, 200);
    // the leader, its three neighbours, and the best of the method that has the least rate alone
    assertEquals(2 * 5, population.points(true).length);
  }

  @Test
  void neighboursOfTheLeaderStay() {
    List<Candidate> members = members(0, 0, RATES.length);
    assertEquals(2 * members.size(), Race.of(members).points(true).length);
    Race population = learnt(members, 200);
    // the leader, its rate's other schedules, and its schedule with the next rate; twice, for
    // points and answers
    assertEquals(2 * 4, population.points(true).length);
  }
}
