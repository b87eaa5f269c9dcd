package mnisteval.weights.layers;

import java.util.Locale;

/** Which dimension of a layer's weights is which. */
public enum Layout {
  /** Whichever follows from the shapes; {@link #IN_OUT} where both do. */
  AUTO,
  /** (inputs, outputs), as in {@code x @ W + b}: the book, Keras. */
  IN_OUT,
  /** (outputs, inputs), as in {@code W @ x + b}: PyTorch and many courses. */
  OUT_IN;

  /** Where in the shape of the weights the inputs are. */
  int inputs() {
    return this == OUT_IN ? 1 : 0;
  }

  /** How messages write the shape of a matrix with so many inputs, outputs not known. */
  String shape(int inputs) {
    return this == OUT_IN ? "(n, " + inputs + ")" : "(" + inputs + ", n)";
  }

  /** The name as it is given on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
