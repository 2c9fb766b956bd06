package rllc.train.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import rllc.train.report.TrainingListener;

/** Listeners that cannot harm the run: one that throws is reported once and then left out. */
public final class Listeners {
  private final List<TrainingListener> listeners;
  private final Consumer<String> warnings;

  Listeners(List<TrainingListener> listeners, Consumer<String> warnings) {
    this.listeners = new ArrayList<>(listeners);
    this.warnings = warnings;
  }

  void tell(Consumer<TrainingListener> event) {
    for (TrainingListener listener : List.copyOf(listeners)) {
      try {
        event.accept(listener);
      } catch (RuntimeException failure) {
        listeners.remove(listener);
        warnings.accept(
            listener.getClass().getName() + " failed and is told nothing more: " + failure);
      }
    }
  }
}
