package rllc.train.linear;

import java.io.Serializable;
import java.util.List;

/**
 * What a pass over the rows brings beside loss and gradient. A class, not a record: it crosses the
 * wire.
 */
public final class PassRequest implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Loss and gradient alone. */
  public static final PassRequest GRADIENT = new PassRequest(false, false, List.of());

  /** Loss, gradient and the sums that give the Hessian ({@link LossGramian}). */
  public static final PassRequest GRAMIAN = gramian(List.of());

  private final boolean diagonal;
  private final boolean gramian;
  private final DrawRule[] draws;

  /**
   * @param diagonal whether the sums for the Hessian's diagonal are asked for
   * @param draws of rows
   */
  public PassRequest(boolean diagonal, List<DrawRule> draws) {
    this(diagonal, false, draws);
  }

  /** {@link #GRAMIAN}, and draws of rows. */
  public static PassRequest gramian(List<DrawRule> draws) {
    return new PassRequest(false, true, draws);
  }

  private PassRequest(boolean diagonal, boolean gramian, List<DrawRule> draws) {
    this.diagonal = diagonal;
    this.gramian = gramian;
    this.draws = draws.toArray(DrawRule[]::new);
  }

  boolean diagonal() {
    return diagonal;
  }

  public boolean gramian() {
    return gramian;
  }

  DrawRule[] draws() {
    return draws;
  }
}
