/** Steps over batches of rows, with one optimizer or several side by side. */
package rllc.train.batch;
