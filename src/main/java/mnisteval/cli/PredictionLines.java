package mnisteval.cli;

import java.util.List;
import mnisteval.input.InputException;

/** What is printed of the labels that networks predict for images, one after the other. */
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
   * @param answers what each network says of it
   * @throws InputException if it is too large to be drawn
   */
  List<String> of(String name, Integer label, List<Predictor.Answer> answers) throws InputException;

  /** Returns the lines after the last image. */
  default List<String> end() {
    return List.of();
  }
}
