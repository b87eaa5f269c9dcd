package mnisteval.network;

import java.util.List;
import java.util.Locale;

/** The function that a hidden layer applies to each of its sums. Immutable. */
public final class Activation {
  /** {@code 1 / (1 + exp(-x))}: from 0 to 1. */
  public static final Activation SIGMOID = new Activation("sigmoid", Double.NaN);

  /** {@code max(x, 0)}: from 0. */
  public static final Activation RELU = new Activation("relu", 0);

  /** The hyperbolic tangent: from -1 to 1. */
  public static final Activation TANH = new Activation("tanh", Double.NaN);

  /** {@code max(x, 0.01 x)}, with PyTorch's slope. */
  public static final Activation LEAKY_RELU = new Activation("leaky_relu", 0.01);

  /**
   * {@code x / 2 * (1 + erf(x / sqrt(2)))}: from -0.17, D. Hendrycks and K. Gimpel, Gaussian Error
   * Linear Units (2016). The exact function, which PyTorch and Keras compute unless told otherwise.
   */
  public static final Activation GELU = new Activation("gelu", Double.NaN);

  /** {@code x} if it is positive, otherwise {@code exp(x) - 1}: from -1. */
  public static final Activation ELU = new Activation("elu", Double.NaN);

  /** {@code log(1 + exp(x))}: from 0. */
  public static final Activation SOFTPLUS = new Activation("softplus", Double.NaN);

  /** {@code x} itself. */
  public static final Activation IDENTITY = new Activation("identity", 1);

  /** All that have a name of their own, the most common first. */
  public static final List<Activation> ALL =
      List.of(SIGMOID, RELU, TANH, LEAKY_RELU, GELU, ELU, SOFTPLUS, IDENTITY);

  /** Half of the square root of 2. */
  private static final double SQRT_HALF = Math.sqrt(0.5);

  private final String name;

  /** The slope of {@code max(x, slope * x)}; not a number where the function is another one. */
  private final double slope;

  private Activation(String name, double slope) {
    this.name = name;
    this.slope = slope;
  }

  /**
   * Returns {@code max(x, slope * x)}.
   *
   * @param slope from 0 to 1, so that the larger of the two is x where x is positive
   * @throws IllegalArgumentException if it is another number
   */
  public static Activation leakyRelu(double slope) {
    if (!(slope >= 0 && slope <= 1)) {
      throw new IllegalArgumentException("a slope from 0 to 1, not " + slope);
    }
    return slope == LEAKY_RELU.slope ? LEAKY_RELU : new Activation(LEAKY_RELU + ":" + slope, slope);
  }

  /**
   * Returns the activation of a name as it is given on the command line, such as {@code relu} or
   * {@code leaky_relu:0.2}; upper and lower case are the same.
   *
   * @return null if there is none of this name, or the slope is no number from 0 to 1
   */
  public static Activation of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Activation activation : ALL) {
      if (activation.name.equals(lower)) {
        return activation;
      }
    }
    String start = LEAKY_RELU + ":";
    if (!lower.startsWith(start)) {
      return null;
    }
    try {
      return leakyRelu(Double.parseDouble(lower.substring(start.length())));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns the names of {@link #ALL}, for messages: {@code sigmoid, relu, …}. */
  public static String names() {
    return text(ALL).replace(",", ", ");
  }

  /**
   * Returns the names of the hidden layers' activations with commas between them, such as {@code
   * relu,sigmoid}, or the one name if all are the same.
   */
  public static String text(List<Activation> activations) {
    StringBuilder names = new StringBuilder();
    boolean same = true;
    for (Activation activation : activations) {
      same &= activation.equals(activations.get(0));
      names.append(names.length() == 0 ? "" : ",").append(activation.name);
    }
    return same && !activations.isEmpty() ? activations.get(0).name : names.toString();
  }

  /** Replaces each number by the function's result. */
  public void apply(double[] x) {
    apply(x, x.length);
  }

  /** Replaces the first {@code count} numbers by the function's results. */
  void apply(double[] x, int count) {
    if (this == SIGMOID) {
      sigmoid(x, count);
    } else if (this == RELU) {
      relu(x, count);
    } else if (this == TANH) {
      tanh(x, count);
    } else if (this == GELU) {
      gelu(x, count);
    } else if (this == ELU) {
      elu(x, count);
    } else if (this == SOFTPLUS) {
      softplus(x, count);
    } else if (this != IDENTITY) {
      leakyRelu(slope, x, count);
    }
  }

  private static void sigmoid(double[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = 1 / (1 + Math.exp(-x[i]));
    }
  }

  private static void relu(double[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.max(x[i], 0);
    }
  }

  private static void tanh(double[] x, int count) {
    for (int i = 0; i < count; i++) {
      // As exact for sums as Math.tanh, which C2 does not inline: within 2e-16.
      x[i] = 2 / (1 + Math.exp(-2 * x[i])) - 1;
    }
  }

  private static void gelu(double[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = x[i] / 2 * (1 + Erf.of(x[i] * SQRT_HALF));
    }
  }

  private static void elu(double[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = x[i] > 0 ? x[i] : Math.expm1(x[i]);
    }
  }

  /** Without a positive power of e, which could overflow. */
  private static void softplus(double[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.log1p(Math.exp(-Math.abs(x[i]))) + Math.max(x[i], 0);
    }
  }

  private static void leakyRelu(double slope, double[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.max(x[i], slope * x[i]);
    }
  }

  /** Returns the largest magnitude of a result, given the largest magnitude of a sum. */
  double bound(double largest) {
    if (this == SIGMOID || this == TANH) {
      return 1;
    }
    // softplus(x) is at most max(x, 0) + ln 2; the others bring no number further from 0.
    return this == SOFTPLUS ? largest + 1 : largest;
  }

  /**
   * Returns the slope of {@code max(x, slope * x)}: 0 for {@link #RELU}, 1 for {@link #IDENTITY};
   * not a number where the function is another one.
   */
  double slope() {
    return slope;
  }

  /** Returns whether the other is the same function, with the same slope. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Activation activation && activation.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Returns the name as it is given on the command line. */
  @Override
  public String toString() {
    return name;
  }
}
