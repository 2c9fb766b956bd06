package rllc.train.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.spark.FlightRows;
import rllc.train.ExperimentData;

/** The problems of {@link BatchExperiment}, cheap ones first. */
final class BatchProblems {
  /** Where rows come from. */
  interface Source {
    ExperimentData read() throws IOException;
  }

  /**
   * @param reg lambda of the L2 penalty
   * @param standard whether features are standardised
   */
  record Case(String name, Source source, double reg, boolean standard) {}

  private BatchProblems() {}

  static List<Case> all() {
    return List.of(
        new Case("a9a", () -> binary("a9a/a9a.gz", 123), 1e-4, true),
        new Case("reuters-std", BatchProblems::reuters, 1e-5, true),
        new Case("reuters-raw", BatchProblems::reuters, 1e-5, false),
        new Case("kdd", () -> ExperimentData.kdd(494_021), 1e-5, true),
        new Case("mnist-raw", BatchProblems::mnist, 1e-4, false),
        new Case("mnist-std", BatchProblems::mnist, 1e-4, true),
        new Case("synthetic", BatchProblems::synthetic, 1e-5, false),
        new Case("flights", BatchProblems::flights, 1e-5, true),
        new Case("news20-raw", BatchProblems::news20, 1e-4, false),
        new Case("news20-std", BatchProblems::news20, 1e-4, true));
  }

  private static ExperimentData binary(String file, int features) throws IOException {
    return ExperimentData.libsvm(file, features, y -> y == 1 ? 1 : 0, MarginLoss.LOGISTIC);
  }

  private static ExperimentData reuters() throws IOException {
    return binary("reuters-money-fx/reuters.trn.gz", 8315);
  }

  private static ExperimentData mnist() throws IOException {
    return ExperimentData.mnist(Integer.getInteger("mnist", 60_000));
  }

  private static ExperimentData synthetic() {
    return ExperimentData.synthetic(Integer.getInteger("synthetic", 1_000_000), 200, 1e3);
  }

  /** {@code -Dflights=FILE}, by default where conf/data/fetch-flights-3m.sh puts it. */
  private static ExperimentData flights() throws IOException {
    Path file = Path.of(System.getProperty("flights", "../conf/data/flights-3m.parquet"));
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file + " (conf/data/fetch-flights-3m.sh fetches it)");
    }
    FlightRows rows = FlightRows.read(file.toString());
    return new ExperimentData(rows.blocks(), rows.features(), MarginLoss.LOGISTIC);
  }

  private static ExperimentData news20() throws IOException {
    return ExperimentData.libsvm("news20/news20.gz", 62061, y -> y - 1, new Softmax(20));
  }
}
