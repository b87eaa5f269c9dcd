package mnisteval.evaluation.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import mnisteval.evaluation.Prediction;
import mnisteval.evaluation.Tally;
import mnisteval.evaluation.metrics.KeptImages.Image;
import mnisteval.input.HeapShares;

/**
 * Keeps the mistakes that a network is most confident of, at most {@value #MOST}, and the images
 * that it gets right with the least confidence, at most {@value #MOST_UNSURE}: fewer if the images
 * are large or the networks many, so that they fit into memory. Which ones does not depend on how
 * the images are divided into tallies, nor on the order in which these are merged.
 *
 * @hidden not part of the API
 */
public final class MistakeTally implements Tally {
  /** How many mistakes are kept at most: more would make the page slow for its reader. */
  public static final int MOST = 2000;

  /** How many images that are right are kept at most: a row of the page's picture of them. */
  public static final int MOST_UNSURE = 40;

  /** How many pixels are kept at most, for the page's size: 2000 images of 45 x 45. */
  private static final int MOST_PIXELS = 1 << 22;

  /** Bytes of an image besides its pixels and probabilities. */
  public static final int BYTES_AN_IMAGE = 112;

  private final int classes;
  private final Kept mistakes;
  private final Kept unsure;

  private MistakeTally(int classes, int mistakes, int unsure) {
    this.classes = classes;
    this.mistakes = new Kept(mistakes, new Order(true));
    this.unsure = new Kept(unsure, new Order(false));
  }

  /** By confidence, from the most or the least on; equally confident ones as in the file. */
  private record Order(boolean mostFirst) implements Comparator<Image> {
    @Override
    public int compare(Image a, Image b) {
      int byConfidence = compare(a.confidence(), b.confidence());
      return byConfidence != 0 ? byConfidence : Long.compare(a.number(), b.number());
    }

    int compare(double a, double b) {
      return mostFirst ? Double.compare(b, a) : Double.compare(a, b);
    }
  }

  /** The first images in an order; the head of the queue is the last of them. */
  private record Kept(int capacity, Order order, PriorityQueue<Image> images) {
    Kept(int capacity, Order order) {
      this(capacity, order, new PriorityQueue<>(Collections.reverseOrder(order)));
    }

    /** Returns whether the next image of the file, if it has this confidence, is not kept. */
    boolean isFullFor(double confidence) {
      return images.size() == capacity
          && (capacity == 0 || order.compare(confidence, images.peek().confidence()) >= 0);
    }

    void add(Image image) {
      images.add(image);
      if (images.size() > capacity) {
        images.remove();
      }
    }

    List<Image> sorted() {
      List<Image> sorted = new ArrayList<>(images);
      sorted.sort(order);
      return sorted;
    }
  }

  /**
   * Makes an empty tally.
   *
   * @param imageSize pixels in an image, from 1
   * @param classes of the network, from 1
   * @param networks how many networks have such a tally at the same time, from 1
   */
  public static MistakeTally ofImages(int imageSize, int classes, int networks) {
    return ofImages(imageSize, classes, networks, HeapShares.mistakes());
  }

  static MistakeTally ofImages(int imageSize, int classes, int networks, long mostBytes) {
    long share = mostBytes / networks;
    long size = imageSize + (long) Short.BYTES * classes;
    // One is always shown, unless it takes twice its share: an only image is smaller on the page.
    long least = size <= 2 * share ? 1 : 0;
    long fitting = Math.max(least, Math.min(MOST_PIXELS / imageSize, share / size));
    long unsure = Math.min(MOST_UNSURE, fitting / 10);
    return new MistakeTally(classes, (int) Math.min(MOST, fitting - unsure), (int) unsure);
  }

  @Override
  public long bytes(long images, int pixels) {
    long most = Math.min(mistakes.capacity + (long) unsure.capacity, images);
    return most * (pixels + (long) Short.BYTES * classes + BYTES_AN_IMAGE);
  }

  @Override
  public Tally empty() {
    return new MistakeTally(classes, mistakes.capacity, unsure.capacity);
  }

  @Override
  public void add(Prediction image) {
    double[] p = image.probabilities();
    double confidence = p[image.predicted()];
    Kept kept = image.correct() ? unsure : mistakes;
    if (!kept.isFullFor(confidence)) {
      kept.add(
          new Image(
              image.number(),
              image.label(),
              image.predicted(),
              confidence,
              MetricsTally.loss(p[image.label()]),
              shares(p),
              image.pixels()));
    }
  }

  private static short[] shares(double[] probabilities) {
    short[] shares = new short[probabilities.length];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = (short) Math.rint(probabilities[k] * 10_000);
    }
    return shares;
  }

  @Override
  public void merge(Tally next) {
    MistakeTally other = (MistakeTally) next;
    for (Image image : other.mistakes.images) {
      mistakes.add(image);
    }
    for (Image image : other.unsure.images) {
      unsure.add(image);
    }
  }

  /**
   * Makes a tally of images that were kept before.
   *
   * @param classes of the network, from 1
   * @param mostMistakes how many mistakes are kept at most
   * @param mostUnsure how many images that are right are kept at most
   */
  public static MistakeTally of(int classes, int mostMistakes, int mostUnsure, KeptImages images) {
    MistakeTally tally = new MistakeTally(classes, mostMistakes, mostUnsure);
    images.mistakes().forEach(tally.mistakes::add);
    images.unsure().forEach(tally.unsure::add);
    return tally;
  }

  /** Returns how many mistakes are kept at most. */
  public int mostMistakes() {
    return mistakes.capacity;
  }

  /** Returns how many images that are right are kept at most. */
  public int mostUnsure() {
    return unsure.capacity;
  }

  /** Returns roughly how many bytes of the heap the images take that are kept. */
  public long heldBytes() {
    long bytes = 0;
    for (Kept kept : List.of(mistakes, unsure)) {
      for (Image image : kept.images) {
        bytes += image.pixels().length + (long) Short.BYTES * classes + BYTES_AN_IMAGE;
      }
    }
    return bytes;
  }

  /** Returns the images that are kept, in their orders. */
  public KeptImages kept() {
    return new KeptImages(mistakes.sorted(), unsure.sorted());
  }
}
