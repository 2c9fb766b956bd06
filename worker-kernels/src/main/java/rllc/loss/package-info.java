/** Gives the losses of a row and their derivatives. */
package rllc.loss;
