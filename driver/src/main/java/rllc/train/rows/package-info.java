/**
 * Small steps over single rows: averaged stochastic gradient descent on the driver, before or in
 * place of a full method.
 */
package rllc.train.rows;
