package mnisteval.idx;

/** The two parts of MNIST and of the image sets made like it, and what their files are called. */
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
