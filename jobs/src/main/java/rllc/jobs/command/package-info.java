/** What the commands share: their arguments, a Spark session of their own, and how they end. */
package rllc.jobs.command;
