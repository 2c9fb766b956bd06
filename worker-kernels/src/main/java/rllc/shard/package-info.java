/** What one shard contributes: blocks of rows, a loss, and the sums they make. */
package rllc.shard;
