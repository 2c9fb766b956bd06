package rllc.jobs.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.jobs.command.ErrorLine;

/**
 * Runs all contestants in turns on one table: a round that does not count, in which the JVM
 * compiles everybody's code, then {@code repetitions} rounds, each begun by another contestant.
 */
public final class Contest {
  private final Dataset<Row> table;
  private final List<Contestant> contestants;
  private final BooleanSupplier interrupted;
  private final Consumer<String> say;

  /**
   * @param table cached, with the columns of {@link rllc.spark.input.NumericTable}
   * @param say told what is going on
   */
  public Contest(
      Dataset<Row> table,
      List<Contestant> contestants,
      BooleanSupplier interrupted,
      Consumer<String> say) {
    this.table = table;
    this.contestants = List.copyOf(contestants);
    this.interrupted = interrupted;
    this.say = say;
  }

  /**
   * All outcomes but the warm-up's, by contestant, in the contestants' order.
   *
   * @throws IllegalStateException if it is interrupted
   */
  public Map<String, List<Outcome>> run(int repetitions) {
    Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    contestants.forEach(contestant -> outcomes.put(contestant.name(), new ArrayList<>()));
    for (int round = 0; round <= repetitions; round++) {
      for (int i = 0; i < contestants.size(); i++) {
        Contestant next = contestants.get((round + i) % contestants.size());
        Outcome outcome = attempt(next, round, repetitions);
        if (round > 0) {
          outcomes.get(next.name()).add(outcome);
        }
      }
    }
    return outcomes;
  }

  private Outcome attempt(Contestant contestant, int round, int repetitions) {
    String name = contestant.name();
    say.accept(round == 0 ? "warm-up: " + name : round + " of " + repetitions + ": " + name);
    // Nobody pays for the garbage of the one before.
    System.gc();
    try {
      Outcome outcome = contestant.run(table);
      checkInterrupted();
      return outcome;
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared. One contestant's failure is
      // its own; the others go on.
      checkInterrupted();
      return Outcome.failed(name, ErrorLine.of(e));
    }
  }

  private void checkInterrupted() {
    if (interrupted.getAsBoolean()) {
      throw new IllegalStateException("interrupted");
    }
  }
}
