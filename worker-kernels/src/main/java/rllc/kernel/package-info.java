/** The few numeric primitives, their Java and native bodies, and the choice between them. */
package rllc.kernel;
