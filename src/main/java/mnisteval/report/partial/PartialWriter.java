package mnisteval.report.partial;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import mnisteval.evaluation.metrics.KeptImages.Image;
import mnisteval.evaluation.metrics.MetricsCounts;
import mnisteval.evaluation.metrics.MistakeTally;
import mnisteval.report.Report;
import mnisteval.weights.layers.Interpretation;

/**
 * Writes a part as JSON, network after network, so that none has to be held. The resource {@code
 * mnisteval/report/partial-1.json} describes it. Each network is a line.
 */
public final class PartialWriter implements Closeable {
  /** The value of the first key: the schema that the file meets. */
  static final String SCHEMA = "mnist-eval-partial/1";

  private final Writer out;
  private final JsonGenerator json;

  /**
   * Starts a part.
   *
   * @param out not closed
   * @param run what all parts have in common
   */
  public PartialWriter(Writer out, PartialRun run) throws IOException {
    this.out = out;
    json =
        JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build()
            .createGenerator(out);
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    json.writeStringField("version", run.version());
    input("images", run.images());
    input("labels", run.labels());
    json.writeNumberField("count", run.count());
    json.writeNumberField("rows", run.rows());
    json.writeNumberField("columns", run.columns());
    json.writeBooleanField("transposed", run.transposed());
    json.writeFieldName("classOrder");
    integers(run.classOrder());
    texts("classNames", run.classNames());
    json.writeObjectFieldStart("options");
    for (Map.Entry<String, String> option : run.options().entrySet()) {
      json.writeStringField(option.getKey(), option.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("networks");
  }

  private void input(String name, Report.Input input) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("name", input.name());
    json.writeStringField("sha256", input.sha256());
    json.writeStringField("entry", input.entry());
    json.writeEndObject();
  }

  private void integers(List<Integer> numbers) throws IOException {
    if (numbers == null) {
      json.writeNull();
      return;
    }
    json.writeStartArray();
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  private void texts(String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** Adds a network. */
  public void add(PartialNetwork network) throws IOException {
    json.flush();
    out.append('\n');
    json.writeStartObject();
    input("file", network.file());
    texts("joined", network.joined());
    json.writeArrayFieldStart("ranges");
    for (ImageRange range : network.ranges()) {
      json.writeArray(new long[] {range.first(), range.end()}, 0, 2);
    }
    json.writeEndArray();
    facts(network.facts());
    counted(network.counted());
    json.writeFieldName("fault");
    if (network.failure() == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      json.writeNumberField("image", network.failure().image());
      json.writeStringField("message", network.failure().message());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void facts(PartialNetwork.Facts facts) throws IOException {
    json.writeFieldName("facts");
    if (facts == null) {
      json.writeNull();
      return;
    }
    Interpretation how = facts.interpretation();
    json.writeStartObject();
    json.writeObjectFieldStart("reading");
    json.writeStringField("format", how.format());
    json.writeStringField("layout", how.layout().toString());
    json.writeBooleanField("biases", how.biases());
    json.writeStringField("activation", how.activation());
    json.writeBooleanField("pixels", how.pixels());
    texts("notes", how.notes());
    json.writeEndObject();
    json.writeStringField("activation", facts.activation());
    json.writeStringField("pixels", facts.pixels());
    json.writeFieldName("layers");
    integers(facts.layers());
    json.writeNumberField("parameters", facts.parameters());
    texts("notes", facts.notes());
    json.writeEndObject();
  }

  private void counted(PartialNetwork.Counted counted) throws IOException {
    json.writeFieldName("counted");
    if (counted == null) {
      json.writeNull();
      return;
    }
    MetricsCounts counts = counted.metrics().counts();
    json.writeStartObject();
    json.writeArrayFieldStart("confusion");
    for (long[] row : counts.confusion()) {
      json.writeArray(row, 0, row.length);
    }
    json.writeEndArray();
    json.writeFieldName("ranks");
    json.writeArray(counts.ranks(), 0, counts.ranks().length);
    sum("logLoss", counts.logLoss());
    sum("brier", counts.brier());
    json.writeArrayFieldStart("bins");
    for (MetricsCounts.Bin bin : counts.bins()) {
      json.writeStartObject();
      json.writeNumberField("images", bin.images());
      json.writeNumberField("correct", bin.correct());
      sum("confidence", bin.confidence());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("largestLabel", counted.largestLabel());
    mistakes(counted.mistakes());
    doubts(counted.doubts());
    json.writeEndObject();
  }

  private void sum(String name, BigInteger units) throws IOException {
    json.writeStringField(name, ExactNumber.text(units));
  }

  private void mistakes(MistakeTally tally) throws IOException {
    json.writeFieldName("mistakes");
    if (tally == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberField("most", tally.mostMistakes());
    json.writeNumberField("mostUnsure", tally.mostUnsure());
    images("kept", tally.kept().mistakes());
    images("unsure", tally.kept().unsure());
    json.writeEndObject();
  }

  private void images(String name, List<Image> images) throws IOException {
    json.writeArrayFieldStart(name);
    for (Image image : images) {
      json.writeStartObject();
      json.writeNumberField("number", image.number());
      json.writeNumberField("label", image.label());
      json.writeNumberField("predicted", image.predicted());
      json.writeNumberField("confidence", image.confidence());
      json.writeNumberField("loss", image.loss());
      json.writeArrayFieldStart("shares");
      for (short share : image.shares()) {
        json.writeNumber(share);
      }
      json.writeEndArray();
      json.writeBinaryField("pixels", image.pixels());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void doubts(Doubt.Doubts doubts) throws IOException {
    json.writeFieldName("doubts");
    if (doubts == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    doubt("wide", doubts.wide());
    doubt("close", doubts.close());
    json.writeEndObject();
  }

  private void doubt(String name, Doubt doubt) throws IOException {
    json.writeFieldName(name);
    if (doubt == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("text", doubt.text());
    json.writeBooleanField("afterAccuracy", doubt.afterAccuracy());
    json.writeEndObject();
  }

  /**
   * Completes the part.
   *
   * @param pair how the only two networks compare, or null
   */
  public void end(NetworkPair pair) throws IOException {
    json.writeEndArray();
    json.writeFieldName("pair");
    if (pair == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      json.writeStringField("first", pair.first());
      json.writeStringField("second", pair.second());
      json.writeNumberField("images", pair.images());
      json.writeNumberField("disagreements", pair.disagreements());
      json.writeNumberField("onlyFirst", pair.onlyFirst());
      json.writeNumberField("onlySecond", pair.onlySecond());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.flush();
    out.append('\n');
  }

  /** Writes a whole part. */
  public static void write(Partial partial, Writer out) throws IOException {
    try (PartialWriter writer = new PartialWriter(out, partial.run())) {
      for (PartialNetwork network : partial.networks()) {
        writer.add(network);
      }
      writer.end(partial.pair());
    }
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
