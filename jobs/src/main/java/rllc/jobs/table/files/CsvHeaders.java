package rllc.jobs.table.files;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import rllc.spark.input.BadInputException;

/**
 * The headers of CSV files that are read as one table. Spark reads that of the first file alone; in
 * telling types it takes another line, even with other quotes, for a row.
 */
final class CsvHeaders {
  private CsvHeaders() {}

  /**
   * Checks that all files have one header, by a look at the beginning of each.
   *
   * @param files as URIs
   * @param options of the reader
   * @throws BadInputException for a file with other columns, another order or another spelling
   */
  static void check(String[] files, Map<String, String> options, Configuration hadoop) {
    List<Path> paths =
        Arrays.stream(files).sorted().map(file -> new Path(URI.create(file))).toList();
    Optional<Path> first =
        paths.stream().filter(file -> header(file, options, hadoop).isPresent()).findFirst();
    if (first.isEmpty()) {
      return;
    }
    String line = header(first.get(), options, hadoop).orElseThrow();
    // A file without lines has no columns to mix up.
    paths.parallelStream()
        .filter(file -> !header(file, options, hadoop).orElse(line).equals(line))
        .findFirst()
        .ifPresent(
            file -> {
              throw new BadInputException(
                  String.format(
                      "%s must have the header of %s, %s, got %s",
                      InputPath.display(file),
                      InputPath.display(first.get()),
                      line,
                      header(file, options, hadoop).orElseThrow()));
            });
  }

  private static Optional<String> header(
      Path file, Map<String, String> options, Configuration hadoop) {
    try {
      Charset charset = TableFormat.charset(options);
      String comment = options.getOrDefault(CsvGuess.COMMENT, "");
      return FileHead.of(file, hadoop).lines(charset).stream()
          .filter(line -> !line.isBlank())
          .filter(line -> comment.isEmpty() || !line.startsWith(comment))
          .findFirst();
    } catch (IOException e) {
      throw new BadInputException(
          InputPath.display(file) + " must be readable, got: " + e.getMessage(), e);
    }
  }
}
