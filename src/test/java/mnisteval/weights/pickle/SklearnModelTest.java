package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.array;
import static mnisteval.weights.pickle.PickleBytes.bytes;
import static mnisteval.weights.pickle.PickleBytes.dtype;
import static mnisteval.weights.pickle.PickleBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import mnisteval.weights.array.NamedArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of scikit-learn with some of the attributes that its versions give them. */
final class SklearnModelTest {
  private static final String MLP = "sklearn.neural_network._multilayer_perceptron\nMLPClassifier";
  private static final String REGRESSION = "sklearn.linear_model.logistic\nLogisticRegression";
  private static final String SCALER = "sklearn.preprocessing._data\nStandardScaler";
  private static final String PIPELINE = "sklearn.pipeline\nPipeline";
  private static final String ROWS = "K\2K\3\206";
  private static final String COEF = "U\5coef_" + u1(ROWS, "C\6abcdef");
  private static final String INTERCEPT = "U\12intercept_" + u1("K\2\205", "C\2ab");
  private static final String TRAINED = COEF + INTERCEPT;

  private static String u1(String shape, String data) {
    return array(shape, dtype("u1", "|"), "\211", data);
  }

  private static String object(String type, String attributes) {
    return "c" + type + "\n)\201}(" + attributes + "ub";
  }

  private static NamedArrays read(String pickle) {
    return PickleReader.read(bytes(pickle, "."));
  }

  private static String text(String text) {
    return "U" + (char) text.length() + text;
  }

  @Test
  void readsARegression() {
    NamedArrays read = read(object(REGRESSION, TRAINED + "U\10classes_](K\0K\1e"));
    assertEquals(List.of("coef_", "intercept_"), List.copyOf(read.arrays().keySet()));
    assertEquals(List.of(), read.notes());
  }

  @Test
  void refusesARegressionOfTwoClasses() {
    String one = "U\5coef_" + u1("K\1K\3\206", "C\3abc") + "U\12intercept_" + u1(")", "C\1a");
    assertEquals(
        "a LogisticRegression of two classes, which has one output (expected one for each class,"
            + " found coef_ (1, 3))",
        refusal(object(REGRESSION, one), "."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"U\13multi_classU\3ovr", "U\6solverU\11liblinear"})
  void saysThatEachClassIsAgainstTheOthers(String attribute) {
    assertEquals(
        List.of(
            "LogisticRegression of one class against the others: classes are its own, probabilities"
                + " are those of softmax"),
        read(object(REGRESSION, TRAINED + attribute)).notes());
  }

  @Test
  void refusesAModelThatWasNotTrained() {
    assertEquals(
        "a model of scikit-learn that was not trained (no coef_ in LogisticRegression)",
        refusal(object(REGRESSION, ""), "."));
    assertEquals(
        "a model of scikit-learn that was not trained (no intercept_ in LogisticRegression)",
        refusal(object(REGRESSION, COEF), "."));
    assertEquals(
        "a model of scikit-learn that was not trained (no coefs_ in MLPClassifier)",
        refusal("c", MLP, "\n)\201."));
  }

  @ParameterizedTest
  @CsvSource({"U\10logistic, logistic", "N, none", "'K\1', none"})
  void refusesAnotherOutputThanSoftmax(String output, String found) {
    String coefs = "U\6coefs_](" + u1(ROWS, "C\6abcdef") + "eU\13intercepts_](";
    assertEquals(
        "an MLPClassifier of two classes, or of several for an image (expected out_activation_"
            + " softmax, found "
            + found
            + ")",
        refusal(
            object(MLP, coefs + u1("K\2\205", "C\2ab") + "eU\17out_activation_" + output), "."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "](K\1K\2K\3K\0e | the labels 1-3,0; --class-order 1-3,0 says so",
        "](K\1K\0e | the labels 1,0; --class-order 1,0 says so",
        "](U\0011U\0012e | the labels 1-2; --class-order 1-2 says so",
      })
  void saysWhichLabelsTheOutputsStandFor(String classes, String note) {
    assertEquals(
        List.of("classes_ names " + note),
        read(object(REGRESSION, TRAINED + "U\10classes_" + classes)).notes());
  }

  @Test
  void saysWhichLabelsAnArrayNames() {
    String labels = u1("K\3\205", "C\3\5\6\2");
    assertEquals(
        List.of("classes_ names the labels 5-6,2; --class-order 5-6,2 says so"),
        read(object(REGRESSION, TRAINED + "U\10classes_" + labels)).notes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"](U\0010U\0011e", "](K\0K\1e", "](e", "N", "](K\0C\0011e"})
  void saysNothingOfTheUsualLabels(String classes) {
    assertEquals(List.of(), read(object(REGRESSION, TRAINED + "U\10classes_" + classes)).notes());
  }

  @Test
  void saysThatClassesAreTexts() {
    assertEquals(
        List.of(
            "classes_ are the texts eight, five, ?; --class-order takes the labels they stand for"),
        read(object(REGRESSION, TRAINED + "U\10classes_](U\5eightU\4fiveNe")).notes());
  }

  @Test
  void leavesOutScalersPartsThatItDoesNotUse() {
    String arrays = "U\5mean_" + u1("K\3\205", "C\3abc") + "U\6scale_" + u1("K\3\205", "C\3def");
    assertEquals(
        List.of("mean_", "scale_"), List.copyOf(read(object(SCALER, arrays)).arrays().keySet()));
    NamedArrays without = read(object(SCALER, arrays + "U\11with_mean\211U\10with_std\211"));
    assertEquals(Map.of(), without.arrays());
    assertEquals(Map.of("mean_", 0.0, "scale_", 1.0), without.numbers());
  }

  private static String pipeline(String... steps) {
    StringBuilder list = new StringBuilder("U\5steps](");
    for (String step : steps) {
      list.append("U\1s").append(step).append("\206");
    }
    return object(PIPELINE, list + "e");
  }

  @Test
  void readsAPipelineOfOneStep() {
    assertEquals(
        List.of("coef_", "intercept_"),
        List.copyOf(
            read(pipeline("N", "U\13passthrough", object(REGRESSION, TRAINED))).arrays().keySet()));
  }

  @Test
  void refusesOtherSteps() {
    String scaler = object(SCALER, "U\11with_mean\211U\10with_std\211");
    String model = object(REGRESSION, TRAINED);
    String own = object("network\nSquares", "");
    assertEquals(refusedSteps("StandardScaler"), refusal(pipeline(scaler), "."));
    assertEquals(refusedSteps("3 steps"), refusal(pipeline(scaler, scaler, model), "."));
    assertEquals(refusedSteps("LogisticRegression"), refusal(pipeline(model, model), "."));
    assertEquals(refusedSteps("Squares"), refusal(pipeline(own, model), "."));
    assertEquals(refusedSteps("something that is no object"), refusal(pipeline("K\1", model), "."));
  }

  private static String refusedSteps(String found) {
    return "a Pipeline of other steps than are read (expected StandardScaler, then MLPClassifier or"
        + " LogisticRegression, found "
        + found
        + ")";
  }

  @Test
  void readsAPipelineThatHoldsItself() {
    String self = "c" + PIPELINE + "\n)\201q\1}U\5steps](U\1sh\1\206esb";
    assertEquals(refusedSteps("Pipeline"), refusal(self, "."));
  }

  @Test
  void refusesOtherClassesByName() {
    assertEquals(
        "refers to sklearn.decomposition._pca.PCA; only numpy arrays are read: of scikit-learn,"
            + " MLPClassifier and LogisticRegression are, also after StandardScaler",
        refusal(pipeline(object("sklearn.decomposition._pca\nPCA", "")), "."));
  }
}
