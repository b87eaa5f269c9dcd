package mnisteval.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.input.SourceStream;
import mnisteval.report.BaselineChange.ClassChange;

/** What an earlier report of one network, as {@link JsonReport} writes it, says of its accuracy. */
public final class Baseline {
  private static final int MOST_SHOWN = 40;

  private final String file;
  private String schema;
  private String images;
  private String imagesEntry;
  private String labels;
  private long offset = -1;
  private long correct = -1;
  private long total = -1;
  private int networks;

  /** The recall of each class. */
  private final List<Double> recalls = new ArrayList<>();

  private Baseline(String file) {
    this.file = file;
  }

  /**
   * Reads a report; holds only a few numbers of it, however long it is.
   *
   * @throws InputException if it is malformed, or no report of one network that was evaluated
   */
  public static Baseline read(Source source) throws IOException {
    Baseline baseline = new Baseline(source.name());
    JsonFactory factory =
        JsonFactory.builder()
            // Each name is made anew: a table of names that collide would take long.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();
    try (SourceStream in = source.open();
        JsonParser json = factory.createParser(in)) {
      in.requireProportion();
      json.nextToken();
      baseline.report(json);
    } catch (InputException e) {
      throw e;
    } catch (IOException e) {
      boolean located = e instanceof JsonProcessingException json && json.getLocation() != null;
      String place =
          located ? " at line " + ((JsonProcessingException) e).getLocation().getLineNr() : "";
      throw new InputException(
          source.name(), "malformed JSON" + place + " (expected a report of --format json)", e);
    }
    baseline.check();
    return baseline;
  }

  /** Reads the value of a key; the value is the current token. */
  private interface Field {
    void read(String name, JsonParser json) throws IOException;
  }

  /** Reads an object; what is no object is skipped. */
  private static void object(JsonParser json, Field field) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      field.read(name, json);
      json.skipChildren();
    }
  }

  private void report(JsonParser json) throws IOException {
    object(
        json,
        (name, value) -> {
          switch (name) {
            case "schema" -> schema = value.getText();
            case "images" -> images(value);
            case "labels" -> labels = sha256(value);
            case "offset" -> offset = value.getLongValue();
            case "networks" -> networks(value);
            default -> {} // Skipped.
          }
        });
  }

  private void images(JsonParser json) throws IOException {
    object(
        json,
        (name, value) -> {
          switch (name) {
            case "sha256" -> images = value.getValueAsString();
            case "entry" -> imagesEntry = value.getValueAsString();
            default -> {} // Skipped.
          }
        });
  }

  private static String sha256(JsonParser json) throws IOException {
    String[] found = new String[1];
    object(
        json,
        (name, value) -> found[0] = name.equals("sha256") ? value.getValueAsString() : found[0]);
    return found[0];
  }

  private void networks(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      networks++;
      object(
          json,
          (name, value) -> {
            if (networks == 1 && name.equals("metrics")) {
              object(value, this::metric);
            }
          });
    }
  }

  private void metric(String name, JsonParser json) throws IOException {
    switch (name) {
      case "correct" -> correct = json.getLongValue();
      case "total" -> total = json.getLongValue();
      case "classes" -> classes(json);
      default -> {} // Skipped.
    }
  }

  private void classes(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      object(json, this::recall);
    }
  }

  private void recall(String name, JsonParser json) throws IOException {
    if (name.equals("recall")) {
      if (recalls.size() == MetricsTally.MAX_CLASSES) {
        throw InputException.of(
            file, "too many classes (expected at most %d)", MetricsTally.MAX_CLASSES);
      }
      recalls.add(json.getDoubleValue());
    }
  }

  private void check() throws InputException {
    if (!JsonReport.SCHEMA.equals(schema)) {
      throw InputException.of(
          file,
          "no report to compare with (expected schema %s of --format json, found %s)",
          JsonReport.SCHEMA,
          schema == null ? "none" : shown(schema));
    }
    if (networks != 1) {
      throw InputException.of(file, "no report of one network (expected 1, found %d)", networks);
    }
    boolean shares = recalls.stream().allMatch(recall -> recall >= 0 && recall <= 1);
    if (correct < 0 || total < Math.max(correct, 1) || recalls.isEmpty() || !shares) {
      throw new InputException(
          file, "no report of a network that was evaluated (expected its metrics)");
    }
  }

  private static String shown(String text) {
    return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
  }

  /**
   * Checks that the report is of the same images.
   *
   * @param imagesSha256 of the image file, and so on
   * @param entry of an archive, or null
   * @throws InputException if it is of others
   */
  public void requireSame(
      String imagesSha256, String entry, String labelsSha256, long first, long count)
      throws InputException {
    require("images of sha256 ", imagesSha256, images);
    require("images in the entry ", String.valueOf(entry), String.valueOf(imagesEntry));
    require("labels of sha256 ", labelsSha256, labels);
    require("images from number ", first, offset);
    if (count != total) {
      throw InputException.of(
          file, "report on other images (expected %d images, found %d)", count, total);
    }
  }

  private void require(String what, Object expected, Object found) throws InputException {
    if (!expected.equals(found)) {
      String text = found == null ? "none" : shown(found.toString());
      throw InputException.of(
          file, "report on other images (expected %s%s, found %s)", what, expected, text);
    }
  }

  /** Returns the earlier accuracy. */
  public Accuracy accuracy() {
    return new Accuracy(correct, total);
  }

  /**
   * Returns how a network differs from the earlier one.
   *
   * @throws InputException if that had another number of classes
   */
  public BaselineChange change(Metrics metrics) throws InputException {
    if (metrics.classes().size() != recalls.size()) {
      throw InputException.of(
          file,
          "report on another number of classes (expected %d, found %d)",
          metrics.classes().size(),
          recalls.size());
    }
    List<ClassChange> changes = new ArrayList<>();
    for (Metrics.ClassScores scores : metrics.classes()) {
      double earlier = recalls.get(scores.index());
      changes.add(
          new ClassChange(scores.index(), earlier, scores.recall(), scores.recall() - earlier));
    }
    double now = metrics.accuracy().accuracy();
    double change = (double) (metrics.accuracy().correct() - correct) / total;
    return new BaselineChange(file, accuracy().accuracy(), now, change, changes);
  }
}
