/** From settings to packed rows: tables are read and packed, or packed blocks are read again. */
package rllc.jobs.rows;
