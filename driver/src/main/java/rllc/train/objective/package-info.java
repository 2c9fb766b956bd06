/**
 * What is minimised, as a method sees it: loss and gradient at a point, and optional abilities
 * (curvature, batches, bounds).
 */
package rllc.train.objective;
