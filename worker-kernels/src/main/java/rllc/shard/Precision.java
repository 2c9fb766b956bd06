package rllc.shard;

/** Tells how a block stores values. Sums, parameters and gradients are always doubles. */
public enum Precision {
  /** Floats: half the memory and traffic; a value keeps 24 binary digits. */
  FLOAT,
  /** DoubleArray: values as they were given. */
  DOUBLE;
}
