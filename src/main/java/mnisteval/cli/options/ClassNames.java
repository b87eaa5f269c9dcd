package mnisteval.cli.options;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.weights.layers.LoadedNetwork;

/** What the classes are called: as the user says, or by their numbers. */
public final class ClassNames {
  /** A thousand classes of a thousand letters. */
  private static final int MAX_BYTES = 1 << 20;

  /** A page names the class of each image that it shows. */
  private static final int MAX_LETTERS = 1000;

  private final List<String> names;

  private ClassNames(List<String> names) {
    this.names = names;
  }

  /**
   * Reads the names.
   *
   * @param text names with commas between them, a file of one a line, or null for numbers
   * @throws InputException if the file can't be read or holds no names
   */
  public static ClassNames of(String text) throws InputException {
    if (text == null) {
      return new ClassNames(null);
    }
    if (text.indexOf(',') >= 0) {
      return new ClassNames(checked(split(text, ','), "--class-names"));
    }
    Source file = Source.file(new Converters.OfPath().convert(text));
    String lines = new String(file.bytes(MAX_BYTES), StandardCharsets.UTF_8);
    List<String> names = split(lines, '\n');
    while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    if (names.isEmpty()) {
      throw new InputException(file.name(), "no class names (expected one a line, found none)");
    }
    return new ClassNames(checked(names, file.name()));
  }

  private static List<String> checked(List<String> names, String place) throws InputException {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).length() > MAX_LETTERS) {
        throw new InputException(
            place,
            "class name "
                + i
                + " is too long (expected at most "
                + MAX_LETTERS
                + " letters, found "
                + names.get(i).length()
                + ")");
      }
    }
    return names;
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == separator) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    return parts;
  }

  /**
   * Makes sure that there is a name for each class.
   *
   * @throws InputException if the network has another number of classes
   */
  public void require(LoadedNetwork loaded) throws InputException {
    if (names != null && names.size() != loaded.network().classes()) {
      throw new InputException(
          loaded.file(),
          "as many class names as classes are needed (expected "
              + loaded.network().classes()
              + ", found "
              + names.size()
              + ")");
    }
  }

  /** The names of so many classes. */
  public List<String> of(int classes) {
    if (names != null) {
      return names;
    }
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      numbers.add(Integer.toString(i));
    }
    return numbers;
  }
}
