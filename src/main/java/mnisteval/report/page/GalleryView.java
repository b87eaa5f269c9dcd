package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.metrics.MistakeTally.Mistake;
import mnisteval.report.ClassNames;
import mnisteval.report.Rounded;

/**
 * The misclassified images, most confident first.
 *
 * @param shown how many there are, in words
 * @param items none if the network is always right
 */
record GalleryView(String shown, List<Item> items) {
  /**
   * An image.
   *
   * @param pair {@code true-predicted}
   * @param position classes that find it in the sprite sheet
   */
  record Item(
      String pair,
      String position,
      String number,
      String actual,
      String predicted,
      String confidence) {}

  /** Whether there are images. */
  boolean any() {
    return !items.isEmpty();
  }

  static GalleryView of(Accuracy accuracy, ClassNames names, List<Mistake> mistakes) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < mistakes.size(); i++) {
      Mistake mistake = mistakes.get(i);
      items.add(
          new Item(
              mistake.label() + "-" + mistake.predicted(),
              SpriteSheet.position(i, mistakes.size()),
              Long.toString(mistake.number()),
              names.name(mistake.label()),
              names.name(mistake.predicted()),
              Rounded.percent(mistake.confidence(), 1)));
    }
    return new GalleryView(shown(items.size(), accuracy.total() - accuracy.correct()), items);
  }

  private static String shown(int shown, long mistakes) {
    String all = Rounded.count(mistakes) + " mistakes";
    if (mistakes == 0) {
      return "No mistakes";
    }
    if (shown == 0) {
      return all + ", whose images are too large to be shown";
    }
    return shown == mistakes
        ? "All " + all
        : "The " + Rounded.count(shown) + " most confident of " + all;
  }
}
