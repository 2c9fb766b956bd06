package rllc.train.report;

import java.util.function.Supplier;
import rllc.train.run.Runner;
import rllc.train.state.StateCodec;

/**
 * A state of a run that can be written: {@link Runner#resume} continues from its bytes.
 *
 * @param steps taken so far
 * @param bytes makes the binary form ({@link StateCodec}), when it is asked
 */
public record SavedState(int steps, Supplier<byte[]> bytes) {}
