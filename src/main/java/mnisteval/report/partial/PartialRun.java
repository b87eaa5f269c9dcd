package mnisteval.report.partial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.input.InputException;
import mnisteval.report.Report;

/**
 * What all parts of a run have in common.
 *
 * @param version of the program
 * @param images the image file
 * @param labels the label file
 * @param count how many images the file has
 * @param rows height of an image in pixels
 * @param columns width of an image in pixels
 * @param transposed whether the file holds the images by columns
 * @param classOrder the label of each output, or null if output k is label k
 * @param classNames the name of each label from 0, where the images have names; otherwise empty
 * @param options how the networks were read: the values of these options, null where not given
 */
public record PartialRun(
    String version,
    Report.Input images,
    Report.Input labels,
    long count,
    int rows,
    int columns,
    boolean transposed,
    List<Integer> classOrder,
    List<String> classNames,
    Map<String, String> options) {
  /** The options of which a partial tells the value. */
  public static final List<String> OPTIONS =
      List.of("activation", "pixels", "layout", "bias", "split");

  /**
   * Checks that another part is of the same run.
   *
   * @param file this part's file in messages
   * @param other part, whose names of files alone may differ
   * @param otherFile that part's file in messages
   * @throws InputException if it is of another run
   */
  void requireSame(String file, PartialRun other, String otherFile) throws InputException {
    Map<String, Object> expected = facts();
    for (Map.Entry<String, Object> fact : other.facts().entrySet()) {
      String wanted = String.valueOf(expected.get(fact.getKey()));
      String found = String.valueOf(fact.getValue());
      if (!wanted.equals(found)) {
        throw InputException.of(
            otherFile,
            "another run than %s: %s (expected %s, found %s)",
            file,
            fact.getKey(),
            wanted,
            found);
      }
    }
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version of the program", version);
    facts.put("sha256 of the images", images.sha256());
    facts.put("sha256 of the labels", labels.sha256());
    facts.put("entry of the images", images.entry());
    facts.put("entry of the labels", labels.entry());
    facts.put("number of images", count);
    facts.put("names of the classes", classNames);
    facts.put("size of the images", rows + "x" + columns);
    facts.put("--transpose", transposed ? "given" : "not given");
    facts.put("--class-order", classOrder == null ? "not given" : classOrder);
    options.forEach((name, value) -> facts.put("--" + name, value == null ? "not given" : value));
    return facts;
  }
}
