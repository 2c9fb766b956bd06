/** What a run leaves: its folder, its record, its history, its lines on the screen. */
package rllc.jobs.output;
