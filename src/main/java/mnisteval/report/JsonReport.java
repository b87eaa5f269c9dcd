package mnisteval.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.network.Activation;
import mnisteval.report.Report.Input;
import mnisteval.report.Report.NetworkResult;
import mnisteval.weights.layers.Interpretation;

/**
 * A report in JSON, for programs. Keys are the names of {@link Report}'s and {@link
 * mnisteval.evaluation.metrics.Metrics}'s components, in their order, and all are there every time;
 * what is missing is null. Numbers are the shortest that give the same double. The resource {@code
 * mnisteval/report/schema-1.json} describes it: within {@code mnist-eval/1} keys may be added, none
 * changes or goes.
 */
public final class JsonReport {
  /** The value of the first key: which description the rest meets. */
  static final String SCHEMA = "mnist-eval/1";

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  /** The report as one JSON object, on lines that end with {@code \n}. */
  public static String of(Report report) {
    StringWriter text = new StringWriter();
    try {
      write(report, text);
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return text.toString();
  }

  /**
   * Writes the report piece by piece: matrices of many classes are long.
   *
   * @param out not closed
   * @throws IOException if {@code out} can't be written
   */
  public static void write(Report report, Writer out) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setPrettyPrinter(JsonLayout.printer());
      new JsonReport(json).report(report);
    }
    out.append('\n');
  }

  private void report(Report report) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    json.writeStringField("version", report.version());
    input("images", report.images());
    input("labels", report.labels());
    json.writeNumberField("offset", report.offset());
    json.writeNumberField("total", report.total());
    json.writeNumberField("rows", report.rows());
    json.writeNumberField("columns", report.columns());
    json.writeArrayFieldStart("classNames");
    for (String name : report.classNames()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("networks");
    for (NetworkResult network : report.networks()) {
      network(network);
    }
    json.writeEndArray();
    comparison(report.comparison());
    json.writeEndObject();
  }

  private void input(String key, Input input) throws IOException {
    json.writeObjectFieldStart(key);
    json.writeStringField("name", input.name());
    json.writeStringField("sha256", input.sha256());
    json.writeEndObject();
  }

  private void network(NetworkResult network) throws IOException {
    json.writeStartObject();
    input("file", network.file());
    reading(network.reading());
    json.writeStringField("activation", network.activation());
    json.writeStringField("pixels", network.pixels());
    layers(network.layers());
    json.writeNumberField("parameters", network.parameters());
    if (network.metrics() == null) {
      json.writeNullField("metrics");
    } else {
      new JsonMetrics(json).write(network.metrics());
    }
    json.writeStringField("fault", network.fault());
    json.writeEndObject();
  }

  private void reading(Interpretation reading) throws IOException {
    if (reading == null) {
      json.writeNullField("reading");
      return;
    }
    json.writeObjectFieldStart("reading");
    json.writeStringField("format", reading.format());
    json.writeStringField("layout", reading.layout().toString());
    json.writeBooleanField("biases", reading.biases());
    Activation activation = reading.activation();
    json.writeStringField("activation", activation == null ? null : activation.toString());
    json.writeArrayFieldStart("notes");
    for (String note : reading.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void layers(List<Integer> layers) throws IOException {
    json.writeArrayFieldStart("layers");
    for (int units : layers) {
      json.writeNumber(units);
    }
    json.writeEndArray();
  }

  private void comparison(Comparison comparison) throws IOException {
    if (comparison == null) {
      json.writeNullField("comparison");
      return;
    }
    json.writeObjectFieldStart("comparison");
    json.writeNumberField("disagreements", comparison.disagreements());
    json.writeNumberField("onlyFirst", comparison.onlyFirst());
    json.writeNumberField("onlySecond", comparison.onlySecond());
    json.writeNumberField("mcnemar", comparison.mcnemar());
    json.writeEndObject();
  }
}
