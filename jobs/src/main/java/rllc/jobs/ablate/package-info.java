/** The ablation study: which units, how many, and whether a law that learns is worth it. */
package rllc.jobs.ablate;
