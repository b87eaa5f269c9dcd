package mnisteval.report.partial;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.evaluation.metrics.KeptImages.Image;
import mnisteval.evaluation.metrics.MetricsCounts;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.evaluation.metrics.MistakeTally;
import mnisteval.network.Activation;
import mnisteval.report.Report;
import mnisteval.weights.layers.Interpretation;
import mnisteval.weights.layers.Layout;
import org.apache.commons.io.function.IOSupplier;

/** Reads the networks of a part, and checks that the counts of each fit together. */
final class PartialNetworkReader {
  /** More layers than any network has. */
  private static final int MOST_LAYERS = 100_000;

  /** More than -log(2^-52), which is the largest loss. */
  private static final int MOST_LOSS = 37;

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
    int classes = found.facts.classes();
    MetricsCounts.Bin[] bins = new MetricsCounts.Bin[MetricsCounts.BINS];
    long[][] confusion = new long[classes][];
    long[][] ranks = new long[1][];
    BigInteger[] sums = new BigInteger[2];
    int[] largest = new int[1];
    MistakeTally[] mistakes = new MistakeTally[1];
    Doubt.Doubts[] doubts = new Doubt.Doubts[1];
    json.object(
        Set.of(
            "confusion", "ranks", "logLoss", "brier", "bins", "largestLabel", "mistakes", "doubts"),
        key -> {
          switch (key) {
            case "confusion" -> fill(confusion, () -> json.counts(classes));
            case "ranks" -> ranks[0] = json.counts(classes);
            case "logLoss" -> sums[0] = sum();
            case "brier" -> sums[1] = sum();
            case "bins" -> fill(bins, this::bin);
            case "largestLabel" -> largest[0] = (int) json.integer(0, Integer.MAX_VALUE);
            case "mistakes" -> mistakes[0] = json.isNull() ? null : mistakes(classes);
            default -> doubts[0] = json.isNull() ? null : doubts();
          }
        });
    MetricsCounts counts = new MetricsCounts(confusion, ranks[0], sums[0], sums[1], List.of(bins));
    json.require(counts.areOf(images), "counts of " + images + " images that fit together");
    return new PartialNetwork.Counted(new MetricsTally(counts), mistakes[0], largest[0], doubts[0]);
  }

  private <T> void fill(T[] all, IOSupplier<T> element) throws IOException {
    int[] next = new int[1];
    json.array(all.length, () -> all[next[0]++] = element.get());
    json.require(next[0] == all.length, "an array of " + all.length + " elements");
  }

  private BigInteger sum() throws IOException {
    BigInteger units = ExactNumber.units(json.text());
    json.require(units != null, "an exact sum such as 0x1f3p-52");
    return units;
  }

  private MetricsCounts.Bin bin() throws IOException {
    long[] counts = new long[2];
    BigInteger[] confidence = new BigInteger[1];
    json.object(
        Set.of("images", "correct", "confidence"),
        key -> {
          switch (key) {
            case "images" -> counts[0] = json.integer(0, Long.MAX_VALUE);
            case "correct" -> counts[1] = json.integer(0, Long.MAX_VALUE);
            default -> confidence[0] = sum();
          }
        });
    return new MetricsCounts.Bin(counts[0], counts[1], confidence[0]);
  }

  private MistakeTally mistakes(int classes) throws IOException {
    int[] most = {-1, -1};
    List<Image> kept = new ArrayList<>();
    List<Image> unsure = new ArrayList<>();
    json.object(
        Set.of("most", "mostUnsure", "kept", "unsure"),
        key -> {
          switch (key) {
            case "most" -> most[0] = (int) json.integer(0, MistakeTally.MOST);
            case "mostUnsure" -> most[1] = (int) json.integer(0, MistakeTally.MOST_UNSURE);
            case "kept" -> json.array(MistakeTally.MOST, () -> kept.add(image(classes)));
            default -> json.array(MistakeTally.MOST_UNSURE, () -> unsure.add(image(classes)));
          }
        });
    json.require(kept.size() <= most[0], "at most " + most[0] + " mistakes");
    json.require(unsure.size() <= most[1], "at most " + most[1] + " images that are right");
    return MistakeTally.of(classes, most[0], most[1], new KeptImages(kept, unsure));
  }

  private Image image(int classes) throws IOException {
    json.reserve(MistakeTally.BYTES_AN_IMAGE + Short.BYTES * classes);
    long[] numbers = new long[3];
    double[] sizes = new double[2];
    short[] shares = new short[classes];
    byte[][] pixels = new byte[1][];
    json.object(
        Set.of("number", "label", "predicted", "confidence", "loss", "shares", "pixels"),
        key -> {
          switch (key) {
            case "number" -> numbers[0] = json.integer(0, run.count() - 1);
            case "label" -> numbers[1] = json.integer(0, classes - 1);
            case "predicted" -> numbers[2] = json.integer(0, classes - 1);
            case "confidence" -> sizes[0] = json.number(1);
            case "loss" -> sizes[1] = json.number(MOST_LOSS);
            case "shares" -> shares(shares);
            default -> pixels[0] = json.binary();
          }
        });
    long size = (long) run.rows() * run.columns();
    json.require(pixels[0].length == size, size + " pixels");
    return new Image(
        numbers[0], (int) numbers[1], (int) numbers[2], sizes[0], sizes[1], shares, pixels[0]);
  }

  private void shares(short[] shares) throws IOException {
    List<Integer> found = json.integers(shares.length, 0, 10_000);
    json.require(found.size() == shares.length, "a probability of each of the classes");
    for (int k = 0; k < shares.length; k++) {
      shares[k] = found.get(k).shortValue();
    }
  }

  private Doubt.Doubts doubts() throws IOException {
    Doubt[] found = new Doubt[2];
    json.object(
        Set.of("wide", "close"),
        key -> found[key.equals("wide") ? 0 : 1] = json.isNull() ? null : doubt());
    return new Doubt.Doubts(found[0], found[1]);
  }

  private Doubt doubt() throws IOException {
    String[] text = new String[1];
    boolean[] after = new boolean[1];
    json.object(
        Set.of("text", "afterAccuracy"),
        key -> {
          if (key.equals("text")) {
            text[0] = json.text();
          } else {
            after[0] = json.bool();
          }
        });
    return new Doubt(text[0], after[0]);
  }
}
