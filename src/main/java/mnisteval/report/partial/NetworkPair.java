package mnisteval.report.partial;

/**
 * Counts on images that two networks were both run on.
 *
 * @param first file of the first network
 * @param second file of the second network
 * @param images how many
 * @param disagreements images to which they give different classes
 * @param onlyFirst images that only the first network gets right
 * @param onlySecond images that only the second network gets right
 */
public record NetworkPair(
    String first, String second, long images, long disagreements, long onlyFirst, long onlySecond) {
  /** Returns the same counts with the networks in the other order. */
  public NetworkPair turned() {
    return new NetworkPair(second, first, images, disagreements, onlySecond, onlyFirst);
  }

  /** Returns the counts of more images; null if they are of other networks, or there are none. */
  NetworkPair plus(NetworkPair more) {
    if (more == null || !first.equals(more.first)) {
      return more != null && first.equals(more.second) ? plus(more.turned()) : null;
    }
    return !second.equals(more.second)
        ? null
        : new NetworkPair(
            first,
            second,
            Math.addExact(images, more.images),
            Math.addExact(disagreements, more.disagreements),
            Math.addExact(onlyFirst, more.onlyFirst),
            Math.addExact(onlySecond, more.onlySecond));
  }
}
