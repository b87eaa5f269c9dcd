package mnisteval.weights.layers;

import java.util.Locale;

/**
 * What the name of an array says: which layer it belongs to and whether it is weights or a bias. In
 * any case; {@code .} and {@code /} part the words of a path, and Keras' {@code :0} is left out.
 *
 * <pre>
 *   W1  w_1  weight1  kernel1  params.W1     weights of layer 1
 *   b1  b_1  bias1                           bias of layer 1
 *   wout  W_out  bout                        those of the layer out
 *   weights.0  biases.0  coefs_.0            the first of a list
 *   fc1.weight  net.2.weight  fc1_weight     weights of the layer fc1, net.2, fc1
 *   dense_1/kernel:0  layers.0.W             weights of the layer dense_1, layers.0
 * </pre>
 *
 * @param layer what the arrays of one layer have in common, in lower case
 * @param weights whether it is weights, and not a bias
 * @param number of a layer that is numbered by the name alone, such as 1 of W1; -1 of others
 * @param spelling what the numbered name starts with, such as W of W1, for messages
 */
record LayerName(String layer, boolean weights, int number, String spelling) {
  private static final String[] WEIGHTS = {
    "w", "weight", "weights", "kernel", "kernels", "coefs_", "theta"
  };
  private static final String[] BIAS = {"b", "bias", "biases", "intercepts_"};
  private static final String[] LAST = {"out", "output", "o", "final", "last"};

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

  /** First words of what training leaves behind, which is no part of a network. */
  private static final String[] LEFT_OUT = {"optim", "grad", "velocit", "moment", "adam", "cache"};

  /** Whether an array is left out since training leaves such ones behind, by its name. */
  static boolean isLeftOut(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    for (String word : LEFT_OUT) {
      if (name.startsWith(word)) {
        return true;
      }
    }
    return false;
  }

  /** What the name says, or null if it is no name of weights or a bias. */
  static LayerName of(String path) {
    if (isLeftOut(path)) {
      return null;
    }
    String name = path.toLowerCase(Locale.ROOT).replace('/', '.');
    if (name.endsWith(":0")) {
      name = name.substring(0, name.length() - 2);
    }
    int dot = name.lastIndexOf('.');
    String before = dot < 0 ? "" : name.substring(0, dot + 1);
    String last = name.substring(dot + 1);
    String original = path.substring(0, Math.min(path.length(), dot + 1));
    if (isNumber(last) && dot > 0) {
      int start = name.lastIndexOf('.', dot - 1) + 1;
      String list = name.substring(start, dot);
      LayerName found = find(list, name.substring(0, start), Integer.parseInt(last), original);
      if (found != null) {
        return found;
      }
    }
    int digits = last.length();
    while (digits > 0 && Character.isDigit(last.charAt(digits - 1))) {
      digits--;
    }
    if (isNumber(last.substring(digits))) {
      String word = trim(last.substring(0, digits));
      String spelling = path.substring(0, Math.min(path.length(), before.length() + digits));
      return find(word, before, Integer.parseInt(last.substring(digits)), spelling);
    }
    return named(before, last);
  }

  private static LayerName find(String word, String before, int number, String spelling) {
    boolean weights = in(WEIGHTS, word);
    return weights || in(BIAS, word)
        ? new LayerName(before + number, weights, number, spelling)
        : null;
  }

  /** A word of weights or bias that comes by itself, before "out", or after the layer's name. */
  private static LayerName named(String before, String last) {
    for (String[] words : new String[][] {WEIGHTS, BIAS}) {
      boolean weights = words == WEIGHTS;
      for (String word : words) {
        if (last.equals(word)) {
          String layer = before.isEmpty() ? "" : before.substring(0, before.length() - 1);
          return new LayerName(layer, weights, -1, word);
        }
        if (last.startsWith(word) && in(LAST, trim(last.substring(word.length())))) {
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

  /** What kind of network, not fully connected, has an array of this name; or null. */
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

  /** Whether the layer comes after all others, by its name. */
  boolean isLast() {
    return in(LAST, layer.substring(layer.lastIndexOf('.') + 1));
  }

  /** The layer's name without its numbers: those of one kind have the same. */
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

  /** The numbers in the layer's name, of at most 8 digits; -1 of a name without any. */
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

  private static boolean in(String[] words, String word) {
    for (String other : words) {
      if (other.equals(word)) {
        return true;
      }
    }
    return false;
  }
}
