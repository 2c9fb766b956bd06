package rllc.jobs.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import rllc.jobs.output.HistoryWriter;
import rllc.jobs.path.PathTraining.Trained;
import rllc.jobs.settings.PenaltyPath;
import rllc.spark.LinearFit;
import rllc.spark.data.PackedData;
import rllc.spark.path.PathScores;

/** What run.json and path.json tell of a path. */
public final class PathTable {
  /** Coefficients that path.json follows along the path. */
  private static final int MOST_COEFFICIENTS = 20;

  private final Trained trained;
  private final PenaltyPath penalties;
  private final double[] deviations;
  private final PackedData rows;

  /**
   * @param rows that the path has learnt
   */
  public PathTable(Trained trained, PenaltyPath penalties, PackedData rows) {
    this.trained = trained;
    this.penalties = penalties;
    this.rows = rows;
    this.deviations = rows.moments().featureDeviations();
  }

  /** For run.json: which penalty was picked and why, and a row for each. */
  public Map<String, Object> record() {
    Optional<PathScores> scores = trained.scores();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("regParam", scores.isPresent() ? regParam(trained.picked()) : null);
    map.put("pick", penalties.pick() == PenaltyPath.Pick.BEST ? "best" : "oneStandardError");
    map.put("metric", scores.map(s -> s.score().key()).orElse(null));
    map.put("folds", penalties.folds().isPresent() ? penalties.folds().getAsInt() : null);
    map.put("passes", trained.path().passes());
    map.put("passesOfFolds", scores.map(PathScores::passes).orElse(0.0));
    map.put("penalties", IntStream.range(0, penalties.count()).mapToObj(this::row).toList());
    return map;
  }

  /**
   * For path.json: the same, and the coefficients that are largest anywhere on the path, each times
   * its feature's deviation, so that they compare.
   */
  public Map<String, Object> file() {
    Map<String, Object> map = record();
    map.put("coefficients", coefficients());
    return map;
  }

  private double regParam(int i) {
    return trained.settings().get(i).model().regParam();
  }

  private Map<String, Object> row(int i) {
    LinearFit fit = trained.path().fits().get(i);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("regParam", regParam(i));
    row.put("status", fit.stop().status());
    row.put("nonZeros", numbers(fit).filter(j -> fit.theta()[j] != 0).count());
    row.put("passes", fit.last().passes());
    row.put("objective", HistoryWriter.finite(fit.last().loss()));
    trained
        .scores()
        .ifPresent(
            scores -> {
              row.put("score", HistoryWriter.finite(scores.means()[i]));
              row.put("standardError", HistoryWriter.finite(scores.errors()[i]));
            });
    return row;
  }

  private IntStream numbers(LinearFit fit) {
    return IntStream.range(0, fit.theta().length - outputs(fit));
  }

  private int outputs(LinearFit fit) {
    return fit.theta().length / (deviations.length + 1);
  }

  private List<Map<String, Object>> coefficients() {
    List<LinearFit> fits = trained.path().fits();
    LinearFit any = fits.get(0);
    double[] largest =
        numbers(any)
            .mapToDouble(
                j -> fits.stream().mapToDouble(fit -> Math.abs(size(fit, j))).max().orElseThrow())
            .toArray();
    List<Map<String, Object>> lines = new ArrayList<>();
    numbers(any)
        .boxed()
        .filter(j -> largest[j] > 0)
        .sorted(Comparator.comparingDouble((Integer j) -> -largest[j]))
        .limit(MOST_COEFFICIENTS)
        .forEach(j -> lines.add(line(j, fits)));
    return lines;
  }

  private Map<String, Object> line(int j, List<LinearFit> fits) {
    int outputs = outputs(fits.get(0));
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("feature", rows.featureName(j / outputs));
    line.put("class", outputs > 1 ? j % outputs : null);
    line.put("values", fits.stream().map(fit -> HistoryWriter.finite(size(fit, j))).toList());
    return line;
  }

  private double size(LinearFit fit, int j) {
    return fit.theta()[j] * deviations[j / outputs(fit)];
  }
}
