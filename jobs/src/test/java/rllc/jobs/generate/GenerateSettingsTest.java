package rllc.jobs.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GenerateSettingsTest {
  private static GenerateSettings settings(
      String family, long rows, int features, int nonZeros, double condition, double noise) {
    return settings(family, 0, rows, features, nonZeros, condition, noise);
  }

  private static GenerateSettings settings(
      String family,
      int classes,
      long rows,
      int features,
      int nonZeros,
      double condition,
      double noise) {
    return new GenerateSettings(
        SyntheticFamily.of(family),
        classes,
        rows,
        features,
        nonZeros,
        condition,
        noise,
        1,
        1,
        "data");
  }

  private static void refused(String message, Executable what) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, what).getMessage());
  }

  @Test
  void badNumbersAreRefusedWithWhatTheyMustBe() {
    refused("`rows` must be at least 1, got 0", () -> settings("gaussian", 0, 5, 5, 1, 0));
    refused("`features` must be at least 1, got -1", () -> settings("gaussian", 9, -1, 5, 1, 0));
    refused(
        "`nonZeros` must be from 1 to `features` = 5, got 6",
        () -> settings("gaussian", 9, 5, 6, 1, 0));
    refused(
        "`nonZeros` must be from 1 to `features` = 5, got 0",
        () -> settings("gaussian", 9, 5, 0, 1, 0));
    refused(
        "`condition` must be at least 1 and finite, got 0.5",
        () -> settings("gaussian", 9, 5, 5, 0.5, 0));
    refused(
        "`condition` must be at least 1 and finite, got NaN",
        () -> settings("gaussian", 9, 5, 5, Double.NaN, 0));
    refused(
        "`condition` must be 1 with one feature, got 10.0",
        () -> settings("gaussian", 9, 1, 1, 10, 0));
  }

  @Test
  void noiseIsJudgedByTheFamily() {
    refused(
        "`noise` must be a probability of a flipped label from 0 to 0.5, got 0.6",
        () -> settings("binomial", 9, 5, 5, 1, 0.6));
    refused(
        "`noise` must be a standard deviation of at least 0, got -1.0",
        () -> settings("gaussian", 9, 5, 5, 1, -1));
    assertEquals(0.6, settings("gaussian", 9, 5, 5, 1, 0.6).noise());
  }

  @Test
  void classesBelongToTheMultinomialFamily() {
    refused(
        "`classes` must be from 2 to 1000, got 1", () -> settings("multinomial", 1, 9, 5, 5, 1, 0));
    refused(
        "`classes` must be from 2 to 1000, got 1001",
        () -> settings("multinomial", 1001, 9, 5, 5, 1, 0));
    refused(
        "`classes` must not be given for the binomial family, got 2",
        () -> settings("binomial", 2, 9, 5, 5, 1, 0));
    refused(
        "`noise` must be a probability of a label of another class from 0 to 1, got 1.5",
        () -> settings("multinomial", 4, 9, 5, 5, 1, 1.5));
    assertEquals(4, settings("multinomial", 4, 9, 5, 5, 1, 1).margins());
    assertEquals(1, settings("binomial", 0, 9, 5, 5, 1, 0).margins());
  }

  @Test
  void partitionsAndPathAreChecked() {
    refused(
        "`partitions` must be at least 1, got 0",
        () -> new GenerateSettings(SyntheticFamily.BINOMIAL, 0, 9, 5, 5, 1, 0, 1, 0, "data"));
    refused(
        "`path` must name a folder, got \" \"",
        () -> new GenerateSettings(SyntheticFamily.BINOMIAL, 0, 9, 5, 5, 1, 0, 1, 1, " "));
  }

  @ParameterizedTest
  @EnumSource
  void aFamilyIsFoundByTheNameItShows(SyntheticFamily family) {
    assertEquals(family, SyntheticFamily.of(family.toString()));
  }

  @Test
  void anUnknownFamilyIsRefused() {
    refused(
        "`family` must be binomial, multinomial or gaussian, got poisson",
        () -> SyntheticFamily.of("poisson"));
  }

  @Test
  void filesHoldSixtyFourMebibytesByDefault() {
    assertEquals(1, GenerateSettings.defaultPartitions(1, 1));
    assertEquals(1, GenerateSettings.defaultPartitions(1 << 20, 8));
    assertEquals(2, GenerateSettings.defaultPartitions((1 << 20) + 1, 8));
    assertEquals(100_000, GenerateSettings.defaultPartitions(Long.MAX_VALUE, 8));
  }
}
