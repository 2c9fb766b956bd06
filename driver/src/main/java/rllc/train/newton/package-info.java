/**
 * Steps over all rows with a model of the Hessian: sub-sampled Newton-CG with secant pairs, and
 * (proximal) Newton.
 */
package rllc.train.newton;
