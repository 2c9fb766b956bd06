package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands as a user does, in this JVM. */
final class CommandLine {
  private CommandLine() {}

  /** What a command left: exit status, standard output and standard error. */
  record Outcome(int status, String out, String err) {}

  static Outcome run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream capturedOut = new ByteArrayOutputStream();
    ByteArrayOutputStream capturedErr = new ByteArrayOutputStream();
    System.setOut(new PrintStream(capturedOut, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(capturedErr, true, StandardCharsets.UTF_8));
    try {
      int status = Main.run(arguments);
      return new Outcome(
          status,
          capturedOut.toString(StandardCharsets.UTF_8),
          capturedErr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  static Outcome train(String... settings) {
    return quietly("train", settings);
  }

  /** On two cores of this machine, where {@code settings} name no other master. */
  static Outcome quietly(String command, String... settings) {
    List<String> arguments = new ArrayList<>(List.of(command, "--quiet", "spark.master=local[2]"));
    arguments.addAll(
        List.of(
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1",
            "spark.sql.shuffle.partitions=2"));
    arguments.addAll(List.of(settings));
    return run(arguments.toArray(String[]::new));
  }

  /** A table with numbers, three colours and a label, written to {@code folder}. */
  static String table(Path folder) throws IOException {
    StringBuilder rows = new StringBuilder("x,colour,weight,label\n");
    for (int i = 0; i < 400; i++) {
      String colour = i % 3 == 0 ? "red" : i % 3 == 1 ? "green" : "blue";
      rows.append((i * 37) % 101).append(',').append(colour).append(",1,");
      rows.append((i * 37) % 101 + (i % 7) * 9 > 70 ? "yes" : "no").append('\n');
    }
    return Files.writeString(folder.resolve("good.csv"), rows).toString();
  }

  /** The record of a training that ended well, with this warning alone or, where empty, none. */
  static JsonNode assertTrained(String warning, Outcome outcome, Path out) throws IOException {
    assertEquals(0, outcome.status(), outcome.err());
    if (warning.isEmpty()) {
      assertEquals("", outcome.err());
    } else {
      assertOneLine("rllc: WARN: " + warning, outcome);
    }
    return new ObjectMapper().readTree(out.resolve("run.json").toFile());
  }

  static void assertOneLine(String message, Outcome outcome) {
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
  }
}
