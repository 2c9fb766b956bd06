package rllc.jobs.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GapTest {
  private final Gap gap = new Gap(10, 2);

  @Test
  void isOneAtZeroAndNoneAtTheOptimum() {
    assertEquals(1, gap.of(10));
    assertEquals(0, gap.of(2));
    assertEquals(0.25, gap.of(4));
    assertTrue(Double.isNaN(new Gap(2, 2).of(2)), "nothing to gain");
  }

  @Test
  void theFirstPointThatIsNearEnough() {
    List<TrajectoryPoint> run =
        List.of(
            new TrajectoryPoint(1, 0.1, 10),
            new TrajectoryPoint(2, 0.2, 4),
            new TrajectoryPoint(3, 0.3, 2));
    assertEquals(Optional.of(run.get(1)), gap.first(run, 0.25));
    assertEquals(Optional.of(run.get(2)), gap.first(run, 0.2));
    assertEquals(Optional.empty(), gap.first(run.subList(0, 2), 0.2));
  }
}
