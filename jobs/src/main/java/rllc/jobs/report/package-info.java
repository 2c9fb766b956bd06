/** Pages with charts that need no network: all they show and all that draws it is inside. */
package rllc.jobs.report;
