package rllc.train.run;

/**
 * What a run is measured against: the null model, in which all coefficients are 0 and intercepts
 * are those of the labels alone (or 0, if a run was asked to begin at 0). Rules relative to it end
 * a run at the same quality wherever it began.
 *
 * @param loss of the null model; NaN if it is not known
 * @param gradNorm norm of the gradient there; NaN if it is not known
 */
public record Reference(double loss, double gradNorm) {}
