package rllc.shard;

/** How a block stores its features' values; sums, parameters and gradients are always doubles. */
public enum Precision {
  /** Half the memory and traffic; a value keeps 24 binary digits. */
  FLOAT,
  /** Values as they were given. */
  DOUBLE;
}
