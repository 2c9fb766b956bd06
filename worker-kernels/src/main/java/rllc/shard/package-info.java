/** Holds rows in blocks, the losses of a row, and the sums over the rows of one shard. */
package rllc.shard;
