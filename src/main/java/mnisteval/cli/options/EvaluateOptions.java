package mnisteval.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.Gate;
import mnisteval.idx.ImageSet;
import mnisteval.input.Source;
import mnisteval.weights.layers.ReadOptions;

/**
 * What an evaluation is asked for, whoever read the arguments.
 *
 * @param weights the files of weights, at least one
 * @param reading how they are read
 * @param auto what is chosen by the labels, or null if nothing is
 * @param order the labels of the networks' outputs, or null if output k is label k
 * @param images the images and their labels
 * @param gates bounds on each accuracy
 * @param report more than the accuracy of one network, or null
 * @param threads work on the images, at most, from 1
 * @param quiet whether no progress is shown
 */
public record EvaluateOptions(
    List<Source> weights,
    ReadOptions reading,
    Auto auto,
    ClassOrder order,
    ImageSet images,
    List<Gate> gates,
    ReportOptions report,
    int threads,
    boolean quiet) {
  /** Bytes of a small network: the book's in float64 takes less. */
  private static final int SMALL = 1 << 19;

  /** With fewer images, a run is over before anything is compiled. */
  private static final int MANY_IMAGES = 1000;

  /**
   * Returns whether this is a run as most are: two threads, one small network, the program's own
   * images. It is long enough for the JVM to compile its loops, and over soon after.
   */
  public boolean isShort() {
    Path path = weights.get(0).path();
    return threads > 1
        && images.runs() != null
        && images.limit() >= MANY_IMAGES
        && weights.size() == 1
        && path != null
        && path.toFile().length() <= SMALL;
  }

  /** Returns the files of weights, images and labels, which must not be overwritten. */
  public List<Path> inputs() {
    List<Path> paths = new ArrayList<>();
    for (Source source : weights) {
      paths.add(source.path());
      for (Source part : source.parts()) {
        paths.add(part.path());
      }
    }
    paths.add(images.images().path());
    paths.add(images.labels().path());
    paths.removeAll(Collections.singleton(null));
    return paths;
  }
}
