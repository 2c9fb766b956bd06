/**
 * What kinds of models there are. A {@link rllc.family.Family} is asked by all rooms for whatever
 * differs between kinds: loss, link, labels, null model, scores, Spark's model.
 */
package rllc.family;
