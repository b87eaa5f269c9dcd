package mnisteval.weights.layers;

import java.util.List;
import java.util.Locale;

/**
 * The meaning of an array's name: which layer it belongs to and whether it is weights or a bias.
 * Upper and lower case are the same; {@code .} and {@code /} separate the words of a path, and
 * Keras' {@code :0} is left out.
 *
 * <pre>
 *   W1  w_1  weight1  kernel1  params.W1     weights of layer 1
 *   b1  b_1  bias1                           bias of layer 1
 *   wout  W_out  bout                        those of the layer out
 *   weights.0  biases.0  coefs_.0            the first of a list
 *   coef_  intercept_                        those of the only layer
 *   fc1.weight  net.2.weight  fc1_weight     weights of the layer fc1, net.2, fc1
 *   dense_1/kernel:0  layers.0.W             weights of the layer dense_1, layers.0
 * </pre>
 *
 * @param layer the layer's name, in lower case
 * @param weights whether it is weights, and not a bias
 * @param number the layer's number where the name is no more than that, such as 1 of W1; else -1
 * @param spelling the start of a numbered name, such as W of W1, for messages
 */
record LayerName(String layer, boolean weights, int number, String spelling) {
  private static final List<String> WEIGHTS =
      List.of("w", "weight", "weights", "kernel", "kernels", "coefs_", "coef_", "theta");
  private static final List<String> BIAS =
      List.of("b", "bias", "biases", "intercepts_", "intercept_");
  private static final List<String> LAST = List.of("out", "output", "o", "final", "last");

  /** Names of arrays that only other kinds of networks have, and what those are. */
  private static final String[][] OTHER_KINDS = {
    {"running_mean", "a normalisation"},
    {"running_var", "a normalisation"},
    {"num_batches_tracked", "a normalisation"},
    {"moving_mean", "a normalisation"},
    {"moving_variance", "a normalisation"},
    {"gamma", "a normalisation"},
    {"weight_ih", "a recurrent layer"},
    {"weight_hh", "a recurrent layer"},
    {"recurrent_kernel", "a recurrent layer"},
    {"in_proj_weight", "attention"},
    {"depthwise_kernel", "a convolution"},
  };

  /** Beginnings of names that training leaves behind and that are no part of a network. */
  private static final String[] LEFT_OUT = {"optim", "grad", "velocit", "moment", "adam", "cache"};

  /** Ends of names of scales and zero points, means and standard deviations. */
  private static final String[] BESIDE = {
    "_scale", "_zero_point", "mean", "std", "mu", "sigma", "mean_", "scale_"
  };

  /** Returns whether an array is left out because training leaves arrays of such names behind. */
  static boolean isLeftOut(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    for (String word : LEFT_OUT) {
      if (name.startsWith(word)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a name may be that of what is computed with weights or pixels beforehand. */
  static boolean isBeside(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    for (String end : BESIDE) {
      if (name.endsWith(end)) {
        return true;
      }
    }
    return false;
  }

  /** Reads a name; null if it is no name of weights or a bias. */
  static LayerName of(String path) {
    if (isLeftOut(path)) {
      return null;
    }
    String name = path.toLowerCase(Locale.ROOT).replace('/', '.');
    if (name.endsWith(":0")) {
      name = name.substring(0, name.length() - 2);
    }
    int dot = name.lastIndexOf('.');
    String before = name.substring(0, dot + 1);
    String last = name.substring(dot + 1);
    if (isNumber(last) && dot > 0) {
      int start = name.lastIndexOf('.', dot - 1) + 1;
      String original = path.substring(0, Math.min(path.length(), dot + 1));
      LayerName found = find(name.substring(start, dot), name.substring(0, start), last, original);
      if (found != null) {
        return found;
      }
    }
    int digits = last.length();
    while (digits > 0 && Character.isDigit(last.charAt(digits - 1))) {
      digits--;
    }
    if (isNumber(last.substring(digits))) {
      String spelling = path.substring(0, Math.min(path.length(), dot + 1 + digits));
      return find(trim(last.substring(0, digits)), before, last.substring(digits), spelling);
    }
    return named(before, last);
  }

  private static LayerName find(String word, String before, String digits, String spelling) {
    boolean weights = WEIGHTS.contains(word);
    if (!weights && !BIAS.contains(word)) {
      return null;
    }
    int number = Integer.parseInt(digits);
    return new LayerName(before + number, weights, number, spelling);
  }

  /** Reads names such as {@code weight}, {@code wout} and {@code fc1_weight}. */
  private static LayerName named(String before, String last) {
    for (boolean weights : new boolean[] {true, false}) {
      for (String word : weights ? WEIGHTS : BIAS) {
        if (last.equals(word)) {
          String layer = before.isEmpty() ? "" : before.substring(0, before.length() - 1);
          return new LayerName(layer, weights, -1, word);
        }
        if (last.startsWith(word) && LAST.contains(trim(last.substring(word.length())))) {
          return new LayerName(before + "out", weights, -1, word);
        }
        if (last.endsWith("_" + word)) {
          String layer = last.substring(0, last.length() - word.length() - 1);
          return new LayerName(before + layer, weights, -1, word);
        }
      }
    }
    return null;
  }

  /**
   * Returns the kind of layer that has an array of this name and is not fully connected, or null.
   */
  static String otherKind(String path) {
    String name = path.toLowerCase(Locale.ROOT).replace('/', '.');
    String last = name.substring(name.lastIndexOf('.') + 1);
    for (String[] kind : OTHER_KINDS) {
      if (last.startsWith(kind[0])) {
        return kind[1];
      }
    }
    return null;
  }

  /** Returns whether it may be the variance of a batch normalisation, by its end. */
  static boolean isVariance(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return name.endsWith("running_var")
        || name.endsWith("moving_variance")
        || name.endsWith("moving_variance:0");
  }

  /** Returns whether the name says that the layer comes after all others. */
  boolean isLast() {
    return LAST.contains(layer.substring(layer.lastIndexOf('.') + 1));
  }

  /** Returns the layer's name without its numbers. */
  String stem() {
    StringBuilder stem = new StringBuilder();
    for (int i = 0; i < layer.length(); i++) {
      char c = layer.charAt(i);
      boolean separator =
          c == '_' && i + 1 < layer.length() && Character.isDigit(layer.charAt(i + 1));
      if (!Character.isDigit(c) && !separator) {
        stem.append(c);
      }
    }
    return stem.toString();
  }

  /** Returns a number by which names that differ in numbers only are sorted; -1 without any. */
  long order() {
    long order = -1;
    long number = -1;
    for (int i = 0; i <= layer.length(); i++) {
      char c = i < layer.length() ? layer.charAt(i) : '.';
      if (c >= '0' && c <= '9') {
        number = Math.min(99_999_999, Math.max(number, 0) * 10 + c - '0');
      } else if (number >= 0) {
        order = Math.max(order, 0) % 10_000_000_000L * 100_000_000 + number;
        number = -1;
      }
    }
    return order;
  }

  static boolean isNumber(String text) {
    if (text.isEmpty() || text.length() > 8) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static String trim(String word) {
    if (word.endsWith("_") && !word.equals("coefs_") && !word.equals("intercepts_")) {
      return word.substring(0, word.length() - 1);
    }
    return word.startsWith("_") ? word.substring(1) : word;
  }
}
