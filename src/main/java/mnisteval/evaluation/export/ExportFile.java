package mnisteval.evaluation.export;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import mnisteval.evaluation.ClassOrder;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.input.SourceStream;

/**
 * Reads predictions from a CSV file: a line of names and one for each image, in any order, in the
 * columns {@code index,label,predicted,p0,p1...}, in any order too. The label, and the
 * probabilities of all classes, may be missing. A first column without a name, as pandas writes it,
 * is the index if no other is.
 *
 * <p>Numbers are decimal, whole ones too: numpy writes 7 as {@code 7.000000000000000000e+00}. As in
 * what numpy and others write, the names may follow a {@code #}, and stand in quotation marks.
 */
public final class ExportFile implements Closeable {
  /** Ten times a row of 256 classes; without a bound, a file of one line would fill the heap. */
  private static final int MOST_CHARACTERS = 1 << 16;

  private static final int MOST_SHOWN = 40;
  private static final int INDEX = -1;
  private static final int LABEL = -2;
  private static final int PREDICTED = -3;
  private static final int IGNORED = -4;

  /** Whole numbers beyond it are not all doubles. */
  private static final double LARGEST_WHOLE = 1L << 53;

  private final InputStream in;
  private final String file;
  private final int classes;
  private final ClassOrder order;
  private long line;

  /** What each column holds: one of the constants, or the probability of this class. */
  private int[] columns;

  private ExportFile(SourceStream in, int classes, ClassOrder order) {
    in.requireProportion();
    this.in = new BufferedInputStream(in);
    this.file = in.name();
    this.classes = classes;
    this.order = order;
  }

  /**
   * Reads a file.
   *
   * @param classes of the network
   * @param order the labels of its outputs, or null if output k is label k
   * @param images of which nothing is read
   * @param first the number of the first image
   * @param part whether the images are a part of the set, so that rows of others are skipped
   * @throws InputException if the file is malformed, or has not one row for each image
   */
  public static ExportedPredictions read(
      Source source, int classes, ClassOrder order, LabeledImages images, long first, boolean part)
      throws IOException {
    try (SourceStream in = source.open();
        ExportFile file = new ExportFile(in, classes, order)) {
      file.readNames();
      boolean probable = Arrays.stream(file.columns).anyMatch(column -> column >= 0);
      long count = images.remaining();
      ExportedPredictions all =
          new ExportedPredictions(in.name(), first, count, classes, order, probable);
      file.readRows(all, first, count, part);
      all.requireAll();
      return all;
    }
  }

  private void readNames() throws IOException {
    String names = nextLine();
    String text = names == null ? "" : names.replaceFirst("^(\u00ef\u00bb\u00bf)?\\s*#?", "");
    List<String> fields = new ArrayList<>();
    for (String field : text.split(",", -1)) {
      fields.add(field.strip().replaceFirst("^\"(.*)\"$", "$1"));
    }
    boolean indexed = fields.contains("index");
    columns = new int[fields.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(fields.get(i), i == 0, indexed);
    }
    requireColumns(fields);
  }

  private int column(String name, boolean first, boolean indexed) throws InputException {
    switch (name) {
      case "index":
        return INDEX;
      case "label":
        return LABEL;
      case "predicted":
        return PREDICTED;
      case "network":
        throw InputException.of(
            file,
            "holds the predictions of several networks (expected those of one, found a column"
                + " network); --predictions of that network alone writes them");
      case "":
        if (first) {
          return indexed ? IGNORED : INDEX;
        }
        break;
      default:
        for (int k = 0; k < classes; k++) {
          if (name.equals(probabilityOf(k))) {
            return k;
          }
        }
    }
    throw InputException.of(file, "unknown column %s (expected %s)", shown(name), expectedNames());
  }

  private String probabilityOf(int classIndex) {
    return "p" + (order == null ? classIndex : order.label(classIndex));
  }

  private String expectedNames() {
    return "index,label,predicted," + probabilityOf(0) + " to " + probabilityOf(classes - 1);
  }

  private void requireColumns(List<String> names) throws InputException {
    List<Integer> found = Arrays.stream(columns).boxed().toList();
    if (new HashSet<>(found).size() < found.size()) {
      throw InputException.of(file, "two columns of one name (expected %s)", expectedNames());
    }
    for (int needed : new int[] {INDEX, PREDICTED}) {
      if (!found.contains(needed)) {
        throw InputException.of(
            file,
            "no column %s (expected %s, found %s)",
            needed == INDEX ? "index" : "predicted",
            expectedNames(),
            shown(String.join(",", names)));
      }
    }
    long probable = found.stream().filter(column -> column >= 0).count();
    if (probable > 0 && probable < classes) {
      throw InputException.of(
          file,
          "probabilities of some classes (expected those of all %d or none, found %d)",
          classes,
          probable);
    }
  }

  private void readRows(ExportedPredictions all, long first, long count, boolean part)
      throws IOException {
    double[] row = new double[classes];
    for (String text = nextLine(); text != null; text = nextLine()) {
      if (text.isBlank()) {
        continue;
      }
      String[] fields = text.split(",", -1);
      if (fields.length != columns.length) {
        throw wrong("%d columns (expected %d)", fields.length, columns.length);
      }
      long image = -1;
      int label = -1;
      int predicted = -1;
      for (int i = 0; i < fields.length; i++) {
        switch (columns[i]) {
          case INDEX -> image = whole(fields[i]);
          case LABEL -> label = (int) Math.min(whole(fields[i]), Integer.MAX_VALUE);
          case PREDICTED -> predicted = classOf(whole(fields[i]), all);
          case IGNORED -> {}
          default -> row[columns[i]] = number(fields[i]);
        }
      }
      if (!all.isInside(image) && !part) {
        throw wrong(
            "image %d is not among those evaluated (expected %d to %d)",
            image, first, first + count - 1);
      }
      if (all.isInside(image) && !all.add(image, label, predicted, row)) {
        throw wrong("image %d for the second time (expected each once)", image);
      }
    }
  }

  private int classOf(long label, ExportedPredictions all) throws InputException {
    int found = all.classOf(label);
    if (found < 0) {
      throw wrong(
          "predicted is %d (expected one of the network's %d labels, from %d to %d)",
          label, classes, all.labelOf(0), all.labelOf(classes - 1));
    }
    return found;
  }

  private long whole(String field) throws InputException {
    double number = number(field);
    if (number != Math.rint(number) || number < 0 || number > LARGEST_WHOLE) {
      throw wrong("%s (expected a whole number from 0)", shown(field));
    }
    return (long) number;
  }

  private double number(String field) throws InputException {
    String text = field.strip();
    boolean decimal = !text.isEmpty();
    for (int i = 0; i < text.length() && decimal; i++) {
      // Java would read hexadecimal numbers and letters for types, too.
      decimal = "0123456789+-.eE".indexOf(text.charAt(i)) >= 0;
    }
    try {
      double number = decimal ? Double.parseDouble(text) : Double.NaN;
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong("%s (expected a finite number)", shown(field));
  }

  private InputException wrong(String template, Object... values) {
    return InputException.of(file, "line " + line + ": " + template, values);
  }

  private static String shown(String text) {
    return "'" + (text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text) + "'";
  }

  /** Returns the next line, each byte a character, without its end; null after the last. */
  private String nextLine() throws IOException {
    StringBuilder text = new StringBuilder();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    line++;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (text.length() == MOST_CHARACTERS) {
        throw wrong("too long (expected at most %d characters)", MOST_CHARACTERS);
      }
      text.append((char) next);
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
