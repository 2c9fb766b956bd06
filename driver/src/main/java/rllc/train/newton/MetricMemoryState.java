package rllc.train.newton;

import rllc.train.memory.MemoryState;

/**
 * All that changes in a run of {@link MetricMemory}.
 *
 * @param memory the optimizer's
 * @param metric B at its point
 */
record MetricMemoryState(MemoryState memory, CurvatureModel metric) {}
