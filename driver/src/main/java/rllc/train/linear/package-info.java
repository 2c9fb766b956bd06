/**
 * The linear model's objective over rows: coordinates, penalties, and what can ride along with a
 * pass.
 */
package rllc.train.linear;
