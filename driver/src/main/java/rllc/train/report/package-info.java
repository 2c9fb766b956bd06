/** What a run tells: its steps, its end and why, and what it ran. */
package rllc.train.report;
