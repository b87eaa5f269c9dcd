package mnisteval.input;

/**
 * The number of bytes that a file may have, stored and decompressed.
 *
 * @param bytes from 0
 * @param remedy the end of a message, which says how to raise the limit; empty if nothing does
 * @hidden not part of the API
 */
public record Limit(int bytes, String remedy) {
  /** The JVM keeps a few bytes of an array for itself. */
  private static final int MOST_IN_ARRAY = Integer.MAX_VALUE - 8;

  /** Protects users from small files that fill gigabytes; few networks have a tenth of it. */
  private static final int MOST_UNASKED = 1 << 28;

  /** The limit of a file of weights: 256 MiB, or an eighth of the heap if that is less. */
  public static Limit ofWeights() {
    return ofWeights(Math.min(MOST_UNASKED, HeapShares.weightsFile()));
  }

  /** Returns what is left of the limit for the next file where several are read together. */
  public Limit after(long used) {
    String before = ", with " + used + " of the files before it";
    return new Limit((int) Math.max(bytes - used, 0), before + remedy);
  }

  /** As many bytes as the user accepts, or a quarter of the heap if that is less. */
  static Limit ofWeights(long accepted) {
    long room = Math.min(MOST_IN_ARRAY, HeapShares.largestWeightsFile());
    String remedy = accepted < room ? "--max-unpacked accepts" : "java -Xmx makes room for";
    return new Limit((int) Math.min(room, accepted), "; " + remedy + " more");
  }
}
