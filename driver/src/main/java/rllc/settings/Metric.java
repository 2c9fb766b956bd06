package rllc.settings;

/** The matrix that stands for the Hessian where a method needs one; {@code optimizer.metric}. */
public enum Metric {
  /** A multiple of the identity. */
  IDENTITY,
  /** The diagonal of the Hessian. */
  DIAGONAL,
  /** The Hessian of rows that the driver holds, completed by the diagonal. */
  PILOT
}
