package rllc.train.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Gaps in a file, so that a run that was ended goes on with the seeds that are missing. */
record BatchKept(Path file) {
  /** Puts what is there of {@code problem} into {@code table}. */
  void load(String problem, BatchTable table) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    for (String text : Files.readAllLines(file)) {
      String[] parts = text.split("\t");
      if (parts[0].equals(problem)) {
        double[][] gaps =
            Arrays.stream(parts[4].split(";"))
                .map(row -> Arrays.stream(row.split(",")).mapToDouble(Double::parseDouble))
                .map(row -> row.toArray())
                .toArray(double[][]::new);
        List<String> names = List.of(parts[3].split(";", -1));
        table.add(parts[1], Integer.parseInt(parts[2]), names, gaps);
      }
    }
  }

  void save(String problem, String line, int seed, List<String> names, double[][] gaps)
      throws IOException {
    String numbers =
        Arrays.stream(gaps)
            .map(row -> Arrays.stream(row).mapToObj(Double::toString))
            .map(row -> row.collect(Collectors.joining(",")))
            .collect(Collectors.joining(";"));
    String text =
        String.join("\t", problem, line, Integer.toString(seed), String.join(";", names), numbers);
    Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
