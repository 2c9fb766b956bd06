/** Breeze's minimisers as methods. */
package rllc.train.breeze;
