package rllc.jobs.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import rllc.spark.input.BadInputException;

class ErrorLineTest {
  private static final Throwable HEAP = new OutOfMemoryError("Java heap space");

  private static Throwable failedTask(String place) {
    String message =
        "Job aborted due to stage failure: Lost task 0.0 in stage 1.0 (TID 1) (" + place + ")";
    return new BadInputException("rows.csv must be readable", new SparkException(message, HEAP));
  }

  @Test
  void theMemoryThatWasTooSmallIsNamed() {
    assertTrue(ErrorLine.of(HEAP).contains("spark.driver.memory must be more, got "));
    String local = ErrorLine.of(failedTask("127.0.0.1 executor driver"));
    assertTrue(local.startsWith("out of memory (Java heap space): spark.driver.memory"), local);
    String executors = "an executor is out of memory: spark.executor.memory must be more";
    assertEquals(executors, ErrorLine.of(failedTask("10.0.0.7 executor 3")));
    assertEquals(
        executors,
        ErrorLine.of(new SparkException("ExecutorLostFailure: Command exited with code 52")));
  }

  @Test
  void elseOurOwnMessageIs() {
    assertEquals(
        "rows.csv: row 1",
        ErrorLine.of(
            new IllegalStateException(
                "x", new BadInputException("rows.csv: row 1", new RuntimeException("deep")))));
    assertEquals("deep", ErrorLine.of(new IllegalStateException("x", new Exception("deep\nat"))));
  }
}
