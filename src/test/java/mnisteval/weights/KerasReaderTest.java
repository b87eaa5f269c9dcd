package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with HDF5 files that can be read; jHDF writes them, in the form of HDF5 1.8. */
final class KerasReaderTest {
  private static final float[][] W = {{1, 2, 3}, {4, 5, 6}};
  private static final float[] B = {7, 8, 9};

  @TempDir private Path folder;

  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("w.h5");
  }

  private byte[] written(Consumer<WritableHdfFile> write) throws IOException {
    try (WritableHdfFile file = HdfFile.write(path)) {
      write.accept(file);
    }
    return Files.readAllBytes(path);
  }

  private void refuses(String problem, Consumer<WritableHdfFile> write) throws IOException {
    byte[] bytes = written(write);
    FormatException e = assertThrows(FormatException.class, () -> KerasReader.readHdf5(bytes));
    assertEquals(problem, e.getMessage());
  }

  /** Adds a layer as save_weights wrote it until Keras 2. */
  private static void layer(WritableHdfFile file, Object weights, Object bias) {
    WritableGroup layer = file.putGroup("dense");
    file.putAttribute("layer_names", new String[] {"dense"});
    layer.putAttribute("weight_names", new String[] {"kernel:0", "bias:0"});
    layer.putDataset("kernel:0", weights);
    if (bias != null) {
      layer.putDataset("bias:0", bias);
    }
  }

  @Test
  void readsALayer() throws IOException {
    NamedArrays read = KerasReader.readHdf5(written(file -> layer(file, W, B)));
    assertEquals("[layers.0.W, layers.0.b]", read.arrays().keySet().toString());
    assertArrayEquals(
        new double[][] {{1, 2, 3}, {4, 5, 6}}, read.arrays().get("layers.0.W").matrix());
    assertArrayEquals(new double[] {7, 8, 9}, read.arrays().get("layers.0.b").elements());
  }

  @Test
  void readsLayersInTheOrderOfTheirNumbers() throws IOException {
    byte[] bytes =
        written(
            file -> {
              WritableGroup layers = file.putGroup("layers");
              for (int i : new int[] {10, 2, 0, 1}) {
                WritableGroup layer = layers.putGroup(i == 0 ? "dense" : "dense_" + i);
                layer.putGroup("vars").putDataset("0", new int[][] {{i}});
              }
            });
    NamedArrays read = KerasReader.readHdf5(bytes);
    double[] first =
        read.arrays().values().stream().mapToDouble(array -> array.elements()[0]).toArray();
    assertEquals("[0.0, 1.0, 2.0, 10.0]", Arrays.toString(first));
  }

  @Test
  void refusesOtherFiles() throws IOException {
    refuses(
        "an HDF5 file of another kind (expected a model or weights that Keras saved;"
            + " numpy.savez writes arrays)",
        file -> file.putDataset("W1", W));
  }

  @Test
  void refusesOtherLayers() throws IOException {
    refuses(
        "holds variables of the layer conv2d (expected fully connected layers only)",
        file -> {
          WritableGroup layers = file.putGroup("layers");
          layers.putGroup("conv2d").putGroup("vars").putDataset("0", W);
        });
  }

  @Test
  void refusesOtherShapes() throws IOException {
    refuses(
        "the layer dense has 2 arrays, the first of shape (3,) (expected weights of two dimensions"
            + " and a bias)",
        file -> layer(file, B, B));
  }

  @Test
  void refusesMissingArrays() throws IOException {
    refuses("no bias:0 in the file (expected it in dense)", file -> layer(file, W, null));
  }

  @Test
  void refusesMissingLayers() throws IOException {
    refuses(
        "no weights of the layer dense in the file",
        file -> file.putAttribute("layer_names", new String[] {"dense"}));
  }

  @Test
  void refusesAFileWithoutLayers() throws IOException {
    refuses(
        "no weights of any layer in the file (expected those of Dense)",
        file -> file.putGroup("layers"));
  }

  @Test
  void refusesNamesThatAreNumbers() throws IOException {
    refuses(
        "/ has layer_names (expected texts)",
        file -> file.putAttribute("layer_names", new int[] {1, 2}));
  }

  @Test
  void refusesGroupsForArrays() throws IOException {
    refuses(
        "/dense/kernel:0 is a group (expected an array)",
        file -> {
          WritableGroup layer = file.putGroup("dense");
          file.putAttribute("layer_names", new String[] {"dense"});
          layer.putAttribute("weight_names", new String[] {"kernel:0"});
          layer.putGroup("kernel:0");
        });
  }

  @Test
  void refusesTexts() throws IOException {
    refuses(
        "/dense/bias:0 is an HDF5 array of a type that is not read (expected floating-point numbers"
            + " or integers)",
        file -> layer(file, W, new String[] {"x", "y", "z"}));
  }

  @Test
  void refusesAnotherNumberOfLayers() throws IOException {
    refuses(
        "weights of 1 layers in the file (expected 2, as its configuration says)",
        file -> {
          String dense = "{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\"}}";
          file.putAttribute(
              "model_config",
              "{\"class_name\": \"Sequential\", \"config\": [" + dense + ", " + dense + "]}");
          WritableGroup layers = file.putGroup("layers");
          layers.putGroup("dense").putGroup("vars").putDataset("0", W);
        });
  }
}
