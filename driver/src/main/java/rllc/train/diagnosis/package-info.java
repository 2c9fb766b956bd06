/** What is wrong with a run, told by its history and by statistics of its rows: pure. */
package rllc.train.diagnosis;
