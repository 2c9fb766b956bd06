/** A saved model's answers, beside the rows that they are for. */
package rllc.jobs.predict;
