package rllc.spark.path;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import rllc.loss.Loss;
import rllc.spark.gradient.FitSource;
import rllc.spark.gradient.SparkGradients;
import rllc.train.linear.GradientSource.Pass;
import rllc.train.linear.PassRequest;
import rllc.train.objective.StepSeconds;

/**
 * Fits that run side by side and share their passes. Each has a thread for what the driver does.
 * Once all that still run have asked for a pass, one pass answers all of them, by the caller's
 * thread: so who shares a pass with whom follows from the fits alone, whatever the scheduling. No
 * fit sees that there are others; each has the bits that it has alone.
 */
final class SideBySide {
  /**
   * Numbers in the sums of one pass, 32 MB. Of so few the shards are those of any smaller sum, on
   * which bits depend.
   */
  private static final long MOST_NUMBERS = 1 << 22;

  private final SparkGradients gradients;
  private final Map<Integer, Question<?>> asked = new TreeMap<>();
  private int atWork;
  private Throwable failure;
  private double saved;
  private StepSeconds seconds = StepSeconds.ZERO;

  /** Sums for the fits of one path; the fits' passes are counted together. */
  SideBySide(SparkGradients gradients) {
    this.gradients = gradients;
  }

  /** Passes that the fits count and that were not made, for others had made them. */
  double saved() {
    return saved;
  }

  /** Where the seconds of all passes went. */
  StepSeconds seconds() {
    return seconds;
  }

  /** What a fit waits for. */
  private static final class Question<A> {
    private final Function<SparkGradients, A> work;
    private final Point point;
    private A answer;
    private boolean answered;

    /**
     * @param work what answers it, if it is no pass
     * @param point of a pass, else null
     */
    Question(Function<SparkGradients, A> work, Point point) {
      this.work = work;
      this.point = point;
    }

    void answer(A its) {
      answer = its;
      answered = true;
    }

    void work(SparkGradients gradients) {
      answer(work.apply(gradients));
    }
  }

  /** A point of a pass; equal to another one if its bits are and the same is asked for there. */
  private record Point(Loss loss, double[] theta, PassRequest request, byte[] requestBytes) {
    static Point of(Loss loss, double[] theta, PassRequest request) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(request);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Point(loss, theta, request, bytes.toByteArray());
    }

    long numbers() {
      return request.numbers(theta.length, loss.outputs());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Point point
          && Arrays.equals(theta, point.theta)
          && Arrays.equals(requestBytes, point.requestBytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(theta);
    }
  }

  /**
   * Runs {@code fits} to their ends.
   *
   * @param fits each given its own source of sums
   * @return what they have returned, in the same order
   */
  <R> List<R> run(List<Function<FitSource, R>> fits) {
    List<R> results = new ArrayList<>(java.util.Collections.nCopies(fits.size(), null));
    List<Thread> threads = new ArrayList<>();
    atWork = fits.size();
    for (int i = 0; i < fits.size(); i++) {
      int fit = i;
      Thread thread = new Thread(() -> run(fit, fits.get(fit), results), "rllc-path-" + fit);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    try {
      serve();
    } catch (Throwable e) {
      fail(e);
    }
    join(threads);
    if (failure != null) {
      raise(failure);
    }
    return results;
  }

  private <R> void run(int fit, Function<FitSource, R> its, List<R> results) {
    try {
      R result = its.apply(new SharedSource(gradients, this, fit));
      synchronized (this) {
        results.set(fit, result);
      }
    } catch (Throwable e) {
      fail(e);
    } finally {
      synchronized (this) {
        atWork--;
        notifyAll();
      }
    }
  }

  private synchronized void fail(Throwable e) {
    failure = failure == null ? e : failure;
    notifyAll();
  }

  /** A pass that others may share. */
  Pass pass(int fit, Loss loss, double[] theta, PassRequest request) {
    return ask(fit, new Question<>(null, Point.of(loss, theta, request)));
  }

  /** Any other look at the rows. */
  <A> A ask(int fit, Function<SparkGradients, A> work) {
    return ask(fit, new Question<>(work, null));
  }

  private synchronized <A> A ask(int fit, Question<A> question) {
    asked.put(fit, question);
    atWork--;
    notifyAll();
    while (failure == null && !question.answered) {
      try {
        wait();
      } catch (InterruptedException e) {
        fail(e);
      }
    }
    if (!question.answered) {
      // It leaves this number as it found it, for `run` counts the fit out.
      atWork++;
      throw new CancellationException("another fit of the path has failed");
    }
    return question.answer;
  }

  private void serve() throws InterruptedException {
    while (true) {
      List<Question<?>> round;
      synchronized (this) {
        while (failure == null && atWork > 0) {
          wait();
        }
        if (failure != null || asked.isEmpty()) {
          return;
        }
        round = List.copyOf(asked.values());
        asked.clear();
      }
      answer(round);
      synchronized (this) {
        atWork += round.size();
        notifyAll();
      }
    }
  }

  private void answer(List<Question<?>> round) {
    Map<Point, List<Question<?>>> points = new LinkedHashMap<>();
    for (Question<?> question : round) {
      if (question.point == null) {
        question.work(gradients);
      } else {
        points.computeIfAbsent(question.point, p -> new ArrayList<>()).add(question);
      }
    }
    List<Point> together = new ArrayList<>();
    long numbers = 0;
    for (Point point : points.keySet()) {
      if (!together.isEmpty() && numbers + point.numbers() > MOST_NUMBERS) {
        answer(together, points);
        together.clear();
        numbers = 0;
      }
      together.add(point);
      numbers += point.numbers();
    }
    if (!together.isEmpty()) {
      answer(together, points);
    }
  }

  private void answer(List<Point> together, Map<Point, List<Question<?>>> asking) {
    List<Pass> answers =
        gradients.passes(
            together.get(0).loss(),
            together.stream()
                .map(point -> new SparkGradients.Point(point.theta(), point.request()))
                .toList());
    count(answers.get(0).seconds());
    saved -= 1;
    for (int i = 0; i < answers.size(); i++) {
      for (Question<?> question : asking.get(together.get(i))) {
        answer(question, answers.get(i));
        saved += 1;
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void answer(Question<?> question, Pass pass) {
    ((Question<Pass>) question).answer(pass);
  }

  /** Counts what a look at the rows has taken. */
  void count(StepSeconds its) {
    seconds = seconds.plus(its);
  }

  /** Whoever interrupts this thread waits for the fits' next look at the rows. */
  private static void join(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Spark's Scala code throws checked exceptions undeclared. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void raise(Throwable failure) throws E {
    throw (E) failure;
  }
}
