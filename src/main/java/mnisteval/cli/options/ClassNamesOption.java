package mnisteval.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mnisteval.evaluation.ClassOrder;
import mnisteval.input.Source;
import mnisteval.report.ClassNames;
import picocli.CommandLine.Option;

/** The option that names the classes. */
public final class ClassNamesOption {
  @Option(
      names = "--class-names",
      paramLabel = "FILE|a,b,c",
      description =
          "Names of the classes, by ascending label: a file with one name a line, or names.")
  private String names;

  private Path file;

  /** Returns whether it was given. */
  public boolean given() {
    return names != null;
  }

  /** Returns the names, or their file, as they were given; or null. */
  String text() {
    return names;
  }

  /** Checks that a file can be called so, if it names one. */
  public void check(UsageChecks checks) {
    if (names != null && names.indexOf(',') < 0) {
      file = checks.path(names);
    }
  }

  /**
   * Returns the names of the classes, read from a file of one a line or from names with commas
   * between them; without the option those that the images have, or else the labels. {@link #check}
   * comes first.
   *
   * @param labels the names that the images have for each label from 0, or none
   * @param order the labels of the outputs, or null if output k is label k
   * @throws IOException if the file cannot be read or holds no names
   */
  public ClassNames read(List<String> labels, ClassOrder order) throws IOException {
    ClassNames found;
    if (names == null) {
      found = ClassNames.ofLabels(labels, order);
    } else {
      found = file == null ? ClassNames.of(names) : ClassNames.read(Source.file(file));
    }
    return order == null ? found : found.orLabels(order);
  }
}
