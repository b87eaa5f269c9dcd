package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.report.ClassNames;
import mnisteval.report.Rounded;

/**
 * The images that a network gets wrong, most confident first, and those that it gets right with the
 * least confidence. They are laid out when they are written, so that only one network's take
 * memory.
 *
 * @param shown how many mistakes there are, in words
 * @param whole whether all mistakes are there
 * @param images in the order of the sprite sheet: mistakes, then unsure ones
 * @param mistaken how many of them are mistakes
 */
record GalleryView(
    String shown, boolean whole, ClassNames names, List<KeptImages.Image> images, int mistaken) {
  /**
   * An image as the template shows it.
   *
   * @param position classes that find it in the sprite sheet
   */
  record Picture(KeptImages.Image image, String position, ClassNames names) {
    /** {@code true-predicted}. */
    String pair() {
      return image.label() + "-" + image.predicted();
    }

    /** The number in the file, without commas. */
    String number() {
      return Long.toString(image.number());
    }

    /** The loss, with as many digits as sorting needs. */
    double loss() {
      return Math.round(image.loss() * 1000) / 1000.0;
    }

    /** The class on the left: the true one. */
    String first() {
      return names.name(image.label());
    }

    /** The class on the right: the predicted one, or of an image that is right, the next one. */
    String second() {
      boolean right = image.label() == image.predicted();
      return names.name(right ? image.runnerUp() : image.predicted());
    }

    String confidence() {
      return Rounded.percent(image.confidence(), 1);
    }

    /** The probability of each class in ten-thousandths with commas between, nothing for 0. */
    String shares() {
      StringBuilder text = new StringBuilder();
      for (short share : image.shares()) {
        text.append(share == 0 ? "" : Short.toString(share)).append(',');
      }
      text.setLength(text.length() - 1);
      return text.toString();
    }
  }

  static GalleryView of(Accuracy accuracy, ClassNames names, KeptImages kept) {
    long all = accuracy.total() - accuracy.correct();
    int shown = kept.mistakes().size();
    return new GalleryView(shown(shown, all), shown == all, names, inOrder(kept), shown);
  }

  /** The images in the order of their sprite sheet. */
  static List<KeptImages.Image> inOrder(KeptImages kept) {
    List<KeptImages.Image> images = new ArrayList<>(kept.mistakes());
    images.addAll(kept.unsure());
    return images;
  }

  boolean any() {
    return mistaken > 0;
  }

  /** How many images are right but unsure, null without any. */
  Long unsureCount() {
    return images.size() == mistaken ? null : (long) images.size() - mistaken;
  }

  List<Picture> mistakes() {
    return pictures(0, mistaken);
  }

  List<Picture> unsure() {
    return pictures(mistaken, images.size());
  }

  private List<Picture> pictures(int from, int to) {
    List<Picture> pictures = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String position = SpriteSheet.position(i, images.size());
      pictures.add(new Picture(images.get(i), position, names));
    }
    return pictures;
  }

  private static String shown(int shown, long mistakes) {
    if (mistakes == 0) {
      return "No mistakes";
    }
    String all = Rounded.count(mistakes) + (mistakes == 1 ? " mistake" : " mistakes");
    if (shown == 0) {
      return all + ", whose images are too large to be shown";
    }
    return shown == mistakes
        ? mistakes == 1 ? all : "All " + all
        : "The " + Rounded.count(shown) + " most confident of " + all;
  }
}
