package mnisteval.weights.layers;

import java.util.Locale;

/** Which dimension of a layer's weights is which. */
public enum Layout {
  /** Found by the shapes; {@link #IN_OUT} if both fit. */
  AUTO,
  /** (inputs, outputs), as in {@code x @ W + b}: the book, Keras. */
  IN_OUT,
  /** (outputs, inputs), as in {@code W @ x + b}: PyTorch and many courses. */
  OUT_IN;

  /** Returns which dimension of the weights is that of the inputs. */
  int inputs() {
    return this == OUT_IN ? 1 : 0;
  }

  /** Returns the shape of a matrix with so many inputs and n outputs, for messages. */
  String shape(int inputs) {
    return this == OUT_IN ? "(n, " + inputs + ")" : "(" + inputs + ", n)";
  }

  /** Returns the name as it is given on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
