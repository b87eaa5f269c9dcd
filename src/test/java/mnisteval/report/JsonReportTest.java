package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import mnisteval.evaluation.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics are those of {@link Sample}; their texts are Python's {@code repr} where not said. */
final class JsonReportTest {
  @TempDir Path folder;

  static List<Report> samples() {
    return List.of(
        Sample.twoClasses(),
        Sample.twelveClasses(),
        Sample.twoNetworks(),
        Sample.ranking(),
        Sample.gated(),
        Sample.compared(true),
        Sample.compared(false),
        archived(),
        Sample.mnist(List.of(Sample.noted("n", "a\nb\u001b \"c\" </script>"), Sample.noted("m"))));
  }

  /** On images in an archive. */
  private static Report archived() {
    Report of = Sample.mnist(List.of(Sample.noted("n")));
    Report.Input images = new Report.Input("a.npz", of.images().sha256(), "x_test.npy");
    return new Report(
        of.version(),
        images,
        of.labels(),
        of.offset(),
        of.total(),
        of.rows(),
        of.columns(),
        of.transposed(),
        of.classOrder(),
        of.classNames(),
        of.networks(),
        null,
        null,
        null);
  }

  @Test
  void writesTheEntryOfAnArchiveOnly() {
    String json = Sample.json(archived());
    assertEquals(2, json.split("\"entry\"", -1).length, json);
    assertTrue(json.contains(",\n    \"entry\": \"x_test.npy\"\n  },\n  \"labels\""), json);
  }

  @Test
  void writesEveryMetricOfTwoClasses() throws IOException {
    assertEquals(Golden.text("two-classes.json.golden"), Sample.json(Sample.twoClasses()));
  }

  @Test
  void comparesTwoNetworks() {
    String expected =
        "  \"comparison\": {\n"
            + "    \"disagreements\": 9,\n"
            + "    \"onlyFirst\": 1,\n"
            + "    \"onlySecond\": 7,\n"
            + "    \"mcnemar\": 0.0703125\n"
            + "  }\n"
            + "}\n";
    String json = Sample.json(Sample.twoNetworks());
    assertTrue(json.endsWith(expected), json);
  }

  @Test
  void saysWhyANetworkFailed() {
    String expected =
        "    {\n"
            + "      \"file\": {\n"
            + "        \"name\": \"a\\nAccuracy:1.0\",\n"
            + "        \"sha256\": null\n"
            + "      },\n"
            + "      \"reading\": null,\n"
            + "      \"activation\": null,\n"
            + "      \"pixels\": null,\n"
            + "      \"layers\": [],\n"
            + "      \"parameters\": 0,\n"
            + "      \"notes\": [],\n"
            + "      \"gates\": [],\n"
            + "      \"metrics\": null,\n"
            + "      \"fault\": \"not a pickle\"\n"
            + "    }\n"
            + "  ],\n"
            + "  \"comparedWith\": null,\n"
            + "  \"baseline\": null,\n"
            + "  \"comparison\": null\n"
            + "}\n";
    String json = Sample.json(Sample.ranking());
    assertTrue(json.endsWith(expected), json);
  }

  /** As Python's {@code json.dumps} writes the text, but for capitals in an escape. */
  @Test
  void writesNotesOfTheRunBesideThoseOfTheFile() {
    String json =
        Sample.json(Sample.mnist(List.of(Sample.noted("n", "a\n\u001b\"</b>", "is odd"))));
    String reading = "        \"notes\": [\n          \"no \\\"biases\\\"\"\n        ]\n      },\n";
    assertTrue(json.contains(reading), json);
    String expected =
        "      \"parameters\": 1570,\n"
            + "      \"notes\": [\n"
            + "        \"a\\n\\u001B\\\"</b>\",\n"
            + "        \"is odd\"\n"
            + "      ],\n"
            + "      \"gates\": [],\n"
            + "      \"metrics\": {\n";
    assertTrue(json.contains(expected), json);
  }

  /** JDK 17's own Double.toString writes 2e23 as 1.9999999999999998E23. */
  @ParameterizedTest
  @CsvSource({
    "0.002, 0.002",
    "2e23, 2.0E23",
    "1e23, 1.0E23",
    "0.1, 0.1",
    "0.30000000000000004, 0.30000000000000004",
    "2.2250738585072014e-308, 2.2250738585072014E-308",
    "36.04365338911715, 36.04365338911715",
  })
  void writesTheFewestDigits(double logLoss, String expected) {
    String json = Sample.json(withLogLoss(logLoss));
    assertTrue(json.contains("\"logLoss\": " + expected + ",\n"), json);
  }

  @Test
  void losesNoDigit() {
    Random random = new Random(17);
    for (int i = 0; i < 1000; i++) {
      double value = Math.abs(Double.longBitsToDouble(random.nextLong()));
      if (Double.isFinite(value)) {
        assertEquals(value, logLossOf(Sample.json(withLogLoss(value))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void satisfiesItsSchema(Report report) throws IOException {
    assertEquals(List.of(), validate(Golden.text("schema-1.json"), Sample.json(report)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void writesNothingThatTheSchemaDoesNotDescribe(Report report) throws IOException {
    String open = "\"type\": \"object\",";
    String closed = open + " \"additionalProperties\": false,";
    String schema = Golden.text("schema-1.json").replace(open, closed);
    assertEquals(List.of(), validate(schema, Sample.json(report)));
  }

  /** A schema that lets everything pass would prove nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"accuracy\": 0.7,; \"accuracy\": 1.7,",
        "\"kappa\": 0.3999999999999999,; ''",
        "mnist-eval/1; mnist-eval/2",
        "\"fault\": null; \"fault\": \"both\"",
        "\"pixels\": false; \"pixels\": \"unit\"",
        "\"no \\\"biases\\\"\"; 1",
        "\"offset\": 20; \"offset\": \"20\"",
        "1111; 111",
      })
  void breaksItsSchemaIfChanged(String from, String to) throws IOException {
    String json = Sample.json(Sample.twoClasses());
    assertTrue(json.contains(from), from);
    assertFalse(validate(Golden.text("schema-1.json"), json.replace(from, to)).isEmpty());
  }

  @Test
  void isReadByPython() throws Exception {
    Path file = folder.resolve("report.json");
    Files.writeString(file, Sample.json(Sample.twelveClasses()));
    String program =
        "import json, sys\n"
            + "report = json.load(open(sys.argv[1], encoding='utf-8'))\n"
            + "metrics = report['networks'][0]['metrics']\n"
            + "assert report['classNames'][2] == 'new\\nline', report['classNames']\n"
            + "assert report['classNames'][11] == '\\U0001F600 | *x*', report['classNames']\n"
            + "assert metrics['confusion'][3][11] == 1200\n"
            + "assert metrics['accuracy'] == 550 / 1761\n"
            + "assert metrics['classes'][10]['f1'] == 200 / 207\n";
    assertEquals("", python(program, file.toString()));
  }

  private static String python(String program, String argument) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder("python3", "-c", program, argument).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "skipped: there is no python3 here");
      return "";
    }
    return new String(process.getInputStream().readAllBytes());
  }

  private static List<Error> validate(String schema, String json) {
    Schema rules =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    return rules.validate(json, InputFormat.JSON);
  }

  private static Report withLogLoss(double logLoss) {
    Metrics metrics = Sample.plain(1, 1, new Metrics.Interval(0, 1), logLoss, 2);
    return Sample.mnist(List.of(Sample.network("n", 1, List.of(), metrics)));
  }

  private static double logLossOf(String json) {
    String key = "\"logLoss\": ";
    int start = json.indexOf(key) + key.length();
    return Double.parseDouble(json.substring(start, json.indexOf(',', start)));
  }
}
