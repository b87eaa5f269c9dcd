package mnisteval.idx;

/** A part of MNIST, or of an image set with such file names. */
public enum Split {
  /** 10,000 images of MNIST; files that start with {@code t10k} or {@code NAME-test}. */
  TEST("t10k", "test"),
  /** 60,000 images of MNIST; files that start with {@code train} or {@code NAME-train}. */
  TRAIN("train", "train");

  final String mnist;
  final String word;

  Split(String mnist, String word) {
    this.mnist = mnist;
    this.word = word;
  }
}
