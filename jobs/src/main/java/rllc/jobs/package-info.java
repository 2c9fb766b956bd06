/** Commands and how they are launched. */
package rllc.jobs;
