/** States of a run on disk, from which it goes on after it was broken off. */
package rllc.jobs.checkpoint;
