package rllc.train.pilot;

import java.util.List;
import rllc.optim.Vectors;
import rllc.settings.Tuning;
import rllc.shard.Block;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;

/**
 * The step sample: rows that judge a step's length before a pass over the data is spent on it. They
 * are not those that the direction was fitted to, because a length chosen on those is too
 * optimistic. It remembers its rows' margins at the run's point, so a step costs one product.
 */
public final class StepSample {
  private static final double ACCURACY = 0.01;
  private static final int MOST_EVALUATIONS = 12;

  private final Pilot pilot;
  private final Penalty penalty;
  private final Pilot.Margins margins;

  private StepSample(Pilot pilot, Penalty penalty, Pilot.Margins margins) {
    this.pilot = pilot;
    this.penalty = penalty;
    this.margins = margins;
  }

  /**
   * What is kept of it in a run's state.
   *
   * @param margins of the rows at the run's point, block by block
   */
  public record State(List<Block> rows, double[][] margins) {}

  public State state() {
    return new State(pilot.blocks(), margins.blocks());
  }

  /** The sample that {@code state} was kept of. */
  public static StepSample of(LinearObjective objective, State state) {
    Pilot pilot = Pilot.of(objective, state.rows());
    return new StepSample(pilot, objective.penalty(), new Pilot.Margins(state.margins()));
  }

  /** The sample at {@code u}; costs one product. */
  public static StepSample at(double[] u, Pilot pilot, Penalty penalty) {
    return new StepSample(pilot, penalty, pilot.margins(u));
  }

  /** The same rows at {@code u}; costs one product. */
  public StepSample at(double[] u) {
    return at(u, pilot, penalty);
  }

  /** What a product costs, in passes over the data. */
  public double passes() {
    return pilot.passes();
  }

  /** A line from the run's point u: u - t direction. */
  public final class Line {
    private final Pilot.Margins along;
    private final double slope;
    private final double bend;
    private final double start;
    private final double curvature;

    private Line(double[] direction, double slope) {
      this.along = pilot.margins(direction);
      this.slope = slope;
      double[] bent = new double[direction.length];
      penalty.addGradientInto(direction, bent);
      this.bend = Vectors.dot(direction, bent);
      double[] here = pilot.derivatives(margins, along);
      this.start = here[0];
      this.curvature = here[1] + bend;
    }

    /**
     * Twice what the loss falls by along the line, whatever the direction's length; not finite if
     * the sample has no curvature along it and so cannot tell.
     */
    public double gain() {
      return curvature > 0 ? slope * length(slope / curvature) : Double.POSITIVE_INFINITY;
    }

    /**
     * The t in (0, 4] that minimises the sample's loss along the line, plus the linear term that
     * gives it the true slope at 0, plus the penalty: a convex function, so the root of its
     * derivative, by Newton's method between brackets.
     */
    public double length() {
      return length(1);
    }

    /** The same within (0, 4 unit]. */
    private double length(double unit) {
      double longest = Tuning.LONGEST_STEP.value() * unit;
      double low = 0;
      double high = longest;
      double t = unit;
      for (int i = 0; i < MOST_EVALUATIONS; i++) {
        double[] at = pilot.derivatives(margins.plus(-t, along), along);
        double first = start - at[0] - slope + t * bend;
        double second = at[1] + bend;
        if (first > 0) {
          high = t;
        } else {
          low = t;
        }
        double newton = t - first / second;
        double next = (low + high) / 2;
        if (newton > low && newton < high || newton >= longest && high == longest) {
          next = Math.min(newton, longest);
        }
        if (Math.abs(next - t) <= ACCURACY * t) {
          return next;
        }
        t = next;
      }
      return t;
    }

    /** The sample after a step of length {@code t}. */
    public StepSample moved(double t) {
      return new StepSample(pilot, penalty, margins.plus(-t, along));
    }
  }

  /**
   * The line along {@code direction}; costs one product.
   *
   * @param slope gradient of the whole objective times direction, above 0
   */
  public Line line(double[] direction, double slope) {
    return new Line(direction, slope);
  }
}
