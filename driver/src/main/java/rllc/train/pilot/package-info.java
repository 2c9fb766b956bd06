/**
 * Rows that the driver holds: a sub-sample that proposes steps and another one that judges their
 * length.
 */
package rllc.train.pilot;
