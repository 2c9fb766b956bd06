package rllc.train.breeze;

import breeze.linalg.DenseVector;
import breeze.optimize.FirstOrderMinimizer;
import java.util.ArrayList;
import java.util.List;
import rllc.train.run.Position;

/**
 * A point of a run of Breeze's. The history belongs to Breeze, which keeps it to itself: it is in
 * {@code states}, an iterator that can be neither written nor wound back, so such a run restarts
 * where it was broken off.
 *
 * @param states what follows
 * @param now Breeze's own state at the point
 * @param objective as Breeze sees it
 * @param position the same as the loop sees it
 * @param step steps taken
 * @param values losses after the last steps, oldest first: as many as Breeze's rule looks at, which
 *     never sees the first one
 */
record BreezeState(
    scala.collection.Iterator<FirstOrderMinimizer.State<DenseVector<Object>, Object, Object>>
        states,
    FirstOrderMinimizer.State<DenseVector<Object>, Object, Object> now,
    BreezeObjective objective,
    Position position,
    int step,
    List<Double> values) {
  /** Breeze's fvalMemory. */
  private static final int MEMORY = 20;

  BreezeState stepped(
      FirstOrderMinimizer.State<DenseVector<Object>, Object, Object> next, Position there) {
    List<Double> last = new ArrayList<>(values);
    last.add(next.adjustedValue());
    List<Double> kept = last.subList(Math.max(0, last.size() - MEMORY), last.size());
    return new BreezeState(states, next, objective, there, step + 1, List.copyOf(kept));
  }

  /** How far the loss is below the highest of the last points'. */
  double fall() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow()
        - now.adjustedValue();
  }
}
