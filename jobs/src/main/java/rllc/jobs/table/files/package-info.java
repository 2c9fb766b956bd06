/** From files to a raw table: formats, options that are guessed, lines that are no rows. */
package rllc.jobs.table.files;
