package rllc.jobs.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.Bounds;
import rllc.settings.DataSettings;
import rllc.settings.Metric;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.Schedule;
import rllc.settings.StopSettings;

class SettingsReaderTest {
  private static JobSettings read(String... overrides) {
    return SettingsReader.read(SettingsText.of(ConfigFactory.empty(), List.of(overrides)));
  }

  @Test
  void allDefaults() {
    JobSettings job = read("data.path=x");
    DataSettings data = job.data();
    assertEquals("auto", data.format());
    assertTrue(data.query().isEmpty() && data.formula().isEmpty() && data.hash().isEmpty());
    assertEquals("features", data.features());
    assertEquals("label", data.label());
    assertTrue(data.weight().isEmpty() && data.numFeatures().isEmpty() && data.test().isEmpty());
    assertEquals(0, data.testFraction());
    assertEquals(DataSettings.Order.AS_READ, data.order());
    assertEquals(DataSettings.BadRows.FAIL, data.badRows());
    assertEquals(new ModelSettings(Family.auto(), 0, 0, true, true), job.training().model());
    assertTrue(job.training().optimizer() instanceof OptimizerSettings.Auto);
    assertEquals(StopSettings.DEFAULT, job.training().stop());
    assertEquals(
        new RunSettings(
            1,
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.AUTO,
            RunSettings.Precision.AUTO),
        job.training().run());
    assertEquals("out", job.out());
    assertFalse(job.overwrite());
    assertTrue(job.spark().isEmpty());
  }

  @Test
  void everyKeyArrives() {
    JobSettings job =
        read(
            "data.path=/a/b:c",
            "data.format=csv",
            "data.query=SELECT a, 'b=c' AS d FROM data WHERE x > 1",
            "data.hash.columns=[a, b]",
            "data.hash.numFeatures=1024",
            "data.features=f",
            "data.label=y",
            "data.weight=w",
            "data.numFeatures=7",
            "data.testFraction=0.25",
            "data.order=content",
            "data.badRows=skip",
            "model.family=gaussian",
            "model.regParam=1e-3",
            "model.fitIntercept=false",
            "model.standardization=false",
            "optimizer.preset=rllc-jordan(0.8,2)",
            "optimizer.c1=0.5",
            "optimizer.c2=0.25",
            "optimizer.law0=[1, 0.5]",
            "optimizer.rankTolerance=1e-6",
            "optimizer.seed=9",
            "optimizer.coordinates=original",
            "optimizer.start=zero",
            "stop.maxSteps=5",
            "stop.maxPasses=6",
            "stop.maxSeconds=7",
            "stop.tol=1e-3",
            "stop.targetLoss=0.1",
            "kernel.use=java",
            "kernel.precision=float",
            "out=/o",
            "overwrite=true",
            "spark.master=local[2]",
            "spark.executor.memory=4g");
    DataSettings data = job.data();
    assertEquals("/a/b:c", data.path());
    assertEquals("csv", data.format());
    assertEquals("SELECT a, 'b=c' AS d FROM data WHERE x > 1", data.query().orElseThrow());
    assertEquals(new DataSettings.Hash(List.of("a", "b"), 1024), data.hash().orElseThrow());
    assertEquals("f", data.features());
    assertEquals("y", data.label());
    assertEquals(Optional.of("w"), data.weight());
    assertEquals(7, data.numFeatures().orElseThrow());
    assertEquals(0.25, data.testFraction());
    assertEquals(DataSettings.Order.CONTENT, data.order());
    assertEquals(DataSettings.BadRows.SKIP, data.badRows());
    assertEquals(
        new ModelSettings(Family.gaussian(), 1e-3, 0, false, false), job.training().model());
    OptimizerSettings.Rllc rllc = (OptimizerSettings.Rllc) job.training().optimizer();
    assertEquals(0.5, rllc.c1().value());
    assertEquals(0.25, rllc.c2());
    assertEquals(List.of(1.0, 0.5), rllc.law0());
    assertEquals(1e-6, rllc.rankTolerance());
    StopSettings stop = job.training().stop();
    assertEquals(5, stop.maxSteps());
    assertEquals(6, stop.maxPasses().orElseThrow());
    assertEquals(7, stop.maxSeconds().orElseThrow());
    assertEquals(1e-3, stop.tol());
    assertEquals(0.1, stop.targetLoss().orElseThrow());
    assertEquals(
        new RunSettings(
            9,
            RunSettings.Coordinates.ORIGINAL,
            RunSettings.Start.ZERO,
            KernelMode.JAVA,
            RunSettings.Precision.FLOAT),
        job.training().run());
    assertEquals("/o", job.out());
    assertTrue(job.overwrite());
    assertEquals("local[2]", job.spark().get("spark.master"));
    assertEquals("4g", job.spark().get("spark.executor.memory"));
    assertEquals("x ~ y", read("data.path=p", "data.formula=x ~ y").data().formula().get());
    assertEquals("t", read("data.path=p", "data.test=t").data().test().get());
  }

  @Test
  void customMemory() {
    JobSettings job =
        read(
            "data.path=x",
            "optimizer.preset=rllc-custom",
            "optimizer.P=[[0.5, 1], [0, 0.25]]",
            "optimizer.v=[1, 0]");
    OptimizerSettings.Rllc rllc = (OptimizerSettings.Rllc) job.training().optimizer();
    assertArrayEquals(new double[] {0.5, 1}, rllc.memory().propagator()[0]);
    assertArrayEquals(new double[] {1, 0}, rllc.memory().input());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.regparam=1 | `model.regparam` must be a setting's name; did you mean model.regParam?",
        "modle.regParam=1 | `modle.regParam` must be a setting's name; did you mean model.regParam?",
        "regParam=1 | `regParam` must be a setting's name; did you mean model.regParam?",
        "optimizer.seed=1.5 | `optimizer.seed` must be a whole number, got 1.5",
        "optimizer.seed=99999999999999999999 | `optimizer.seed` must be a whole number, got 99999999999999999999",
        "checkpoint.everySteps=abc | `checkpoint.everySteps` must be a whole number, got abc",
        "compare.presets=lbfgs | `compare.presets` must be a list of texts, got lbfgs",
        "spark=3 | `spark` must be settings of Spark such as spark.master, got 3",
        "out= | `out` must not be empty",
        "model.regParam=-1 | `model.regParam` must be finite and at least 0, got -1.0",
        "model.regParam=abc | `model.regParam` must be a number, got abc",
        "model.family=binomal | `model.family` must be one of auto, binomial, multinomial, gaussian,"
            + " squaredHinge, poisson, gamma, tweedie(p) with 1 < p < 2, got binomal; did you mean"
            + " binomial?",
        "stop.maxSteps=1.5 | `stop.maxSteps` must be a whole number, got 1.5",
        "stop.maxSteps=0 | `stop.maxSteps` must be at least 1, got 0",
        "model.fitIntercept=maybe | `model.fitIntercept` must be true or false, got maybe",
        "data.order=contnt | `data.order` must be one of asRead, content, got contnt; did you mean content?",
        "data.testFraction=1 | `data.testFraction` must be in [0, 1), got 1.0",
        "optimizer.law0=abc | `optimizer.law0` must be a list of numbers, got abc",
        "optimizer.batch=1.5 | `optimizer.batch` must be full, auto, a fraction below 1 or a number of rows, got 1.5",
        "optimizer.schedule=inverseSqrt | `optimizer.schedule` must be auto with preset auto, got inverseSqrt",
        "optimizer.average=true | `optimizer.average` must be auto with preset auto, got true",
        "stop.maxPasses=0 | `stop.maxPasses` must be above 0, got 0.0",
        "model.elasticNetParam=2 | `model.elasticNetParam` must be in [0, 1], got 2.0",
        "model.lowerBoundsOnCoefficients=a | `model.lowerBoundsOnCoefficients` must be a number, a list of numbers or a list of such lists, got a",
        "model.upperBoundsOnIntercepts=NaN | `model.upperBoundsOnIntercepts` must be numbers other than NaN and -Infinity, got NaN",
        "model.lowerBoundsOnCoefficients=[0, Infinity] | `model.lowerBoundsOnCoefficients` must be numbers other than NaN and Infinity, got Infinity",
        "checkpoint.everySteps=0 | `checkpoint.everySteps` must be at least 1, got 0",
        "checkpoint.everySeconds=0 | `checkpoint.everySeconds` must be above 0, got 0.0",
        "kernel.use=gpu | `kernel.use` must be one of auto, native, java, got gpu",
        "nothing | arguments after the command must be FILE.conf or key=value, got nothing"
      })
  void wrongSettingsAreOneLine(String override, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read("data.path=x", override));
    assertEquals(message, e.getMessage());
  }

  @Test
  void boundsAreANumberAListOrLists() {
    Bounds bounds =
        read(
                "data.path=x",
                "model.lowerBoundsOnCoefficients=0",
                "model.upperBoundsOnCoefficients=[[1, 2], [3, Infinity]]",
                "model.lowerBoundsOnIntercepts=[-Infinity, -2]")
            .training()
            .model()
            .bounds();
    double infinite = Double.POSITIVE_INFINITY;
    assertArrayEquals(new double[] {0, 0, 0, 0, -infinite, -2}, bounds.lower(2, 2));
    assertArrayEquals(
        new double[] {1, 3, 2, infinite, infinite, infinite}, bounds.upper(2, 2), "class-fastest");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> bounds.upper(3, 2));
    assertEquals(
        "`model.upperBoundsOnCoefficients` must be a number or 3 lists of 2 numbers,"
            + " got 2 lists of 2",
        e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> bounds.upper(2, 3));
    assertThrows(IllegalArgumentException.class, () -> bounds.lower(1, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.lowerBoundsOnCoefficients=[0, 3] | model.upperBoundsOnCoefficients=2 | `model.lowerBoundsOnCoefficients` must be at most the upper bound, 2.0, got 3.0",
        "model.lowerBoundsOnIntercepts=1 | model.upperBoundsOnIntercepts=0 | `model.lowerBoundsOnIntercepts` must be at most the upper bound, 0.0, got 1.0",
        "model.lowerBoundsOnIntercepts=1 | model.fitIntercept=false | `model.fitIntercept` must be true where intercepts have bounds, got false",
        "model.lowerBoundsOnCoefficients=0 | optimizer.preset=adam | `optimizer.preset` must be auto or lbfgs where coefficients or intercepts have bounds, got adam",
        "model.lowerBoundsOnCoefficients=0 | optimizer.preset=owlqn | `optimizer.preset` must be auto or lbfgs where coefficients or intercepts have bounds, got owlqn",
        "model.lowerBoundsOnCoefficients=0 | optimizer.metric=pilot | `optimizer.metric` must be auto where coefficients or intercepts have bounds, got pilot"
      })
  void boundsThatCannotBe(String one, String other, String message) {
    assertRefused(message, one, other);
  }

  private static void assertRefused(String message, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("data.path=x");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read(all.toArray(String[]::new)));
    assertEquals(message, e.getMessage());
  }

  @Test
  void noMetricIsChosenWhereThereIsAnL1Part() {
    assertRefused(
        "`optimizer.metric` must be auto where `model.elasticNetParam` and `model.regParam` are"
            + " above 0, got pilot",
        "model.regParam=1",
        "model.elasticNetParam=0.5",
        "optimizer.metric=pilot");
  }

  @Test
  void boundsAndAnL1PartExcludeEachOther() {
    assertRefused(
        "`model.elasticNetParam` must be 0 where coefficients or intercepts have bounds, got 0.5",
        "model.lowerBoundsOnCoefficients=0",
        "model.regParam=0.1",
        "model.elasticNetParam=0.5");
  }

  @Test
  void theMetricOfALaw() {
    OptimizerSettings.Rllc pilot =
        (OptimizerSettings.Rllc)
            read("data.path=x", "optimizer.preset=rllc-momentum(0.9)", "optimizer.metric=pilot")
                .training()
                .optimizer();
    assertEquals(Metric.PILOT, pilot.metric());
    assertEquals(0.03, pilot.c2());
    OptimizerSettings.Rllc exact =
        (OptimizerSettings.Rllc)
            read(
                    "data.path=x",
                    "optimizer.preset=rllc-momentum(0.9)",
                    "optimizer.metric=diagonal",
                    "optimizer.c2=1")
                .training()
                .optimizer();
    assertEquals(1, exact.c2());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> read("data.path=x", "optimizer.preset=lbfgs", "optimizer.metric=pilot"));
    assertEquals("`optimizer.metric` must be auto with preset lbfgs, got pilot", e.getMessage());
  }

  @Test
  void batchesArrive() {
    JobSettings job =
        read(
            "data.path=x",
            "optimizer.preset=sgd",
            "optimizer.batch=0.01",
            "optimizer.schedule=inverseSqrt",
            "optimizer.average=true",
            "stop.maxPasses=0.5");
    assertEquals(
        new Batching(
            new BatchSize(BatchSize.Kind.FRACTION, 0.01),
            Optional.of(Schedule.INVERSE_SQRT),
            Optional.of(true)),
        job.training().batching());
    assertTrue(job.training().inBatches());
    assertEquals(Integer.MAX_VALUE, job.training().stop().maxSteps());
    assertEquals(0.5, job.training().stop().maxPasses().orElseThrow());
    StopSettings open = read("data.path=x", "optimizer.batch=512").training().stop();
    assertEquals(10, open.maxPasses().orElseThrow());
    assertEquals(
        7,
        read("data.path=x", "optimizer.batch=512", "stop.maxSteps=7").training().stop().maxSteps());
  }

  @Test
  void autoRunsInBatchesWhereItMayMakeFewPasses() {
    assertFalse(read("data.path=x").training().inBatches());
    assertFalse(read("data.path=x", "stop.maxPasses=2").training().inBatches());
    assertTrue(read("data.path=x", "stop.maxPasses=1.9").training().inBatches());
    assertTrue(read("data.path=x", "optimizer.c1=0.1").training().inBatches());
    assertFalse(
        read("data.path=x", "stop.maxPasses=1", "optimizer.batch=full").training().inBatches());
    assertFalse(
        read("data.path=x", "stop.maxPasses=2", "optimizer.preset=lbfgs").training().inBatches());
    JobSettings bounded =
        read("data.path=x", "stop.maxPasses=1.5", "model.lowerBoundsOnCoefficients=0");
    assertFalse(bounded.training().inBatches());
    assertEquals(100, bounded.training().stop().maxSteps());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer.preset=lbfgs | optimizer.batch=0.1 | `optimizer.batch` must be full or auto with preset lbfgs, got 0.1",
        "optimizer.preset=sgd | stop.maxPasses=0.5 | `stop.maxPasses` must be at least 1 where each step looks at all rows, got 0.5",
        "optimizer.batch=full | optimizer.c1=0.1 | `optimizer.c1` must be auto with preset auto where `optimizer.batch` is full, got a number",
        "optimizer.preset=sgd | optimizer.average=true | `optimizer.average` must be auto where `optimizer.batch` is full, got true"
      })
  void batchesThatDoNotFitAreOneLine(String one, String two, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read("data.path=x", one, two));
    assertEquals(message, e.getMessage());
  }

  @Test
  void anL1PartIsForOwlqnAlone() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                read(
                    "data.path=x",
                    "optimizer.preset=adam",
                    "model.regParam=0.1",
                    "model.elasticNetParam=0.5"));
    assertEquals(
        "`optimizer.preset` must be auto, lbfgs or owlqn where `model.elasticNetParam` and"
            + " `model.regParam` are above 0, got adam",
        e.getMessage());
    JobSettings job = read("data.path=x", "model.regParam=0.1", "model.elasticNetParam=0.5");
    assertTrue(job.training().model().hasL1());
    assertFalse(
        read("data.path=x", "optimizer.preset=adam", "model.elasticNetParam=0.5")
            .training()
            .model()
            .hasL1());
  }

  @Test
  void eachPresetOfAComparisonGetsWhatItTakes() {
    CompareSettings compare =
        CompareReader.read(
            SettingsText.of(
                ConfigFactory.empty(),
                List.of(
                    "data.path=x",
                    "compare.presets=[rllc-custom, sgd, lbfgs]",
                    "compare.optimum=0.25",
                    "optimizer.c1=0.5",
                    "optimizer.P=[[0.5]]",
                    "optimizer.v=[1]")));
    assertEquals(
        List.of("rllc-custom", "sgd", "lbfgs"),
        compare.trainings().stream().map(t -> t.optimizer().preset()).toList());
    OptimizerSettings.FixedLaw sgd =
        (OptimizerSettings.FixedLaw) compare.trainings().get(1).optimizer();
    assertEquals(0.5, sgd.c1().value());
    assertEquals(3, compare.repetitions());
    assertTrue(compare.mllib());
    assertEquals(0.25, compare.optimum().getAsDouble());
  }

  @Test
  void aPathIsNeeded() {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> read());
    assertEquals("`data.path` must be given: a path or a list of paths", e.getMessage());
  }

  @Test
  void pathsOfAFileAreLookedForBesideIt(@TempDir Path folder) throws Exception {
    Path data = Files.writeString(folder.resolve("some.csv"), "1,2\n");
    Path conf = Files.writeString(folder.resolve("a.conf"), "data { path = some.csv }\nout = o");
    JobSettings job =
        SettingsReader.read(
            SettingsText.of(SettingsText.parse(new File(conf.toString())), List.of()));
    assertEquals(data.toString(), job.data().path());
    assertEquals("o", job.out());
    Files.delete(data);
    JobSettings missing =
        SettingsReader.read(
            SettingsText.of(SettingsText.parse(new File(conf.toString())), List.of()));
    assertEquals("some.csv", missing.data().path());
  }

  @Test
  void resolvedSettingsReadBackTheSame() {
    JobSettings job = read("data.path=x", "optimizer.preset=rllc-momentum(0.9)", "stop.tol=1e-4");
    JobSettings again =
        SettingsReader.read(SettingsText.of(ConfigFactory.parseMap(job.resolved()), List.of()));
    assertEquals(job.training(), again.training());
    assertEquals(job.data(), again.data());
  }

  @Test
  void aRecordHasNumbersFromTheCommandLineAsNumbers() {
    Map<String, Object> record =
        read(
                "data.path=x",
                "data.label=7",
                "model.regParam=1e-4",
                "model.fitIntercept=false",
                "stop.maxSteps=20",
                "spark.task.cpus=1e0")
            .resolved();
    Map<?, ?> model = (Map<?, ?>) record.get("model");
    assertEquals(1e-4, model.get("regParam"));
    assertEquals(false, model.get("fitIntercept"));
    assertEquals(20, ((Map<?, ?>) record.get("stop")).get("maxSteps"));
    assertEquals(Map.of("task.cpus", "1e0"), record.get("spark"));
    assertEquals("7", read("data.path=x", "data.label=7").data().label());
  }

  /** A run is repeated from its record: from any folder, with the Spark that it had. */
  @Test
  void aRecordHasSparksSettingsAndAbsolutePathsButNoSecrets() {
    JobSettings job =
        read(
            "data.path=pom.xml",
            "data.test=s3a://bucket/pom.xml",
            "spark.driver.memory=4g",
            "spark.sql.session.timeZone=UTC",
            "spark.hadoop.fs.s3a.secret.key=hush");
    String path = Path.of("pom.xml").toAbsolutePath().toString();
    JobSettings again =
        SettingsReader.read(SettingsText.of(ConfigFactory.parseMap(job.resolved()), List.of()));
    assertEquals(path, again.data().path());
    assertEquals(Optional.of("s3a://bucket/pom.xml"), again.data().test());
    assertEquals(
        Map.of("spark.driver.memory", "4g", "spark.sql.session.timeZone", "UTC"), again.spark());
    assertEquals("pom.xml", job.data().path());
  }
}
