/** Computes sums over blocks of rows, in Java and in C, and chooses between the two. */
package rllc.kernel;
