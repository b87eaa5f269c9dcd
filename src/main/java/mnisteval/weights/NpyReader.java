package mnisteval.weights;

import static mnisteval.weights.array.FormatException.shown;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import mnisteval.input.NpyHeader;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import mnisteval.weights.pickle.PickleReader;

/**
 * Reads numpy's .npy and .npz files, whose arrays have an {@link NpyHeader}. Instead of elements,
 * an array of Python objects (dtype O) has a pickle of the whole array, which is read as any other:
 * as data.
 */
final class NpyReader {
  private static final String SUFFIX = ".npy";

  /** One for each layer of the largest network. */
  private static final int MAX_TEXTS = 1000;

  private final Map<String, NdArray> arrays = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final PickleReader pickles = new PickleReader();

  private NpyReader() {}

  /**
   * Reads a .npy file. Its array is called W; those of an array of objects are called as in a
   * pickle.
   *
   * @throws FormatException if it is malformed, or an array of other than real numbers or objects
   */
  static NamedArrays readArray(byte[] bytes) {
    NpyReader reader = new NpyReader();
    reader.add("", bytes);
    return reader.named("numpy .npy array");
  }

  private NamedArrays named(String format) {
    return new NamedArrays(format, arrays, texts, numbers, notes);
  }

  /**
   * Reads a .npz archive. Arrays that numpy named {@code arr_0} and so on are called 0 and so on;
   * the name of an array of objects is the path before the names of those in it.
   *
   * @throws FormatException if it is malformed, or holds arrays of other than real numbers or
   *     objects
   */
  static NamedArrays readArchive(ZipArchive zip) {
    NpyReader reader = new NpyReader();
    for (String entry : zip.names()) {
      if (entry.endsWith(SUFFIX)) {
        String key = entry.substring(0, entry.length() - SUFFIX.length());
        if (zip.names().contains(key)) {
          // numpy gives this entry for the name, though it is no array.
          throw FormatException.of("two entries called %s", shown(key));
        }
        reader.add(key.startsWith("arr_") ? key.substring("arr_".length()) : key, zip.read(entry));
      }
    }
    return reader.named("numpy .npz archive");
  }

  /** Adds an array by its name, which is empty for the only one of a file. */
  private void add(String name, byte[] bytes) {
    String shown = shown(name.isEmpty() ? "W" : name);
    NpyHeader header = header(bytes, shown);
    int data = header.length();
    if (header.descr().charAt(1) == 'O') {
      addObjects(pickles.readWithin(name, bytes, data));
      return;
    }
    if (header.descr().charAt(1) == 'U') {
      addText(name, header, bytes, data);
      return;
    }
    DType dtype = dtype(header.descr(), shown);
    int size = bytes.length - data;
    NdArray array = NdArray.of(dtype, header.shape(), header.fortranOrder(), bytes, data, size);
    put(name.isEmpty() ? "W" : name, array);
  }

  private void put(String name, NdArray array) {
    if (arrays.put(name, array) != null) {
      throw FormatException.of("two arrays called %s", shown(name));
    }
  }

  private void addObjects(NamedArrays objects) {
    for (Map.Entry<String, NdArray> entry : objects.arrays().entrySet()) {
      put(entry.getKey(), entry.getValue());
    }
    texts.putAll(objects.texts());
    numbers.putAll(objects.numbers());
    notes.addAll(objects.notes());
  }

  private static NpyHeader header(byte[] bytes, String name) {
    NpyHeader header;
    try {
      header = NpyHeader.read(new byte[0], new ByteArrayInputStream(bytes));
    } catch (IOException | DataFormatException e) {
      throw FormatException.of("a malformed .npy array (%s: %s)", name, e.getMessage());
    }
    if (header.descr().equals(NpyHeader.STRUCTURED)) {
      throw FormatException.of("holds a structured array (%s); only real numbers are read", name);
    }
    return header;
  }

  private static DType dtype(String descr, String name) {
    DType dtype = DType.of(descr.substring(1));
    if (dtype == null) {
      throw FormatException.of(
          "holds an array of dtype %s (%s); only real numbers of at most 8 bytes are read",
          shown(descr), name);
    }
    return dtype.withBigEndian(descr.charAt(0) == '>');
  }

  /**
   * Adds short texts, such as names of activations: a single one, or each of a list by its
   * position. They have 4 bytes a character, and are padded with zeros.
   */
  private void addText(String name, NpyHeader header, byte[] bytes, int data) {
    int rank = header.shape().length;
    int count = rank == 0 ? 1 : header.shape()[0];
    int length = bytes.length - data;
    if (rank > 1 || count == 0 || count > MAX_TEXTS || length > 4 * NamedArrays.MAX_TEXT * count) {
      return;
    }
    int size = length / count;
    Charset charset = Charset.forName(header.descr().charAt(0) == '>' ? "UTF-32BE" : "UTF-32LE");
    for (int i = 0; i < count; i++) {
      String text = new String(bytes, data + i * size, size, charset);
      int end = text.indexOf('\0');
      texts.put(rank == 0 ? name : name + "." + i, end < 0 ? text : text.substring(0, end));
    }
  }
}
