package rllc.spark.gradient;

import java.io.Serializable;
import rllc.shard.Doubles;
import rllc.train.linear.PassRequest;

/** What goes out to the executors in a pass. A class, not a record: a broadcast may go by Kryo. */
final class PassInput implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Doubles theta;
  private final Doubles direction;
  private final PassRequest request;

  private PassInput(double[] theta, double[] direction, PassRequest request) {
    this.theta = new Doubles(theta);
    this.direction = direction == null ? null : new Doubles(direction);
    this.request = request;
  }

  /** For the sums that {@code request} asks for. */
  static PassInput of(double[] theta, PassRequest request) {
    return new PassInput(theta, null, request);
  }

  /** For the Hessian's product with {@code direction}. */
  static PassInput along(double[] theta, double[] direction) {
    return new PassInput(theta, direction, PassRequest.GRADIENT);
  }

  double[] theta() {
    return theta.values();
  }

  /** Null where no product is asked for. */
  double[] direction() {
    return direction == null ? null : direction.values();
  }

  PassRequest request() {
    return request;
  }
}
