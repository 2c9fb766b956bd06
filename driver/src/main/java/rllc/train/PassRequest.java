package rllc.train;

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
  static final PassRequest GRAMIAN = gramian(List.of());

  private final boolean diagonal;
  private final boolean gramian;
  private final RowDraw[] draws;

  /**
   * @param diagonal whether the sums for the Hessian's diagonal are asked for
   * @param draws of rows
   */
  PassRequest(boolean diagonal, List<RowDraw> draws) {
    this(diagonal, false, draws);
  }

  /** {@link #GRAMIAN}, and draws of rows. */
  static PassRequest gramian(List<RowDraw> draws) {
    return new PassRequest(false, true, draws);
  }

  private PassRequest(boolean diagonal, boolean gramian, List<RowDraw> draws) {
    this.diagonal = diagonal;
    this.gramian = gramian;
    this.draws = draws.toArray(RowDraw[]::new);
  }

  boolean diagonal() {
    return diagonal;
  }

  boolean gramian() {
    return gramian;
  }

  RowDraw[] draws() {
    return draws;
  }
}
