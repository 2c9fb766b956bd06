package rllc.train.breeze;

import breeze.linalg.DenseVector;
import breeze.optimize.FirstOrderMinimizer;

/**
 * A point of a run of Breeze's. The history belongs to Breeze, which keeps it to itself: it is in
 * {@code states}, an iterator that can be neither written nor wound back, so such a run restarts
 * where it was broken off.
 *
 * @param states what follows
 * @param now Breeze's own state at the point
 * @param objective as Breeze sees it
 * @param step steps taken
 */
record BreezeState(
    scala.collection.Iterator<FirstOrderMinimizer.State<DenseVector<Object>, Object, Object>>
        states,
    FirstOrderMinimizer.State<DenseVector<Object>, Object, Object> now,
    BreezeObjective objective,
    int step) {}
