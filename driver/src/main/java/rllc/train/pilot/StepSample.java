package rllc.train.pilot;

import rllc.optim.Vectors;
import rllc.train.linear.Penalty;

/**
 * Rows that judge a step before a pass over the data is spent on it. They are not those that the
 * direction was fitted to, because a step length chosen on those is too optimistic. Remembers its
 * rows' margins at the run's point, so that a step costs one product.
 */
public final class StepSample {
  private static final double LONGEST = 4;
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

  /** A holdout at {@code u}; costs one product. */
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

    /** Twice what the loss falls by along the line, whatever the direction's length. */
    public double gain() {
      return slope * length(slope / curvature);
    }

    /**
     * The t in (0, 4] that minimises the holdout's loss along the line, plus the linear term that
     * gives it the true slope at 0, plus the penalty: a convex function, so the root of its
     * derivative, by Newton's method between brackets.
     */
    public double length() {
      return length(1);
    }

    /** The same within (0, 4 unit]. */
    private double length(double unit) {
      double longest = LONGEST * unit;
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

    /** The holdout after a step of length {@code t}. */
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
