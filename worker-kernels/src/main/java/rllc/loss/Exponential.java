package rllc.loss;

/** What losses with a log link are made of. */
final class Exponential {
  /** Above this, 1 + x is below the last digit of exp(x). */
  private static final double FAR = 50;

  private Exponential() {}

  /** Returns exp(x) - 1 - x, at least 0, with its digits near 0 kept. */
  static double rest(double x) {
    if (x > FAR) {
      return StrictMath.exp(x);
    }
    return Math.abs(x) < 0.5 ? series(x) : StrictMath.exp(x) - 1 - x;
  }

  /** The Taylor sum to x^17; the rest is below 2^-66 of it. */
  private static double series(double x) {
    double sum = 1;
    for (int k = 17; k > 2; k--) {
      sum = 1 + sum * x / k;
    }
    return sum * x * x / 2;
  }
}
