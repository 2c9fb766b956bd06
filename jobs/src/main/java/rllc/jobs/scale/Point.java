package rllc.jobs.scale;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import rllc.jobs.settings.ScaleSettings;

/**
 * A configuration that is measured.
 *
 * @param executors of one core each
 * @param rows of the data
 * @param features d
 * @param nonZeros entries of a row
 */
record Point(int executors, long rows, int features, int nonZeros) {
  /** All points of one number of executors: the rows as they are, and as many for each executor. */
  static List<Point> of(ScaleSettings settings, int executors) {
    Set<Point> points = new LinkedHashSet<>();
    for (int features : settings.features()) {
      int entries = Math.min(features, settings.nonZeros());
      for (int rows : settings.rows()) {
        points.add(new Point(executors, rows, features, entries));
        points.add(new Point(executors, (long) rows * executors, features, entries));
      }
    }
    return List.copyOf(points);
  }

  double entries() {
    return (double) rows * nonZeros;
  }

  Point with(int others, long itsRows) {
    return new Point(others, itsRows, features, nonZeros);
  }
}
