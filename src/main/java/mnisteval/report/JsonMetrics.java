package mnisteval.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import mnisteval.evaluation.metrics.Metrics;

/** Writes {@link Metrics} as the field {@code metrics} of a network. */
final class JsonMetrics {
  private final JsonGenerator json;

  JsonMetrics(JsonGenerator json) {
    this.json = json;
  }

  void write(Metrics metrics) throws IOException {
    json.writeObjectFieldStart("metrics");
    json.writeNumberField("correct", metrics.accuracy().correct());
    json.writeNumberField("total", metrics.accuracy().total());
    json.writeNumberField("accuracy", metrics.accuracy().accuracy());
    json.writeObjectFieldStart("interval");
    json.writeNumberField("low", metrics.interval().low());
    json.writeNumberField("high", metrics.interval().high());
    json.writeEndObject();
    topK(metrics);
    json.writeNumberField("logLoss", metrics.logLoss());
    json.writeNumberField("brier", metrics.brier());
    json.writeNumberField("calibrationError", metrics.calibrationError());
    reliability(metrics);
    json.writeNumberField("balancedAccuracy", metrics.balancedAccuracy());
    json.writeNumberField("kappa", metrics.kappa());
    json.writeNumberField("matthews", metrics.matthews());
    classes(metrics);
    averages("macro", metrics.macro());
    averages("weighted", metrics.weighted());
    confusion(metrics);
    mostConfused(metrics);
    json.writeEndObject();
  }

  private void topK(Metrics metrics) throws IOException {
    json.writeArrayFieldStart("topK");
    for (Metrics.TopK top : metrics.topK()) {
      json.writeStartObject();
      json.writeNumberField("k", top.k());
      json.writeNumberField("accuracy", top.accuracy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void reliability(Metrics metrics) throws IOException {
    json.writeArrayFieldStart("reliability");
    for (Metrics.Bin bin : metrics.reliability()) {
      json.writeStartObject();
      json.writeNumberField("from", bin.from());
      json.writeNumberField("to", bin.to());
      json.writeNumberField("count", bin.count());
      json.writeNumberField("confidence", bin.confidence());
      json.writeNumberField("accuracy", bin.accuracy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void classes(Metrics metrics) throws IOException {
    json.writeArrayFieldStart("classes");
    for (Metrics.ClassScores scores : metrics.classes()) {
      json.writeStartObject();
      json.writeNumberField("index", scores.index());
      scores(scores.precision(), scores.recall(), scores.f1(), scores.support());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void averages(String key, Metrics.Averages averages) throws IOException {
    json.writeObjectFieldStart(key);
    scores(averages.precision(), averages.recall(), averages.f1(), averages.support());
    json.writeEndObject();
  }

  private void scores(double precision, double recall, double f1, long support) throws IOException {
    json.writeNumberField("precision", precision);
    json.writeNumberField("recall", recall);
    json.writeNumberField("f1", f1);
    json.writeNumberField("support", support);
  }

  private void confusion(Metrics metrics) throws IOException {
    json.writeArrayFieldStart("confusion");
    for (long[] row : metrics.confusion()) {
      json.writeArray(row, 0, row.length);
    }
    json.writeEndArray();
  }

  private void mostConfused(Metrics metrics) throws IOException {
    json.writeArrayFieldStart("mostConfused");
    for (Metrics.Confusion pair : metrics.mostConfused()) {
      json.writeStartObject();
      json.writeNumberField("actual", pair.actual());
      json.writeNumberField("predicted", pair.predicted());
      json.writeNumberField("count", pair.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
