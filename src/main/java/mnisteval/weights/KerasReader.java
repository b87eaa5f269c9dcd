package mnisteval.weights;

import static mnisteval.weights.array.FormatException.shown;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import mnisteval.weights.hdf5.Hdf5Object;

/**
 * Reads the weights of Keras models, and what their configuration says of activations.
 *
 * <pre>
 *   model.save('m.h5')                 attribute model_config; group model_weights as below
 *   model.save_weights('w.h5')         attribute layer_names; NAME with the attribute weight_names,
 *                                      such as dense/kernel:0, which are paths from NAME on
 *   model.save_weights('w.weights.h5') layers/NAME/vars/0 and 1; NAME is dense, dense_1, dense_2, …
 *   model.save('m.keras')              a zip archive: config.json, model.weights.h5 of this kind
 * </pre>
 */
final class KerasReader {
  private static final String CONFIGURATION = "config.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String DENSE = "dense";

  /** Where Keras 3, and Keras 2.12 to 2.15, keep the variables of layers. */
  private static final String[] GROUPS = {"layers", "_layer_checkpoint_dependencies"};

  private final KerasModel model;
  private final List<Pair> pairs = new ArrayList<>();

  /** Weights and bias of a layer, the latter null if it has none. */
  private record Pair(NdArray weights, NdArray bias) {}

  private KerasReader(KerasModel model) {
    this.model = model;
  }

  /**
   * Reads an HDF5 file, of a whole model or of weights only.
   *
   * @param bytes the whole file
   * @throws FormatException if it is malformed, or of a network that is not fully connected
   */
  static NamedArrays readHdf5(byte[] bytes) {
    Hdf5Object root = Hdf5Object.root(bytes);
    List<String> configuration = root.texts("model_config");
    KerasModel model = null;
    if (configuration != null && !configuration.isEmpty()) {
      model = KerasModel.of(configuration.get(0).getBytes(StandardCharsets.UTF_8));
    }
    Hdf5Object whole = root.find("model_weights");
    Hdf5Object weights = whole == null ? root : whole;
    List<String> names = weights.texts("layer_names");
    KerasReader reader = new KerasReader(model);
    return names == null ? reader.variables(root) : reader.layers(weights, names);
  }

  /**
   * Reads a {@code .keras} file.
   *
   * @throws FormatException if it is malformed, or of a network that is not fully connected
   */
  static NamedArrays readArchive(ZipArchive zip) {
    KerasModel model = KerasModel.of(zip.read(CONFIGURATION));
    return new KerasReader(model).variables(Hdf5Object.root(zip.read(WEIGHTS)));
  }

  private NamedArrays layers(Hdf5Object weights, List<String> names) {
    if (model != null) {
      names = model.names();
    }
    for (String name : names) {
      Hdf5Object layer = weights.find(name);
      List<String> paths = layer == null ? null : layer.texts("weight_names");
      if (paths == null) {
        throw FormatException.of("no weights of the layer %s in the file", shown(name));
      }
      List<NdArray> found = new ArrayList<>();
      for (String path : paths.subList(0, Math.min(paths.size(), 3))) {
        Hdf5Object array = layer.find(path);
        if (array == null) {
          throw FormatException.of(
              "no %s in the file (expected it in %s)", shown(path), shown(name));
        }
        found.add(array.array());
      }
      if (!found.isEmpty() || model != null) {
        add(name, found);
      }
    }
    return finish();
  }

  private NamedArrays variables(Hdf5Object root) {
    Hdf5Object layers = null;
    for (String group : GROUPS) {
      layers = layers == null ? root.find(group) : layers;
    }
    if (layers == null) {
      throw new FormatException(
          "an HDF5 file of another kind (expected a model or weights that Keras saved;"
              + " numpy.savez writes arrays)");
    }
    List<String> names = new ArrayList<>();
    for (String name : layers.names()) {
      Hdf5Object variables = layers.find(name + "/vars");
      if (variables != null && !variables.names().isEmpty()) {
        names.add(name);
      }
    }
    names.sort(Comparator.comparingInt(KerasReader::position));
    for (String name : names) {
      if (position(name) < 0) {
        throw FormatException.of(
            "holds variables of the layer %s (expected fully connected layers only)", shown(name));
      }
      Hdf5Object variables = layers.find(name + "/vars");
      List<NdArray> found = new ArrayList<>();
      for (String variable : new String[] {"0", "1", "2"}) {
        Hdf5Object array = variables.find(variable);
        if (array != null) {
          found.add(array.array());
        }
      }
      add(name, found);
    }
    return finish();
  }

  /** Returns 0 for dense, 1 for dense_1 and so on, as Keras counts them; -1 for another name. */
  private static int position(String name) {
    if (name.equals(DENSE)) {
      return 0;
    }
    return name.matches(DENSE + "_[1-9][0-9]{0,5}") ? Integer.parseInt(name.substring(6)) : -1;
  }

  private void add(String name, List<NdArray> found) {
    boolean dense = found.size() == 1 || found.size() == 2;
    if (!dense || found.get(0).rank() != 2) {
      throw FormatException.of(
          "the layer %s has %d arrays%s (expected weights of two dimensions and a bias)",
          shown(name),
          found.size(),
          found.isEmpty() ? "" : ", the first of shape " + found.get(0).shapeText());
    }
    pairs.add(new Pair(found.get(0), found.size() == 2 ? found.get(1) : null));
  }

  private NamedArrays finish() {
    if (pairs.isEmpty()) {
      throw new FormatException("no weights of any layer in the file (expected those of Dense)");
    }
    if (model != null && model.names().size() != pairs.size()) {
      throw FormatException.of(
          "weights of %d layers in the file (expected %d, as its configuration says)",
          pairs.size(), model.names().size());
    }
    boolean biases = false;
    for (Pair pair : pairs) {
      biases |= pair.bias() != null;
    }
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      arrays.put("layers." + i + ".W", pair.weights());
      if (biases) {
        arrays.put("layers." + i + ".b", pair.bias() == null ? zeros(pair) : pair.bias());
      }
    }
    Map<String, String> texts = model == null ? Map.of() : model.texts();
    return new NamedArrays(model == null ? "Keras weights" : "Keras model", arrays, texts);
  }

  /** A layer without a bias has zeros for it. */
  private static NdArray zeros(Pair pair) {
    int[] shape = {pair.weights().size() == 0 ? 0 : pair.weights().shape()[1]};
    // The same byte for all of them takes no memory.
    return NdArray.strided(DType.of("u1"), shape, new int[1], 0, new byte[1], 0, 1);
  }
}
