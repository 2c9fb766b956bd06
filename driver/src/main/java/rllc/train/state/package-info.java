/** The binary form of a state: records of numbers, arrays and further records. */
package rllc.train.state;
