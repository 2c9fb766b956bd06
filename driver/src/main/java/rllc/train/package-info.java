/**
 * From settings to a run: which method, in which phases, and why. The rooms below are in the order
 * of their floors: objective, run and linear, pilot, then one room for each kind of method.
 */
package rllc.train;
