package mnisteval.report.partial;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.evaluation.metrics.KeptImages.Image;
import mnisteval.evaluation.metrics.MetricsCounts;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.evaluation.metrics.MistakeTally;
import org.apache.commons.io.function.IOSupplier;

/**
 * Reads what was counted of a network, and checks that the counts fit together.
 *
 * @param classes of the network
 * @param images that it was run on
 */
record CountsReader(JsonFields json, PartialRun run, int classes, long images) {
  /** More than -log(2^-52), which is the largest loss. */
  private static final int MOST_LOSS = 37;

  /** Reads what was counted. */
  PartialNetwork.Counted read() throws IOException {
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
            case "mistakes" -> mistakes[0] = json.isNull() ? null : mistakes();
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

  private MistakeTally mistakes() throws IOException {
    int[] most = {-1, -1};
    List<Image> kept = new ArrayList<>();
    List<Image> unsure = new ArrayList<>();
    json.object(
        Set.of("most", "mostUnsure", "kept", "unsure"),
        key -> {
          switch (key) {
            case "most" -> most[0] = (int) json.integer(0, MistakeTally.MOST);
            case "mostUnsure" -> most[1] = (int) json.integer(0, MistakeTally.MOST_UNSURE);
            case "kept" -> json.array(MistakeTally.MOST, () -> kept.add(image()));
            default -> json.array(MistakeTally.MOST_UNSURE, () -> unsure.add(image()));
          }
        });
    json.require(kept.size() <= most[0], "at most " + most[0] + " mistakes");
    json.require(unsure.size() <= most[1], "at most " + most[1] + " images that are right");
    return MistakeTally.of(classes, most[0], most[1], new KeptImages(kept, unsure));
  }

  private Image image() throws IOException {
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
