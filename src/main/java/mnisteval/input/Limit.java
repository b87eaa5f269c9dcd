package mnisteval.input;

/**
 * How many bytes of a file are unpacked at most.
 *
 * @param bytes from 0
 * @param remedy what makes it accept more, to end a message with; empty if nothing does
 */
public record Limit(int bytes, String remedy) {
  /** The JVM keeps a few bytes of an array for itself. */
  private static final int MOST_IN_ARRAY = Integer.MAX_VALUE - 8;

  /** More than any plain network has; a tenth of it is rare. */
  private static final int MOST_UNASKED = 1 << 28;

  /** What nothing raises. */
  public static Limit of(int bytes) {
    return new Limit(bytes, "");
  }

  /** Of a file of weights: 256 MiB, or an eighth of the heap if that is less. */
  public static Limit ofWeights() {
    return ofWeights(mostUnasked());
  }

  /** So many bytes as the user accepts, or a quarter of the heap if that is less. */
  static Limit ofWeights(long accepted) {
    long room = Math.min(MOST_IN_ARRAY, HeapShares.largestWeightsFile());
    int most = (int) Math.min(room, accepted);
    String remedy = most < room ? "--max-unpacked accepts more" : "java -Xmx makes room for more";
    return new Limit(most, "; " + remedy);
  }

  private static int mostUnasked() {
    return (int) Math.min(MOST_UNASKED, HeapShares.weightsFile());
  }
}
