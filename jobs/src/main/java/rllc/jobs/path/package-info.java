/** A path of penalties on the command line: trained, scored, one picked. */
package rllc.jobs.path;
