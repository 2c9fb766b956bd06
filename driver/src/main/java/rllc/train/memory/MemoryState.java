package rllc.train.memory;

/**
 * All that changes in a run of memory units.
 *
 * @param c1 learning rate, found or given
 * @param theta the point, length d
 * @param units the memory M, k columns of length d
 * @param law the learning law L; empty for optimizers without one
 * @param step steps taken
 * @param loss the objective at theta
 * @param gradient there
 * @param rows that loss and gradient were taken over
 */
public record MemoryState(
    double c1,
    double[] theta,
    double[][] units,
    double[] law,
    int step,
    double loss,
    double[] gradient,
    long rows) {}
