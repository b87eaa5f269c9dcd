package mnisteval.input;

/**
 * Divides up the heap: the share that each use of memory may take which grows with a file. The
 * shares of what is held at the same time add up to the whole heap at most:
 *
 * <pre>
 *   while weights are read:   file 4 + network 6 + kept images 2 + report 4          = 16 / 16
 *   while images are run:     network 6 + float32 1 + threads 2 + kept images 2
 *                             + report 4 + a picture that is one of them 1           = 16 / 16
 *   while more are read that
 *   predict side by side:     file 4 + network 6 + networks before it 6              = 16 / 16
 *   while parts are merged:   parts 10 + report 4                                    = 14 / 16
 *   while a picture is read:  network 6 + picture's file 2 + pixels 8                = 16 / 16
 * </pre>
 *
 * @hidden not part of the API
 */
public final class HeapShares {
  private HeapShares() {}

  /** Bytes of a file of weights where the user accepts no more; decompressing holds them twice. */
  static long weightsFile() {
    return sixteenths(2);
  }

  /** Bytes of a file of weights that the user may accept. */
  public static long largestWeightsFile() {
    return sixteenths(4);
  }

  /**
   * Bytes of the objects that a pickle makes, and then of the network that is made of them; or of
   * all networks that predict side by side.
   */
  public static long network() {
    return sixteenths(6);
  }

  /** Bytes of the network in float32, which all threads use. */
  public static long float32Network() {
    return sixteenths(1);
  }

  /** Bytes of the blocks, sums and tallies of all threads. */
  public static long threads() {
    return sixteenths(2);
  }

  /** Bytes of images that are kept for the networks to come. */
  public static long keptImages() {
    return sixteenths(2);
  }

  /** Bytes of the metrics of all networks; with {@link #mistakes} a report takes a quarter. */
  public static long metrics() {
    return sixteenths(3);
  }

  /**
   * Bytes of the pixels and probabilities of images that a page shows: half a sixteenth, since it
   * also holds them as a picture.
   */
  public static long mistakes() {
    return sixteenths(1) / 2;
  }

  /** Bytes of what parts of a run have counted, while they are merged. */
  public static long parts() {
    return sixteenths(10);
  }

  /** Bytes of the file of a picture. */
  public static long pictureFile() {
    return sixteenths(2);
  }

  /** Bytes of the decoded pixels of a picture. */
  public static long picturePixels() {
    return sixteenths(8);
  }

  /** Bytes of the names of the pictures of a class, where pictures are the images. */
  public static long pictureNames() {
    return sixteenths(1) / 2;
  }

  /** Bytes of the file of a picture that is one of many images, and of its decoded pixels. */
  public static long smallPicture() {
    return sixteenths(1) / 2;
  }

  private static long sixteenths(int count) {
    return Runtime.getRuntime().maxMemory() / 16 * count;
  }
}
