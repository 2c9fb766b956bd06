package rllc.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The last secant pairs, steps s and what they changed in the gradient, y, as memory units, oldest
 * first, and the products s_i.y_j that the law needs. Immutable: nobody writes to its arrays.
 *
 * @param most pairs that are kept
 * @param steps s_i
 * @param changes y_i
 * @param products s_i.y_j
 */
public record SecantPairs(
    int most, List<double[]> steps, List<double[]> changes, double[][] products) {
  /** Pairs kept around a matrix that has the curvature itself. */
  public static final int FEW = 10;

  /** Pairs kept at most where they are all that is known of the curvature. */
  private static final int MOST = 100;

  /** Their numbers, 64 MB: a step goes through them twice, in the time of an empty job or so... */
  private static final int MOST_NUMBERS = 8_000_000;

  /** ... but so many pairs are worth more time, if they take no more than half a gigabyte. */
  private static final int WORTH_MORE = 20;

  private static final int MOST_WORTH_MORE = 64_000_000;

  /** For the products of restricted pairs, which are made anew at each point: some 10 ms. */
  private static final int MOST_PRODUCTS = 20_000_000;

  private static final double LEAST_CURVATURE = 1e-14;

  /**
   * No pairs.
   *
   * @param most pairs to keep, at least 1
   */
  public static SecantPairs none(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("`most` must be at least 1, got " + most);
    }
    return new SecantPairs(most, List.of(), List.of(), new double[0][]);
  }

  /**
   * Pairs to keep where they are all that is known of the curvature: up to {@value #MOST} as long
   * as they hold {@value #MOST_NUMBERS} numbers, {@value #WORTH_MORE} as long as they hold {@value
   * #MOST_WORTH_MORE}, but {@value #FEW} at least.
   */
  public static int many(int dimension) {
    int fast = Math.min(MOST, MOST_NUMBERS / 2 / dimension);
    int worthMore = Math.min(WORTH_MORE, MOST_WORTH_MORE / 2 / dimension);
    return Math.max(FEW, Math.max(fast, worthMore));
  }

  /** These pairs, of which {@code most} will be kept, not less than now. */
  public SecantPairs keeping(int most) {
    return new SecantPairs(Math.max(most, this.most), steps, changes, products);
  }

  /** The same memory without pairs. */
  public SecantPairs forgotten() {
    return none(most);
  }

  /** With one more pair, unless s.y &lt;= 1e-14 s.s, which shows no curvature. */
  public SecantPairs plus(double[] step, double[] change) {
    if (!(Vectors.dot(step, change) > LEAST_CURVATURE * Vectors.dot(step, step))) {
      return this;
    }
    int dropped = count() == most ? 1 : 0;
    List<double[]> newSteps = appended(steps.subList(dropped, count()), step);
    List<double[]> newChanges = appended(changes.subList(dropped, count()), change);
    int last = newSteps.size() - 1;
    double[][] newProducts = new double[last + 1][];
    for (int i = 0; i < last; i++) {
      newProducts[i] = Arrays.copyOfRange(products[i + dropped], dropped, dropped + last + 1);
      newProducts[i][last] = Vectors.dot(newSteps.get(i), change);
    }
    newProducts[last] = newChanges.stream().mapToDouble(y -> Vectors.dot(step, y)).toArray();
    return new SecantPairs(most, newSteps, newChanges, newProducts);
  }

  private static List<double[]> appended(List<double[]> vectors, double[] last) {
    List<double[]> result = new ArrayList<>(vectors);
    result.add(last);
    return List.copyOf(result);
  }

  /**
   * The last pairs in the coordinates {@code free} alone, in their order; those that show no
   * curvature there are left out. As many as take {@value #MOST_PRODUCTS} multiply-adds, {@value
   * #FEW} at least.
   */
  public SecantPairs restricted(int[] free) {
    int worth = (int) Math.max(FEW, Math.sqrt((double) MOST_PRODUCTS / Math.max(1, free.length)));
    SecantPairs result = none(most);
    for (int i = Math.max(0, count() - worth); i < count(); i++) {
      result = result.plus(Vectors.part(steps.get(i), free), Vectors.part(changes.get(i), free));
    }
    return result;
  }

  public int count() {
    return steps.size();
  }

  /**
   * s.y / y.W y of the last pair, W = diag(metric): times W it is the usual initial matrix.
   *
   * @throws IllegalStateException without pairs
   */
  public double scale(double[] metric) {
    if (steps.isEmpty()) {
      throw new IllegalStateException("there must be a pair");
    }
    double[] change = changes.get(count() - 1);
    return products[count() - 1][count() - 1] / Vectors.dot(change, Vectors.times(metric, change));
  }

  /**
   * How well W = diag(metric) maps the change of a pair to its step, up to a factor: log((s.y)^2 /
   * (y.Wy s.W^-1 s)), 0 where s and W y are parallel, else below.
   *
   * @param pair its number, the oldest's being 0
   */
  public double fit(int pair, double[] metric) {
    double[] step = steps.get(pair);
    double[] change = changes.get(pair);
    double changed = 0;
    double moved = 0;
    for (int j = 0; j < metric.length; j++) {
      changed += metric[j] * change[j] * change[j];
      moved += step[j] * step[j] / metric[j];
    }
    return 2 * Math.log(products[pair][pair]) - Math.log(changed * moved);
  }

  /** The direction for {@code gradient}; {@code middle} is asked once, for B^-1 q. */
  public double[] direction(double[] gradient, UnaryOperator<double[]> middle) {
    int pairs = count();
    double[] stepGradient = steps.stream().mapToDouble(s -> Vectors.dot(s, gradient)).toArray();
    double[] before = SecantLaw.before(products, stepGradient);
    double[] rest = gradient.clone();
    for (int i = 0; i < pairs; i++) {
      Vectors.addScaledInto(-before[i], changes.get(i), rest);
    }
    double[] direction = middle.apply(rest).clone();
    double[] changeUnit = changes.stream().mapToDouble(y -> Vectors.dot(y, direction)).toArray();
    double[] after = SecantLaw.after(products, before, changeUnit);
    for (int i = 0; i < pairs; i++) {
      Vectors.addScaledInto(after[i], steps.get(i), direction);
    }
    return direction;
  }
}
