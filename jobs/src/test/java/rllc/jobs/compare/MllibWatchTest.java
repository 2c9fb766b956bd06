package rllc.jobs.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MllibWatchTest {
  @Test
  void anIterationCostsTheEvaluationsThatEndedBeforeIt() {
    MllibWatch.Times times = new MllibWatch.Times(List.of(0.1, 0.2, 0.3, 0.4), List.of(0.3, 0.4));
    assertEquals(
        List.of(
            new TrajectoryPoint(1, 0.1, 6),
            new TrajectoryPoint(3, 0.3, 4),
            new TrajectoryPoint(4, 0.4, 2)),
        times.trajectory(new double[] {3, 2, 1}, 2));
  }

  @Test
  void withoutATimeForEveryIterationThereIsNoTrajectory() {
    MllibWatch.Times times = new MllibWatch.Times(List.of(0.1, 0.2), List.of());
    assertEquals(List.of(), times.trajectory(new double[] {3, 2}, 1));
  }
}
