package rllc.train.report;

import java.util.Locale;

/** Why a run ended. {@link #status} is the word of run.json, {@link #text} says it to people. */
public sealed interface StopReason {
  String status();

  String text();

  /** Whether the run has a usable model. */
  default boolean hasModel() {
    return true;
  }

  /** Nothing left to gain. */
  record Converged(String text) implements StopReason {
    public static final Converged NO_FURTHER =
        new Converged("the loss can fall no further in double precision");

    @Override
    public String status() {
      return "converged";
    }
  }

  record TargetLoss(double loss, double target) implements StopReason {
    @Override
    public String status() {
      return "target-loss";
    }

    @Override
    public String text() {
      return format("loss %.10g is at most the target %.10g", loss, target);
    }
  }

  record MaxSteps(int steps) implements StopReason {
    @Override
    public String status() {
      return "max-steps";
    }

    @Override
    public String text() {
      return format("%d steps taken", steps);
    }
  }

  record MaxPasses(double passes, double limit) implements StopReason {
    @Override
    public String status() {
      return "max-passes";
    }

    @Override
    public String text() {
      return format("%.4g of at most %.4g passes used", passes, limit);
    }
  }

  record MaxSeconds(double seconds, double limit) implements StopReason {
    @Override
    public String status() {
      return "max-seconds";
    }

    @Override
    public String text() {
      return format("%.3g of at most %.3g seconds used", seconds, limit);
    }
  }

  /** The score of rows held out has not become better for a while. */
  record EarlyStopped(String text) implements StopReason {
    @Override
    public String status() {
      return "early-stopped";
    }
  }

  record Diverged(String text) implements StopReason {
    @Override
    public boolean hasModel() {
      return false;
    }

    @Override
    public String status() {
      return "diverged";
    }
  }

  record Interrupted() implements StopReason {
    @Override
    public boolean hasModel() {
      return false;
    }

    @Override
    public String status() {
      return "interrupted";
    }

    @Override
    public String text() {
      return "interrupted from outside";
    }
  }

  /** An error outside the mathematics ended the run. */
  record Failed(String text) implements StopReason {
    @Override
    public boolean hasModel() {
      return false;
    }

    @Override
    public String status() {
      return "failed";
    }
  }

  /** A reason, and what else there is to say about the run. */
  record Noted(StopReason reason, String note) implements StopReason {
    @Override
    public boolean hasModel() {
      return reason.hasModel();
    }

    @Override
    public String status() {
      return reason.status();
    }

    @Override
    public String text() {
      return reason.text() + "; " + note;
    }
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
