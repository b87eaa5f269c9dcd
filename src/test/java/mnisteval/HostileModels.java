package mnisteval;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** ONNX models called by what is wrong with them. */
final class HostileModels {
  private static final long MOST = Long.MAX_VALUE;

  private HostileModels() {}

  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    lengths(files);
    graphs(files);
    repetitions(files);
    return files;
  }

  private static void lengths(Map<String, byte[]> files) {
    byte[] version = OnnxFile.number(1, 8);
    for (long length : new long[] {MOST, -1, Integer.MAX_VALUE, 1L << 31, 1L << 32, 1 << 20}) {
      byte[] graph = OnnxFile.join(OnnxFile.varint(7 << 3 | 2), OnnxFile.varint(length));
      files.put("onnx-graph-of-" + length, OnnxFile.join(version, graph, new byte[99]));
      byte[] raw = OnnxFile.join(OnnxFile.varint(9 << 3 | 2), OnnxFile.varint(length));
      files.put("onnx-numbers-of-" + length, matrix(OnnxFile.join(raw, new byte[24]), 2, 3));
      byte[] name = OnnxFile.join(OnnxFile.varint(1 << 3 | 2), OnnxFile.varint(length));
      files.put("onnx-name-of-" + length, OnnxFile.ofRows().node("Relu", name, "y").bytes());
    }
    byte[] six = OnnxFile.message(9, new byte[24]);
    for (long dimension : new long[] {MOST, Long.MIN_VALUE, -2, 0, 1L << 32, 1L << 31, 3}) {
      files.put("onnx-dimension-of-" + dimension, matrix(six, 2, dimension + 3));
    }
    files.put("onnx-dimensions-of-2-to-62", matrix(six, 1L << 31, 1L << 31));
    long[] many = new long[1 << 20];
    Arrays.fill(many, 1);
    files.put("onnx-of-2-to-20-dimensions", matrix(six, many));
    byte[] groups = new byte[1 << 20];
    Arrays.fill(groups, (byte) (15 << 3 | 3));
    files.put("onnx-groups-in-groups", OnnxFile.join(version, OnnxFile.text(2, "p"), groups));
    byte[] deep = new byte[0];
    for (int i = 0; i < 2000; i++) {
      deep =
          OnnxFile.message(
              1, OnnxFile.text(4, "If"), OnnxFile.message(5, OnnxFile.message(6, deep)));
    }
    files.put("onnx-graphs-in-graphs", new OnnxFile().add(deep).bytes());
  }

  /** A network of one layer, whose weights have these numbers and this shape. */
  private static byte[] matrix(byte[] numbers, long... dims) {
    byte[] tensor = OnnxFile.message(5, OnnxFile.header("W", OnnxFile.FLOAT, dims), numbers);
    return OnnxFile.ofRows().add(tensor).node("MatMul", "y", "x", "W").bytes();
  }

  private static void graphs(Map<String, byte[]> files) {
    OnnxFile circle = OnnxFile.ofRows().node("Relu", "y", "z").node("Identity", "z", "y");
    files.put("onnx-in-a-circle", circle.bytes());
    files.put("onnx-of-a-node-of-itself", OnnxFile.ofRows().node("Add", "y", "y", "y").bytes());
    OnnxFile nothing = OnnxFile.ofRows();
    OnnxFile chain = OnnxFile.ofRows().node("Identity", "y", "60000");
    OnnxFile constants = OnnxFile.ofRows().tensor("0", new long[0], 1);
    for (int i = 0; i < 60_000; i++) {
      chain.node("Identity", "" + (i + 1), i == 0 ? "x" : "" + i);
      constants.node("Identity", "" + (i + 1), "" + i);
    }
    files.put("onnx-of-60000-nodes", chain.bytes());
    files.put(
        "onnx-of-60000-names-of-a-constant", constants.node("Add", "y", "x", "60000").bytes());
    byte[] empty = new byte[15 << 20];
    for (int i = 0; i < empty.length; i += 2) {
      empty[i] = 1 << 3 | 2;
    }
    files.put("onnx-of-8-million-nodes", nothing.add(empty).bytes());
    files.put("onnx-of-8-million-names", OnnxFile.ofRows().node("Relu", empty, "y", "x").bytes());
    byte[] attributes = new byte[15 << 20];
    Arrays.fill(attributes, (byte) 0);
    for (int i = 0; i < attributes.length; i += 2) {
      attributes[i] = 5 << 3 | 2;
    }
    files.put(
        "onnx-of-8-million-attributes", OnnxFile.ofRows().node("Relu", attributes, "y").bytes());
    files.put("onnx-of-8-million-tensors", OnnxFile.ofRows().add(attributes).bytes());
    files.put(
        "onnx-of-a-long-operator", OnnxFile.ofRows().node("C".repeat(1 << 22), "y", "x").bytes());
    files.put("onnx-that-forges-lines", OnnxFile.ofRows().node("\n\033[31mRelu", "y", "x").bytes());
  }

  /** One tensor many times, multiplied by something each time. */
  private static void repetitions(Map<String, byte[]> files) {
    float[] square = new float[1000 * 1000];
    Arrays.fill(square, 1e-3f);
    float[] row = Arrays.copyOf(square, 1000);
    for (String kind : new String[] {"plain", "scaled", "shifted"}) {
      OnnxFile file = OnnxFile.ofRows().tensor("W", new long[] {1000, 1000}, square);
      file.tensor("k", new long[] {1000}, row);
      String value = "x";
      for (int i = 0; i < 3000; i++) {
        if (!kind.equals("plain")) {
          file.node(kind.equals("scaled") ? "Mul" : "Add", "p" + i, value, "k");
          value = "p" + i;
        }
        file.node("MatMul", i == 2999 ? "y" : "v" + i, value, "W");
        value = "v" + i;
      }
      files.put("onnx-of-one-matrix-3000-times-" + kind, file.bytes());
    }
    OnnxFile wide = OnnxFile.ofRows().tensor("k", new long[] {3_000_000}, new float[3_000_000]);
    String value = "x";
    for (int i = 0; i < 4000; i++) {
      wide.node("Add", i == 3999 ? "y" : "v" + i, value, "k");
      value = "v" + i;
    }
    files.put("onnx-of-3000000-numbers-4000-times", wide.bytes());
    byte[] halves = OnnxFile.message(5, new byte[6_000_000]);
    OnnxFile half = OnnxFile.ofRows();
    half.add(OnnxFile.message(5, OnnxFile.header("k", 10, 6_000_000), halves));
    value = "x";
    for (int i = 0; i < 4000; i++) {
      half.node("Mul", i == 3999 ? "y" : "v" + i, value, "k");
      value = "v" + i;
    }
    files.put("onnx-of-6000000-halves-4000-times", half.bytes());
  }
}
