package mnisteval.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.Report.Input;
import mnisteval.report.Report.NetworkResult;
import mnisteval.weights.layers.Interpretation;

/**
 * A report in JSON, for programs. All keys are there every time; what is missing is null. Numbers
 * are the shortest that give the same double. The resource {@code mnisteval/report/schema-1.json}
 * describes it: within {@code mnist-eval/1} keys may be added, but none changes or goes.
 */
public final class JsonReport {
  /** The value of the first key: the schema that the report meets. */
  static final String SCHEMA = "mnist-eval/1";

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes the report as one JSON object, on lines that end with {@code \n}. One network at a time
   * is in memory as JSON: matrices of many classes are long.
   *
   * @param out not closed
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(Report report, Writer out) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Spacing.AFTER)
            .withArrayEmptySeparator("");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setPrettyPrinter(printer);
      new JsonReport(json).value(report(report));
    }
    out.append('\n');
  }

  private void value(Object value) throws IOException {
    if (value instanceof Map<?, ?> fields) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        json.writeFieldName((String) field.getKey());
        value(field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> elements) {
      json.writeStartArray();
      for (Object element : elements) {
        value(element);
      }
      json.writeEndArray();
    } else if (value instanceof long[] row) {
      // On one line.
      json.writeRawValue(
          Arrays.stream(row)
              .mapToObj(Long::toString)
              .collect(Collectors.joining(", ", "[ ", " ]")));
    } else {
      json.writeObject(value);
    }
  }

  private static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }

  /** The elements as JSON, each made when it is written. */
  private static <T> Iterable<Object> array(List<T> elements, Function<T, Object> json) {
    return () -> elements.stream().map(json).iterator();
  }

  private static Map<String, Object> report(Report report) {
    Comparison comparison = report.comparison();
    return object(
        "schema", SCHEMA,
        "version", report.version(),
        "images", input(report.images()),
        "labels", input(report.labels()),
        "offset", report.offset(),
        "total", report.total(),
        "rows", report.rows(),
        "columns", report.columns(),
        "classNames", report.classNames(),
        "networks", array(report.networks(), JsonReport::network),
        "comparison", comparison == null ? null : comparison(comparison));
  }

  private static Map<String, Object> input(Input input) {
    return object("name", input.name(), "sha256", input.sha256());
  }

  private static Map<String, Object> comparison(Comparison comparison) {
    return object(
        "disagreements", comparison.disagreements(),
        "onlyFirst", comparison.onlyFirst(),
        "onlySecond", comparison.onlySecond(),
        "mcnemar", comparison.mcnemar());
  }

  private static Map<String, Object> network(NetworkResult network) {
    Interpretation interpretation = network.interpretation();
    Metrics metrics = network.metrics();
    long[] layers = network.layers().stream().mapToLong(Integer::longValue).toArray();
    return object(
        "file", input(network.file()),
        "reading", interpretation == null ? null : interpretation(interpretation),
        "activation", network.activation(),
        "pixels", network.pixels(),
        "layers", layers.length == 0 ? List.of() : layers,
        "parameters", network.parameters(),
        "metrics", metrics == null ? null : metrics(metrics),
        "fault", network.error());
  }

  private static Map<String, Object> interpretation(Interpretation how) {
    return object(
        "format", how.format(),
        "layout", how.layout().toString(),
        "biases", how.biases(),
        "activation", how.activation() == null ? null : how.activation().toString(),
        "notes", how.notes());
  }

  private static Map<String, Object> metrics(Metrics metrics) {
    return object(
        "correct", metrics.accuracy().correct(),
        "total", metrics.accuracy().total(),
        "accuracy", metrics.accuracy().accuracy(),
        "interval", object("low", metrics.interval().low(), "high", metrics.interval().high()),
        "topK", array(metrics.topK(), top -> object("k", top.k(), "accuracy", top.accuracy())),
        "logLoss", metrics.logLoss(),
        "brier", metrics.brier(),
        "calibrationError", metrics.calibrationError(),
        "reliability", array(metrics.reliability(), JsonReport::bin),
        "balancedAccuracy", metrics.balancedAccuracy(),
        "kappa", metrics.kappa(),
        "matthews", metrics.matthews(),
        "classes", array(metrics.classes(), JsonReport::scores),
        "macro", averages(metrics.macro()),
        "weighted", averages(metrics.weighted()),
        "confusion", Arrays.asList(metrics.confusion()),
        "mostConfused", array(metrics.mostConfused(), JsonReport::confusion));
  }

  private static Map<String, Object> bin(Metrics.Bin bin) {
    return object(
        "from", bin.from(),
        "to", bin.to(),
        "count", bin.count(),
        "confidence", bin.confidence(),
        "accuracy", bin.accuracy());
  }

  private static Map<String, Object> scores(Metrics.ClassScores of) {
    return object(
        "index", of.index(),
        "precision", of.precision(),
        "recall", of.recall(),
        "f1", of.f1(),
        "support", of.support());
  }

  private static Map<String, Object> averages(Metrics.Averages of) {
    return object(
        "precision", of.precision(),
        "recall", of.recall(),
        "f1", of.f1(),
        "support", of.support());
  }

  private static Map<String, Object> confusion(Metrics.Confusion pair) {
    return object("actual", pair.actual(), "predicted", pair.predicted(), "count", pair.count());
  }
}
