/** How a step's time goes with executors, rows and features: measured, modelled, forecast. */
package rllc.jobs.scale;
