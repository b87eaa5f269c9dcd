package mnisteval.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Network;

/** The names of the classes: as the user gave them, or their labels. */
public final class ClassNames {
  /** Harms nobody who names classes; every image on the HTML page repeats the names of two. */
  private static final int MAX_LETTERS = 1000;

  /** Names for all classes that a report can have, each as long as it may be, and no more. */
  private static final int MAX_BYTES = MetricsTally.MAX_CLASSES * 4 * (MAX_LETTERS + 1);

  private final List<String> names;

  /** Whether there must be one for each class. */
  private final boolean complete;

  /**
   * Holds names as they are.
   *
   * @param names one for each class, in the ascending order of labels; empty for the numbers from 0
   */
  public ClassNames(List<String> names) {
    this(names, true);
  }

  private ClassNames(List<String> names, boolean complete) {
    this.names = names;
    this.complete = complete;
  }

  /**
   * Holds the names that an image set has for its labels, be they as many as the classes of a
   * network or not.
   *
   * @param names of the labels from 0
   * @param order the labels of the outputs, or null if output k is label k
   */
  public static ClassNames ofLabels(List<String> names, ClassOrder order) {
    List<String> ofClasses = new ArrayList<>();
    for (int i = 0; order != null && i < order.classes(); i++) {
      ofClasses.add(order.label(i) < names.size() ? names.get(order.label(i)) : "");
    }
    return new ClassNames(order == null ? names : ofClasses, false);
  }

  /** Splits names at their commas. */
  public static ClassNames of(String list) throws InputException {
    return new ClassNames(checked(Stream.of(list.split(",", -1)), "--class-names"));
  }

  /**
   * Reads a file with one name a line, in UTF-8; empty lines at its end do not count.
   *
   * @throws IOException if the file cannot be read or holds no names
   */
  public static ClassNames read(Source file) throws IOException {
    String text = new String(file.bytes(MAX_BYTES), StandardCharsets.UTF_8).stripTrailing();
    if (text.isEmpty()) {
      throw new InputException(file.name(), "no class names (expected one a line, found none)");
    }
    return new ClassNames(checked(Stream.of(text.split("\n", -1)), file.name()));
  }

  private static List<String> checked(Stream<String> parts, String file) throws InputException {
    List<String> names = parts.map(String::strip).toList();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).length() > MAX_LETTERS) {
        throw InputException.of(
            file,
            "class name %d is too long (expected at most %d letters, found %d)",
            i,
            MAX_LETTERS,
            names.get(i).length());
      }
    }
    return names;
  }

  /**
   * Requires a name for each class, if there are names.
   *
   * @throws InputException if the network has another number of classes
   */
  public void require(String file, Network network) throws InputException {
    require(file, network.classes());
  }

  /**
   * Requires a name for each class, if there are names.
   *
   * @param classes of the network in the file
   * @throws InputException if there is another number of names
   */
  public void require(String file, int classes) throws InputException {
    if (complete && !names.isEmpty() && names.size() != classes) {
      throw InputException.of(file, "%d class names needed, found %d", classes, names.size());
    }
  }

  /**
   * Returns these names with the label for each that is missing or blank.
   *
   * @param order the labels of the outputs
   */
  public ClassNames orLabels(ClassOrder order) {
    int count = names.isEmpty() ? order.classes() : names.size();
    List<String> filled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean missing = names.isEmpty() || names.get(i).isBlank() && i < order.classes();
      filled.add(missing ? Integer.toString(order.label(i)) : names.get(i));
    }
    return new ClassNames(filled, complete);
  }

  /** The names of so many classes. */
  public List<String> of(int classes) {
    if (complete && !names.isEmpty()) {
      return names;
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      all.add(name(i));
    }
    return all;
  }

  /** The name of a class, its number where it has none or a blank one. */
  public String name(int index) {
    return index < names.size() && !names.get(index).isBlank()
        ? names.get(index)
        : Integer.toString(index);
  }
}
