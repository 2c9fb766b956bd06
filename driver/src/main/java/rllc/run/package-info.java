/** What a run says when it cannot go on. */
package rllc.run;
