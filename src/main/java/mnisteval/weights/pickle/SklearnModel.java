package mnisteval.weights.pickle;

import static mnisteval.weights.array.FormatException.shown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mnisteval.weights.array.FormatException;

/**
 * Picks the arrays out of the attributes of scikit-learn's objects (0.20 to 1.9) that compute a
 * network: MLPClassifier, LogisticRegression, and a Pipeline of StandardScaler and one of these.
 *
 * @see <a href="https://scikit-learn.org/stable/api/index.html">the attributes of the classes</a>
 */
final class SklearnModel {
  private static final String NETWORK = "MLPClassifier";
  private static final String REGRESSION = "LogisticRegression";
  private static final String SCALER = "StandardScaler";
  private static final String PIPELINE = "Pipeline";

  /** The classes that may come in a file; those without weights are read as nothing. */
  private static final Set<String> READ =
      Set.of(
          NETWORK, REGRESSION, SCALER, PIPELINE, "LabelBinarizer", "AdamOptimizer", "SGDOptimizer");

  /** More classes than there are labels, which are bytes. */
  private static final int MOST_CLASSES = 256;

  private SklearnModel() {}

  /** Returns whether a name with its module is one of scikit-learn's. */
  static boolean isOf(String global) {
    return global.startsWith("sklearn.");
  }

  /** Returns whether the class of this name with its module is read. */
  static boolean isRead(String global) {
    return isOf(global) && READ.contains(global.substring(global.lastIndexOf('.') + 1));
  }

  /**
   * Returns the arrays by their names, and the name of the activation.
   *
   * @param notes to which is added which labels the outputs stand for, if not 0, 1, 2, …
   * @throws FormatException if the object computes no network of as many outputs as classes
   */
  static Map<String, Object> values(PickledObject object, List<String> notes) {
    return switch (object.type().simpleName()) {
      case NETWORK -> network(object, notes);
      case REGRESSION -> regression(object, notes);
      case SCALER -> scaler(object);
      case PIPELINE -> pipeline(object, notes);
      default -> Map.of();
    };
  }

  private static Map<String, Object> network(PickledObject object, List<String> notes) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("coefs_", fitted(object, "coefs_"));
    values.put("intercepts_", fitted(object, "intercepts_"));
    values.put("activation", object.attribute("activation"));
    Object output = PickledBytes.textOrNull(object.attribute("out_activation_"));
    if (!"softmax".equals(output)) {
      throw FormatException.of(
          "an MLPClassifier of two classes, or of several for an image (expected out_activation_"
              + " softmax, found %s)",
          output == null ? "none" : shown(output.toString()));
    }
    noteClasses(object, notes);
    return values;
  }

  private static Map<String, Object> regression(PickledObject object, List<String> notes) {
    Object weights = fitted(object, "coef_");
    if (weights instanceof PickledArray array
        && array.content() != null
        && array.content().rank() == 2
        && array.content().shape()[0] == 1) {
      throw FormatException.of(
          "a LogisticRegression of two classes, which has one output (expected one for each class,"
              + " found coef_ %s)",
          array.content().shapeText());
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("coef_", weights);
    values.put("intercept_", fitted(object, "intercept_"));
    Object solver = PickledBytes.textOrNull(object.attribute("solver"));
    Object several = PickledBytes.textOrNull(object.attribute("multi_class"));
    if ("ovr".equals(several) || "liblinear".equals(solver)) {
      notes.add(
          "LogisticRegression of one class against the others: classes are its own, probabilities"
              + " are those of softmax");
    }
    noteClasses(object, notes);
    return values;
  }

  /** Returns mean and deviation of the pixels; a number where the scaler leaves one of them out. */
  private static Map<String, Object> scaler(PickledObject object) {
    Map<String, Object> values = new LinkedHashMap<>();
    boolean mean = !Boolean.FALSE.equals(object.attribute("with_mean"));
    boolean deviation = !Boolean.FALSE.equals(object.attribute("with_std"));
    values.put("mean_", mean ? fitted(object, "mean_") : 0.0);
    values.put("scale_", deviation ? fitted(object, "scale_") : 1.0);
    return values;
  }

  private static Map<String, Object> pipeline(PickledObject object, List<String> notes) {
    List<PickledObject> steps = new ArrayList<>();
    List<?> stored = PickledArray.items(object.attribute("steps"));
    for (Object step : stored == null ? List.of() : stored) {
      List<?> pair = PickledArray.items(step);
      Object value = pair == null || pair.size() != 2 ? step : pair.get(1);
      if (value instanceof PickledObject part) {
        steps.add(part);
      } else if (value != null && !"passthrough".equals(PickledBytes.textOrNull(value))) {
        throw pipelineOf("something that is no object");
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      String name = steps.get(i).type().simpleName();
      boolean last = i == steps.size() - 1;
      boolean fits =
          isOf(steps.get(i).type().name())
              && (last ? name.equals(NETWORK) || name.equals(REGRESSION) : name.equals(SCALER));
      if (!fits || steps.size() > 2) {
        throw pipelineOf(steps.size() > 2 ? steps.size() + " steps" : shown(name));
      }
      values.putAll(values(steps.get(i), notes));
    }
    return values;
  }

  private static FormatException pipelineOf(String found) {
    return FormatException.of(
        "a Pipeline of other steps than are read (expected StandardScaler, then MLPClassifier or"
            + " LogisticRegression, found %s)",
        found);
  }

  private static Object fitted(PickledObject object, String attribute) {
    Object value = object.attribute(attribute);
    if (value == null) {
      throw FormatException.of(
          "a model of scikit-learn that was not trained (no %s in %s)",
          attribute, object.type().simpleName());
    }
    return value;
  }

  /**
   * Adds the labels of the outputs if they are others than 0, 1, 2, …, as --class-order has them.
   */
  private static void noteClasses(PickledObject object, List<String> notes) {
    List<String> classes = classes(object.attribute("classes_"));
    boolean usual = true;
    boolean labels = true;
    for (int i = 0; i < classes.size(); i++) {
      usual &= classes.get(i).equals(Integer.toString(i));
      labels &= classes.get(i).matches("[0-9]{1,3}");
    }
    if (!usual) {
      String order = labels ? ranges(classes) : null;
      notes.add(
          labels
              ? "classes_ names the labels " + order + "; --class-order " + order + " says so"
              : "classes_ are the texts "
                  + shown(String.join(", ", classes))
                  + "; --class-order takes the labels they stand for");
    }
  }

  /** Returns the classes as texts; of numbers, without a fraction of zero. */
  private static List<String> classes(Object stored) {
    List<String> classes = new ArrayList<>();
    if (stored instanceof PickledArray array && array.content() != null) {
      if (array.content().size() <= MOST_CLASSES) {
        for (double label : array.content().elements()) {
          boolean whole = label == Math.rint(label) && Math.abs(label) < 1e9;
          classes.add(whole ? Integer.toString((int) label) : Double.toString(label));
        }
      }
    } else if (PickledArray.items(stored) != null) {
      List<?> items = PickledArray.items(stored);
      for (Object item : items.size() <= MOST_CLASSES ? items : List.of()) {
        String text = PickledBytes.textOrNull(item);
        classes.add(text != null ? text : String.valueOf(item instanceof Number ? item : "?"));
      }
    }
    return classes;
  }

  /** Shortens labels that follow on one another: 1-9,0. */
  private static String ranges(List<String> labels) {
    StringBuilder ranges = new StringBuilder();
    for (int i = 0; i < labels.size(); ) {
      int end = i;
      while (end + 1 < labels.size()
          && Integer.parseInt(labels.get(end + 1)) == Integer.parseInt(labels.get(end)) + 1) {
        end++;
      }
      ranges.append(i == 0 ? "" : ",").append(Integer.parseInt(labels.get(i)));
      if (end > i) {
        ranges.append('-').append(Integer.parseInt(labels.get(end)));
      }
      i = end + 1;
    }
    return ranges.toString();
  }
}
