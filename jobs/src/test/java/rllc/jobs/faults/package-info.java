/** What a run survives, on a real cluster too: {@code mvn -Pfaults verify}. */
package rllc.jobs.faults;
