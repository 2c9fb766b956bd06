/** Saved models: what they were trained on, and their answers beside the rows that they are for. */
package rllc.jobs.predict;
