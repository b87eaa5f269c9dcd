package mnisteval.report.partial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.network.Activation;
import mnisteval.report.Report;
import mnisteval.weights.layers.Interpretation;
import mnisteval.weights.layers.Layout;
import org.apache.commons.io.function.IOSupplier;

/** Reads the networks of a part. */
final class PartialNetworkReader {
  /** More layers than any network has. */
  private static final int MOST_LAYERS = 100_000;

  private final JsonFields json;
  private final PartialRun run;
  private final String file;

  /** Images of the network that is read. */
  private long images;

  PartialNetworkReader(JsonFields json, PartialRun run, String file) {
    this.json = json;
    this.run = run;
    this.file = file;
  }

  /** The values of the keys of a network, as far as they were read. */
  private static final class Values {
    private Report.Input input;
    private List<String> joined;
    private List<ImageRange> ranges;
    private PartialNetwork.Facts facts;
    private PartialNetwork.Counted counted;
    private PartialNetwork.Failure failure;
  }

  /**
   * Reads a network.
   *
   * @param input reads the file's name and sum
   */
  PartialNetwork read(IOSupplier<Report.Input> input) throws IOException {
    Values found = new Values();
    json.object(
        Set.of("file", "joined", "ranges", "facts", "counted", "fault"),
        key -> {
          switch (key) {
            case "file" -> found.input = input.get();
            case "joined" -> found.joined = json.texts();
            case "ranges" -> found.ranges = ranges();
            case "facts" -> found.facts = json.isNull() ? null : facts();
            case "counted" -> found.counted = json.isNull() ? null : counted(found);
            default -> found.failure = json.isNull() ? null : failure();
          }
        });
    json.require(
        (found.counted == null) != (found.failure == null), "either \"counted\" or \"fault\"");
    return new PartialNetwork(
        found.input, found.joined, found.ranges, found.facts, found.counted, found.failure);
  }

  private List<ImageRange> ranges() throws IOException {
    List<ImageRange> ranges = new ArrayList<>();
    long[] last = new long[1];
    images = 0;
    json.array(
        Integer.MAX_VALUE,
        () -> {
          long[] range = json.counts(2);
          json.require(
              range[0] >= last[0] && range[0] < range[1] && range[1] <= run.count(),
              "ranges of images in ascending order, the last up to " + run.count());
          json.reserve(PartialNetwork.BYTES_A_RANGE);
          ranges.add(new ImageRange(range[0], range[1], file));
          last[0] = range[1];
          images += range[1] - range[0];
        });
    json.require(!ranges.isEmpty(), "a range of images");
    return List.copyOf(ranges);
  }

  private PartialNetwork.Failure failure() throws IOException {
    long[] image = new long[1];
    String[] message = new String[1];
    json.object(
        Set.of("image", "message"),
        key -> {
          if (key.equals("image")) {
            image[0] = json.integer(-1, run.count() - 1);
          } else {
            message[0] = json.text();
          }
        });
    return new PartialNetwork.Failure(image[0], message[0]);
  }

  private PartialNetwork.Facts facts() throws IOException {
    Interpretation[] reading = new Interpretation[1];
    String[] texts = new String[2];
    long[] parameters = new long[1];
    List<Integer> layers = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    json.object(
        Set.of("reading", "activation", "pixels", "layers", "parameters", "notes"),
        key -> {
          switch (key) {
            case "reading" -> reading[0] = reading();
            case "activation" -> texts[0] = json.text();
            case "pixels" -> texts[1] = json.text();
            case "layers" -> layers.addAll(json.integers(MOST_LAYERS, 1, Integer.MAX_VALUE));
            case "parameters" -> parameters[0] = json.integer(1, Long.MAX_VALUE);
            default -> notes.addAll(json.texts());
          }
        });
    int classes = layers.isEmpty() ? 0 : layers.get(layers.size() - 1);
    json.require(
        layers.size() > 1 && classes <= MetricsTally.MAX_CLASSES,
        "layers, the last of at most " + MetricsTally.MAX_CLASSES + " units");
    return new PartialNetwork.Facts(
        reading[0], texts[0], texts[1], List.copyOf(layers), parameters[0], List.copyOf(notes));
  }

  private Interpretation reading() throws IOException {
    String[] texts = new String[3];
    boolean[] flags = new boolean[2];
    List<String> notes = new ArrayList<>();
    json.object(
        Set.of("format", "layout", "biases", "activation", "pixels", "notes"),
        key -> {
          switch (key) {
            case "format" -> texts[0] = json.text();
            case "layout" -> texts[1] = json.text();
            case "biases" -> flags[0] = json.bool();
            case "activation" -> texts[2] = json.textOrNull();
            case "pixels" -> flags[1] = json.bool();
            default -> notes.addAll(json.texts());
          }
        });
    Layout layout = layout(texts[1]);
    json.require(layout != null, "the layout in-out or out-in");
    List<Activation> activations = texts[2] == null ? null : activations(texts[2]);
    return new Interpretation(
        texts[0], layout, false, flags[0], activations, flags[1], List.copyOf(notes));
  }

  private static Layout layout(String text) {
    return Arrays.stream(Layout.values())
        .filter(layout -> layout != Layout.AUTO && layout.toString().equals(text))
        .findFirst()
        .orElse(null);
  }

  private List<Activation> activations(String text) throws IOException {
    List<Activation> activations = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      Activation activation = Activation.of(name);
      json.require(activation != null, "names of activations");
      activations.add(activation);
    }
    return List.copyOf(activations);
  }

  private PartialNetwork.Counted counted(Values found) throws IOException {
    json.require(
        found.facts != null && found.ranges != null, "\"counted\" after \"ranges\" and \"facts\"");
    return new CountsReader(json, run, found.facts.classes(), images).read();
  }
}
