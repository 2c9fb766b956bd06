package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SupportedSparkTest {
  @Test
  void thisSparkAndItsNeighboursAreSupported() {
    assertEquals(Optional.empty(), SupportedSpark.problem());
    for (String spark : List.of("3.5.6", "4.0.1", "4.1.4", "4.2.0", "4.3.0", "3.5.2-amzn-1")) {
      assertEquals(Optional.empty(), SupportedSpark.problem(spark, "2.13.8"), spark);
    }
  }

  @Test
  void anotherIsRefusedInOneLineThatNamesTheVersions() {
    String must = "`spark` must be one of 3.5, 4.0, 4.1, 4.2, 4.3 with Scala 2.13, got ";
    assertEquals(
        Optional.of(must + "3.4.1 with Scala 2.13.8"), SupportedSpark.problem("3.4.1", "2.13.8"));
    assertEquals(
        Optional.of(must + "4.10.0 with Scala 2.13.18"),
        SupportedSpark.problem("4.10.0", "2.13.18"));
    assertEquals(
        Optional.of(must + "3.5.6 with Scala 2.12.18"), SupportedSpark.problem("3.5.6", "2.12.18"));
  }
}
