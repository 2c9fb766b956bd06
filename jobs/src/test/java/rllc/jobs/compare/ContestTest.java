package rllc.jobs.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ContestTest {
  private final List<String> calls = new ArrayList<>();

  private Contestant contestant(String name, boolean fails) {
    return new Contestant() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Outcome run(Dataset<Row> table) {
        calls.add(name);
        if (fails) {
          throw new IllegalStateException("no luck\nand more");
        }
        return new Outcome(
            name,
            name,
            "converged",
            "",
            Optional.of(new double[] {1, 0}),
            1,
            OptionalDouble.of(calls.size()),
            1,
            List.of());
      }
    };
  }

  @Test
  void roundsBeginWithAnotherContestantAfterAWarmUpThatDoesNotCount() {
    List<Contestant> all =
        List.of(contestant("a", false), contestant("b", false), contestant("c", false));
    Map<String, List<Outcome>> outcomes = new Contest(null, all, () -> false, text -> {}).run(2);
    assertEquals(List.of("a", "b", "c", "b", "c", "a", "c", "a", "b"), calls);
    assertEquals(List.of("a", "b", "c"), List.copyOf(outcomes.keySet()));
    assertEquals(
        List.of(6.0, 8.0),
        outcomes.get("a").stream().map(outcome -> outcome.passes().getAsDouble()).toList());
  }

  @Test
  void aFailureIsTheContestantsOwn() {
    List<Contestant> all = List.of(contestant("a", true), contestant("b", false));
    Map<String, List<Outcome>> outcomes = new Contest(null, all, () -> false, text -> {}).run(1);
    assertEquals("failed", outcomes.get("a").get(0).status());
    assertEquals("no luck", outcomes.get("a").get(0).reason());
    assertEquals("converged", outcomes.get("b").get(0).status());
  }

  @Test
  void anInterruptionEndsIt() {
    Contest contest = new Contest(null, List.of(contestant("a", false)), () -> true, text -> {});
    assertThrows(IllegalStateException.class, () -> contest.run(3));
    assertEquals(1, calls.size());
  }
}
