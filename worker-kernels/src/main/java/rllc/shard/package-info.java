/** Holds rows in blocks, and sums over the rows of one shard. */
package rllc.shard;
