/** Typed, validated settings, free of files and of Spark. */
package rllc.settings;
