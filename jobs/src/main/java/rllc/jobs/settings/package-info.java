/** From a HOCON file and key=value words to typed settings. */
package rllc.jobs.settings;
