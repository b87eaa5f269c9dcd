package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;

/** Files of whole networks in a folder of resources, and what numpy computes with them. */
public final class WholeNetworks {
  private static final int IMAGES = 10_000;

  private final String folder;
  private final byte[] pixels = new byte[IMAGES * 784];

  /** Reads the images. */
  public WholeNetworks(String folder) throws IOException {
    this.folder = folder;
    try (LabeledImages images = ImageSet.bundled().open()) {
      Block block = images.newBlock();
      int at = 0;
      for (; images.next(block); at += block.count() * 784) {
        System.arraycopy(block.pixels(), 0, pixels, at, block.count() * 784);
      }
      assertEquals(pixels.length, at);
    }
  }

  /** Returns the pixels of all images of the test set, one after the other. */
  public byte[] pixels() {
    return pixels;
  }

  /**
   * Compares a network with numpy: the probabilities of the first image, the class of each.
   *
   * @param fields of a line: file, name of the classes, probabilities of the first image
   */
  public void assertGivesWhatNumpyGives(Network network, String[] fields) throws IOException {
    ForwardPass pass = new ForwardPass(network);
    String[] numbers = fields[2].split(" ");
    double[] found = pass.probabilities(pixels, 0);
    assertEquals(numbers.length, found.length);
    for (int i = 0; i < found.length; i++) {
      assertEquals(Double.parseDouble(numbers[i]), found[i], 1e-12);
    }
    String classes = String.join("", lines(folder, fields[1] + ".classes.txt"));
    assertEquals(IMAGES, classes.length());
    for (int i = 0; i < IMAGES; i++) {
      assertEquals(classes.charAt(i) - '0', pass.classify(pixels, i * 784), "image " + i);
    }
  }

  /** Returns the lines of a file of a folder. */
  public static List<String> lines(String folder, String file) throws IOException {
    try (InputStream in = WholeNetworks.class.getResourceAsStream(folder + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** Returns a file of a folder, called as it is there. */
  public static Source source(String folder, String file) {
    return Source.resource(file, folder + file);
  }
}
