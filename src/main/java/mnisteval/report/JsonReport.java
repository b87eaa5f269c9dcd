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
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.GateResult;
import mnisteval.evaluation.metrics.Metrics;
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
      new JsonReport(json).value(report);
    }
    out.append('\n');
  }

  private void value(Object value) throws IOException {
    if (value instanceof Record record) {
      value(fields(record));
    } else if (value instanceof Map<?, ?> fields) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        json.writeFieldName((String) field.getKey());
        value(field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> elements) {
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
      json.writeObject(value instanceof Enum<?> constant ? constant.toString() : value);
    }
  }

  /** The fields of a record as JSON has them: mostly its components, by their names. */
  private static Map<String, Object> fields(Record record) {
    if (record instanceof Report report) {
      Map<String, Object> fields = object("schema", SCHEMA);
      fields.putAll(components(report));
      fields.put("classOrder", row(report.classOrder()));
      return fields;
    }
    if (record instanceof NetworkResult network) {
      return network(network);
    }
    if (record instanceof Report.Input input && input.entry() == null) {
      return object("name", input.name(), "sha256", input.sha256());
    }
    if (record instanceof Interpretation how) {
      return object(
          "format", how.format(),
          "layout", how.layout(),
          "biases", how.biases(),
          "activation", how.activation(),
          "pixels", how.pixels(),
          "notes", how.notes());
    }
    if (record instanceof GateResult gate) {
      return object(
          "name", gate.name(),
          "wanted", gate.wanted(),
          "found", gate.found(),
          "held", gate.held());
    }
    if (record instanceof Metrics metrics) {
      Accuracy accuracy = metrics.accuracy();
      Map<String, Object> fields = object("correct", accuracy.correct(), "total", accuracy.total());
      fields.putAll(components(metrics));
      fields.put("accuracy", accuracy.accuracy());
      fields.put("confusion", Arrays.asList(metrics.confusion()));
      return fields;
    }
    return components(record);
  }

  private static Map<String, Object> components(Record record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        fields.put(component.getName(), component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a public record has public accessors", e);
      }
    }
    return fields;
  }

  private static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }

  /** Numbers that stand on one line; null stays null. */
  private static long[] row(List<Integer> numbers) {
    return numbers == null ? null : numbers.stream().mapToLong(Integer::longValue).toArray();
  }

  private static Map<String, Object> network(NetworkResult network) {
    return object(
        "file", network.file(),
        "reading", network.interpretation(),
        "activation", network.activation(),
        "pixels", network.pixels(),
        "layers", network.layers().isEmpty() ? List.of() : row(network.layers()),
        "parameters", network.parameters(),
        "notes", network.notes(),
        "gates", network.gates(),
        "metrics", network.metrics(),
        "fault", network.error());
  }
}
