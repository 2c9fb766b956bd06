/** The paper's method and the classical ones: linear memories with a learning law, and Adam. */
package rllc.train.memory;
