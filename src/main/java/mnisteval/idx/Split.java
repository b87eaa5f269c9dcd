package mnisteval.idx;

/** A part of MNIST, or of an image set with the same file names. */
public enum Split {
  /** 10,000 images; files that start with {@code t10k}. */
  TEST("t10k"),
  /** 60,000 images; files that start with {@code train}. */
  TRAIN("train");

  private final String prefix;

  Split(String prefix) {
    this.prefix = prefix;
  }

  String prefix() {
    return prefix;
  }
}
