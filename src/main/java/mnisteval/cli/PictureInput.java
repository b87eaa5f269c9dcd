package mnisteval.cli;

import java.util.ArrayList;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.picture.GreyImage;
import mnisteval.picture.MnistNormalization;
import mnisteval.picture.PictureFile;

/**
 * Gives pictures to networks.
 *
 * @param asIs whether pictures are given as they are, not like those of MNIST
 * @param several whether more than one network was given
 */
record PictureInput(boolean asIs, boolean several, Console console) {
  /** Returns the side of the square that a picture is scaled to; 0 if it is taken as it is. */
  int side(Predictor predictor) throws InputException {
    return asIs ? 0 : MnistNormalization.side(predictor.network().inputs(), predictor.file());
  }

  /**
   * Returns what each network says of a picture; one of several that takes pictures of another size
   * is reported and left out.
   *
   * @throws InputException if no network can be given the picture
   */
  List<Predictor.Answer> answers(Source source, List<Predictor> networks) throws InputException {
    GreyImage picture = PictureFile.read(source);
    List<Predictor.Answer> answers = new ArrayList<>();
    for (Predictor predictor : networks) {
      try {
        answers.add(predictor.answer(input(picture, source.name(), predictor)));
      } catch (InputException e) {
        if (!several || !asIs) {
          throw e;
        }
        console.report(e);
      }
    }
    return answers;
  }

  /** Returns a picture as the network takes it: scaled to a side, or with --as-is unchanged. */
  private GreyImage input(GreyImage image, String name, Predictor predictor) throws InputException {
    if (!asIs) {
      return MnistNormalization.of(image, side(predictor), name);
    }
    if (image.pixels().length != predictor.network().inputs()) {
      throw InputException.of(
          name,
          "an image of another size than the network takes (expected %d pixels as in %s,"
              + " found %dx%d = %d)",
          predictor.network().inputs(),
          predictor.file(),
          image.width(),
          image.height(),
          image.pixels().length);
    }
    return image;
  }
}
