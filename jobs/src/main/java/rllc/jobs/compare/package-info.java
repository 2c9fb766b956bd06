/**
 * Several optimizers on one problem: {@link rllc.jobs.compare.Contest} runs them in turns, {@link
 * rllc.jobs.compare.Referee} judges what they found by one objective, {@link
 * rllc.jobs.compare.Comparison} is the result.
 */
package rllc.jobs.compare;
