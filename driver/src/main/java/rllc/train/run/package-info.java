/** The one loop: methods as values, passes, stopping, records, listeners, validation. */
package rllc.train.run;
