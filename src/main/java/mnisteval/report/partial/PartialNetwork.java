package mnisteval.report.partial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.evaluation.metrics.MistakeTally;
import mnisteval.input.InputException;
import mnisteval.report.Report;
import mnisteval.weights.layers.Interpretation;

/**
 * A network and what was counted of it on some ranges of images.
 *
 * @param file of the weights; the sha256 is null if there is no single one, or it can't be read
 * @param joined the sha256 of each file, where several are joined; otherwise empty
 * @param ranges the images that it was run on, none of them twice
 * @param facts how it was read, or null if it failed before any image
 * @param counted on these images, or null if it failed
 * @param failure why and where it failed, otherwise null
 */
public record PartialNetwork(
    Report.Input file,
    List<String> joined,
    List<ImageRange> ranges,
    Facts facts,
    Counted counted,
    Failure failure) {
  /** Bytes of a network besides its counts and texts. */
  private static final int BYTES = 1024;

  static final int BYTES_A_RANGE = 48;
  static final int BYTES_A_TEXT = 56;

  /**
   * How a network was read.
   *
   * @param interpretation of its file
   * @param activation of the hidden layers
   * @param pixels how pixels are scaled
   * @param layers numbers of units, from the pixels to the classes
   * @param parameters weights and biases
   * @param notes on how it was read, before any image was evaluated
   */
  public record Facts(
      Interpretation interpretation,
      String activation,
      String pixels,
      List<Integer> layers,
      long parameters,
      List<String> notes) {
    /** Returns how many classes it has. */
    public int classes() {
      return layers.get(layers.size() - 1);
    }
  }

  /**
   * What was counted.
   *
   * @param metrics counts and sums
   * @param mistakes the most confident ones, or null if none were kept
   * @param largestLabel of the images, from 0
   * @param doubts found on the first images of the set; null where another part has these
   */
  public record Counted(
      MetricsTally metrics, MistakeTally mistakes, int largestLabel, Doubt.Doubts doubts) {
    private Counted plus(Counted more) {
      metrics.merge(more.metrics);
      return new Counted(
          metrics,
          mistakes == null || more.mistakes == null ? null : merged(more.mistakes),
          Math.max(largestLabel, more.largestLabel),
          doubts == null ? more.doubts : doubts);
    }

    private MistakeTally merged(MistakeTally more) {
      MistakeTally merged =
          MistakeTally.of(
              metrics.counts().ranks().length,
              Math.min(mistakes.mostMistakes(), more.mostMistakes()),
              Math.min(mistakes.mostUnsure(), more.mostUnsure()),
              mistakes.kept());
      merged.merge(more);
      return merged;
    }
  }

  /**
   * Why a network could not be evaluated.
   *
   * @param image the number of the image where it failed, or -1 if that was before any image
   * @param message of the error, with the name of a file
   */
  public record Failure(long image, String message) {}

  /** Returns roughly how many bytes of the heap it takes. */
  long bytes() {
    long bytes = BYTES + (long) BYTES_A_RANGE * ranges.size() + text(file.name());
    for (String sum : joined) {
      bytes += text(sum);
    }
    if (facts != null) {
      for (String note : facts.notes) {
        bytes += text(note);
      }
      for (String note : facts.interpretation.notes()) {
        bytes += text(note);
      }
    }
    if (counted != null) {
      bytes += counted.metrics.bytes(0, 0);
      bytes += counted.mistakes == null ? 0 : counted.mistakes.heldBytes();
    }
    return bytes + (failure == null ? 0 : text(failure.message));
  }

  private static long text(String text) {
    return BYTES_A_TEXT + 2L * text.length();
  }

  /** Returns the file's name, by which the parts of a run know the network. */
  public String name() {
    return file.name();
  }

  /**
   * Returns the network with what was counted on other images; what this one has counted may
   * change.
   *
   * @throws InputException if the other is another network, or has images that this one has
   */
  PartialNetwork plus(PartialNetwork more) throws InputException {
    requireSame(more);
    List<ImageRange> all = new ArrayList<>(ranges);
    all.addAll(more.ranges);
    all.sort(Comparator.comparingLong(ImageRange::first));
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).first() < all.get(i - 1).end()) {
        throw twice(all.get(i - 1), all.get(i));
      }
    }
    Failure first = first(failure, more.failure);
    return new PartialNetwork(
        file.sha256() == null ? more.file : file,
        joined.isEmpty() ? more.joined : joined,
        List.copyOf(all),
        facts == null ? more.facts : facts,
        first == null ? counted.plus(more.counted) : null,
        first);
  }

  private InputException twice(ImageRange range, ImageRange next) {
    ImageRange both = new ImageRange(next.first(), Math.min(range.end(), next.end()), next.file());
    return InputException.of(
        next.file(),
        "%s of %s twice (expected each image once, found them in %s too)",
        both.text(),
        name(),
        range.file());
  }

  private static Failure first(Failure one, Failure other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.image < one.image ? other : one;
  }

  private void requireSame(PartialNetwork more) throws InputException {
    String files = sums(this);
    String others = sums(more);
    boolean known = !files.equals("null") && !others.equals("null");
    if (known && !files.equals(others)) {
      throw InputException.of(
          more.ranges.get(0).file(),
          "another file of the name %s than in %s (expected sha256 %s, found %s)",
          name(),
          ranges.get(0).file(),
          files,
          others);
    }
    if (facts != null && more.facts != null && !facts.equals(more.facts)) {
      throw InputException.of(
          more.ranges.get(0).file(),
          "%s is read otherwise than in %s (expected %s, found %s)",
          name(),
          ranges.get(0).file(),
          facts,
          more.facts);
    }
  }

  private static String sums(PartialNetwork network) {
    return network.joined.isEmpty()
        ? String.valueOf(network.file.sha256())
        : String.join("+", network.joined);
  }

  /**
   * Checks that no image is missing.
   *
   * @param count how many there are
   */
  void requireAll(long count) throws InputException {
    long end = 0;
    for (ImageRange range : ranges) {
      if (range.first() > end) {
        throw missing(new ImageRange(end, range.first(), ""), count);
      }
      end = range.end();
    }
    if (end < count) {
      throw missing(new ImageRange(end, count, ""), count);
    }
  }

  private InputException missing(ImageRange range, long count) {
    return InputException.of(
        name(),
        "%s missing in the parts (expected all %d images of the file, found %d)",
        range.text(),
        count,
        ranges.stream().mapToLong(part -> part.end() - part.first()).sum());
  }
}
