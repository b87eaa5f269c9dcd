package mnisteval.cli;

import java.util.List;
import mnisteval.input.InputException;
import mnisteval.picture.GreyImage;

/** What is printed of the labels that a network predicts for images, one after the other. */
interface PredictionLines {
  /** Returns the lines before the first image. */
  default List<String> start() {
    return List.of();
  }

  /**
   * Returns the next lines.
   *
   * @param name the picture's file, or the number of an image in its set
   * @param label the true one of an image of a set, or null
   * @param image of as many pixels as the network has inputs
   * @throws InputException if it is too large to be drawn
   */
  List<String> of(String name, Integer label, GreyImage image) throws InputException;

  /** Returns the lines after the last image. */
  default List<String> end() {
    return List.of();
  }
}
