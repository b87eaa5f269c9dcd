package mnisteval.cli;

import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Network;
import mnisteval.picture.GreyImage;
import mnisteval.picture.MnistNormalization;
import mnisteval.picture.PictureFile;
import mnisteval.weights.layers.LoadedNetwork;

/** Makes of pictures what a network takes. */
final class PictureReader {
  private final String file;
  private final Network network;
  private final boolean asIs;
  private final int side;

  /**
   * For this network.
   *
   * @param asIs whether pictures are given to it without being scaled and centred
   * @throws InputException if they are not, and the network takes no square images
   */
  PictureReader(LoadedNetwork loaded, boolean asIs) throws InputException {
    this.file = loaded.file();
    this.network = loaded.network();
    this.asIs = asIs;
    this.side = (int) Math.sqrt(network.inputs());
    if (!asIs && side * side != network.inputs()) {
      throw new InputException(
          file,
          "takes no square images (expected such as 784 = 28x28 inputs, found "
              + network.inputs()
              + "; --as-is gives it others)");
    }
  }

  /**
   * Reads a picture.
   *
   * @return an image of as many pixels as the network has inputs
   * @throws InputException if it can't be read, is blank, or of the wrong size for as it is
   */
  GreyImage read(Source source) throws InputException {
    GreyImage image = PictureFile.read(source);
    if (!asIs) {
      return MnistNormalization.of(image, side, source.name());
    }
    int found = image.width() * image.height();
    if (found != network.inputs()) {
      throw new InputException(
          source.name(),
          "an image of another size than the network takes (expected "
              + network.inputs()
              + " pixels as in "
              + file
              + ", found "
              + image.width()
              + "x"
              + image.height()
              + " = "
              + found
              + ")");
    }
    return image;
  }
}
