package mnisteval.network;

import java.util.Locale;

/** The function that a hidden layer applies to each of its sums. */
public enum Activation {
  /** {@code 1 / (1 + exp(-x))}: from 0 to 1. */
  SIGMOID {
    @Override
    public void apply(double[] x) {
      for (int i = 0; i < x.length; i++) {
        x[i] = 1 / (1 + Math.exp(-x[i]));
      }
    }
  },
  /** {@code max(x, 0)}: from 0. */
  RELU {
    @Override
    public void apply(double[] x) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.max(x[i], 0);
      }
    }

    @Override
    double bound(double largest) {
      return largest;
    }
  },
  /** The hyperbolic tangent: from -1 to 1. */
  TANH {
    @Override
    public void apply(double[] x) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.tanh(x[i]);
      }
    }
  };

  /** Replaces each number by the function's result. */
  public abstract void apply(double[] x);

  /** Returns the largest magnitude of a result, given the largest magnitude of a sum. */
  double bound(double largest) {
    return 1;
  }

  /** Returns the name as it is given on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
