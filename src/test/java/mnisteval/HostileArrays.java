package mnisteval;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;

/** Files of .npy, safetensors and PyTorch called by what is wrong with them. */
final class HostileArrays {
  private static final int MOST = Integer.MAX_VALUE;
  private static final String TENSOR = "{'dtype':'U8','shape':[2],'data_offsets':[0,2]}";

  /** The end of a header that is right. */
  private static final String LAST = ",'last':" + TENSOR + "}";

  private HostileArrays() {}

  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    numpy(files);
    safetensors(files);
    safetensorsOffsets(files);
    torch(files);
    torchModules(files);
    joblib(files);
    return files;
  }

  private static void numpy(Map<String, byte[]> files) {
    for (String shape :
        new String[] {
          "(9223372036854775808,)",
          "(9223372036854775807, 2)",
          "(18446744073709551617, 6)",
          "(2147483647, 2147483647)",
          "(65536, 65536, 65536, 65536)",
          "(0, 2147483647, 2147483647)",
          "(-1, 6)",
          "(-2, -3)",
          "(0, 3)",
          "(1e9,)",
          "(" + "1, ".repeat(65) + ")",
          "(" + "(".repeat(4000),
          "(" + "9".repeat(9000) + ",)",
        }) {
      String name = shape.length() > 30 ? shape.substring(0, 30) + "-and-so-on" : shape;
      files.put("npy-of-shape-" + name, npy("|u1", shape, 1, 2, 3, 4, 5, 6));
    }
    for (String descr : new String[] {"|O", "|V4096", "<c16", "<f16", "<U2147483647", "<M8[ns]"}) {
      files.put("npy-of-dtype-" + descr, npy(descr, "(2, 3)", 1, 2, 3, 4, 5, 6));
    }
    objects(files, "no-pickle", "\1\2\3");
    objects(files, "a-program", "cposix\nsystem\n(S'touch pwned'\ntR.");
    objects(files, "an-instance-of-a-program", "(S'touch pwned'\nios\nsystem\n.");
    objects(files, "itself", "}q\0U\1ah\0s.");
    objects(files, "two-pickles", "}.}.");
    objects(files, "a-count-of-2-to-63", "\216\377\377\377\377\377\377\377\177");
    objects(files, "many-lists", "]".repeat(15_000_000));
    objects(files, "nested-lists", "]".repeat(300_000) + "a".repeat(299_999) + ".");
    files.put("npy-header-of-65535-bytes", npyHeader(1, 65_535));
    files.put("npy-header-of-2-to-31-bytes", npyHeader(2, 1L << 31));
    files.put("npy-header-of-2-to-32-bytes", npyHeader(3, (1L << 32) - 1));
    files.put("npy-header-that-is-not-there", npyHeader(1, 0));
    files.put("npy-of-version-255", npyHeader(255, 20));
  }

  /** A .npy file of an array of objects, whose pickle this is. */
  private static void objects(Map<String, byte[]> files, String name, String pickle) {
    byte[] header = npy("|O", "()");
    byte[] bytes = Arrays.copyOf(header, header.length + pickle.length());
    System.arraycopy(latin1(pickle), 0, bytes, header.length, pickle.length());
    files.put("npy-of-objects-of-" + name, bytes);
  }

  private static byte[] npyHeader(int version, long length) {
    byte[] npy = npy("|u1", "(2, 3)", 1, 2, 3, 4, 5, 6);
    npy[6] = (byte) version;
    ByteBuffer fields = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    if (version == 1) {
      fields.putShort(8, (short) length);
    } else {
      fields.putInt(8, (int) length);
    }
    return npy;
  }

  /** A .npy file of these bytes; the shape is as Python writes it. */
  static byte[] npy(String descr, String shape, int... data) {
    String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + "}\n";
    ByteBuffer npy =
        ByteBuffer.allocate(10 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
    npy.put(latin1("\u0093NUMPY\1\0")).putShort((short) header.length()).put(latin1(header));
    for (int b : data) {
      npy.put((byte) b);
    }
    return npy.array();
  }

  private static void safetensors(Map<String, byte[]> files) {
    String one = "{'x':" + TENSOR + "}";
    for (long length : new long[] {Long.MIN_VALUE, -1, 1L << 32, (1L << 47) + 60, 61, MOST}) {
      files.put("safetensors-header-of-" + Long.toUnsignedString(length), header(length, one));
    }
    files.put("safetensors-header-in-a-million-objects", header("{'x':".repeat(1_000_000)));
    files.put(
        "safetensors-header-in-a-million-lists", header("{'x':{'shape':" + "[".repeat(1_000_000)));
    files.put("safetensors-with-x-twice", header("{'x':" + TENSOR + ",'x':" + TENSOR + "}"));
    files.put("safetensors-with-a-long-name", header("{'" + "x".repeat(1 << 22) + "':1}"));
    files.put(
        "safetensors-with-a-long-text", header("{'x':{'dtype':'" + "F".repeat(1 << 22) + "'}}"));
    files.put(
        "safetensors-with-a-long-number", header("{'x':{'shape':[" + "9".repeat(1 << 22) + "]}}"));
    files.put("safetensors-with-many-dimensions", header("{'x':{'shape':[" + "1,".repeat(1 << 20)));
    files.put("safetensors-with-much-blank", header("{" + " ".repeat(15 << 20) + "}"));
    StringBuilder many = new StringBuilder("{");
    StringBuilder texts = new StringBuilder("{'__metadata__':{");
    StringBuilder colliding = new StringBuilder("{");
    for (int i = 0; i < 280_000; i++) {
      String name = (i == 0 ? "'" : ",'") + i + "':";
      many.append(name).append("{'dtype':'U8','shape':[0],'data_offsets':[0,0]}");
      texts.append(name).append("'").append("x".repeat(40)).append("'");
    }
    for (int i = 1; i < 1 << 16; i++) {
      StringBuilder name = new StringBuilder(i == 1 ? "'" : ",'");
      for (int bit = 0; bit < 16; bit++) {
        name.append((i >> bit & 1) == 0 ? "Aa" : "BB"); // of one hash
      }
      colliding.append(name).append("':{'dtype':'U8','shape':[0],'data_offsets':[0,0]}");
    }
    StringBuilder wide = new StringBuilder("{");
    String no =
        "':{'dtype':'U8','shape':[0" + ",2147483647".repeat(63) + "],'data_offsets':[0,0]},";
    for (int i = 0; i < 10_000; i++) {
      wide.append("'").append(i).append(no);
    }
    for (int i = 10_000; i < 65_534; i++) {
      wide.append("'").append(i).append("':{'dtype':'U8','shape':[0],'data_offsets':[0,0]},");
    }
    files.put("safetensors-with-65535-wide-arrays", header(wide + LAST.substring(1)));
    files.put("safetensors-with-280000-arrays", header(many.append(LAST).toString()));
    files.put("safetensors-with-280000-texts", header(texts.append("}" + LAST).toString()));
    files.put("safetensors-with-names-of-one-hash", header(colliding.append(LAST).toString()));
  }

  private static void safetensorsOffsets(Map<String, byte[]> files) {
    for (String offsets :
        new String[] {
          "[0,3]",
          "[1,2]",
          "[2,0]",
          "[-2,0]",
          "[0,-2]",
          "[0,4294967298]",
          "[4294967296,4294967298]",
          "[0,9223372036854775807]",
          "[9223372036854775807,9223372036854775807]",
          "[0,9223372036854775808]",
          "[0,1e400]",
          "[0]",
          "[]",
        }) {
      files.put(
          "safetensors-at-" + offsets, header("{'x':" + TENSOR.replace("[0,2]", offsets) + "}"));
    }
    for (String shape :
        new String[] {
          "[4294967298]",
          "[9223372036854775807,9223372036854775807]",
          "[2147483647,2147483647,4]",
          "[-2]",
          "[-1,-2]",
          "[0,2147483647,2147483647]",
        }) {
      files.put(
          "safetensors-of-shape-" + shape, header("{'x':" + TENSOR.replace("[2]", shape) + "}"));
    }
    String second = ",'y':{'dtype':'U8','shape':[1],'data_offsets':";
    files.put("safetensors-that-overlap", header("{'x':" + TENSOR + second + "[1,2]}}"));
    files.put(
        "safetensors-with-a-hole",
        header("{'x':" + TENSOR.replace("2]", "1]") + second + "[2,3]}}"));
  }

  private static byte[] header(String json) {
    return header(json.length(), json);
  }

  private static byte[] header(long length, String json) {
    ByteBuffer file = ByteBuffer.allocate(8 + json.length() + 2).order(ByteOrder.LITTLE_ENDIAN);
    return file.putLong(length).put(latin1(json.replace('\'', '"'))).array();
  }

  private static void torch(Map<String, byte[]> files) {
    files.put("torch-stride-0-of-2-to-31", view(6, 0, new int[] {MOST}, 0));
    files.put("torch-strides-0-of-2-to-62", view(6, 0, new int[] {MOST, MOST}, 0, 0));
    files.put("torch-strides-0-of-784-times-2-to-20", view(6, 0, new int[] {784, 1 << 20}, 0, 0));
    files.put("torch-huge-strides", view(6, 0, new int[] {2, 3}, MOST, MOST));
    files.put("torch-huge-strides-over-nothing", view(6, 0, new int[] {0, 3}, MOST, MOST));
    files.put("torch-negative-strides", view(6, 5, new int[] {2, 3}, -3, -1));
    files.put("torch-negative-shape", view(6, 0, new int[] {-2, -3}, 3, 1));
    files.put("torch-negative-offset", view(6, -1, new int[] {2, 3}, 3, 1));
    files.put("torch-offset-of-2-to-31", view(6, MOST, new int[] {2, 3}, 3, 1));
    files.put("torch-storage-of-2-to-31", view(MOST, 0, new int[] {2, 3}, 3, 1));
    files.put("torch-storage-of-minus-1", view(-1, 0, new int[] {2, 3}, 3, 1));
    files.put("torch-fewer-strides-than-dimensions", view(6, 0, new int[] {2, 3}, 1));
    files.put("torch-without-storage", new TorchFile().tensor("W", "0", 2, 3).bytes());
    files.put(
        "torch-storage-outside", new TorchFile().tensor("W", "../../../etc/passwd", 2).bytes());
    TorchFile many = new TorchFile().storage("0", new float[1 << 20]);
    for (int n = 1; n <= 20_000; n++) {
      many.tensor("W" + n, "0", 1024, 1024);
    }
    files.put("torch-20000-tensors-in-one-storage", many.bytes());
  }

  /** Whole modules, as torch.save(model) writes them. */
  private static void torchModules(Map<String, byte[]> files) {
    for (String type :
        new String[] {
          "os\nsystem", "torch.nn.modules.conv\nConv2d", "torch.nn.modules.batchnorm\nBatchNorm1d",
          "torch.hub\nload", "torch.serialization\nload", "torch.nn.modules.activation\nPReLU"
        }) {
      String module = "U\1mc" + type + "\n)\201";
      files.put(
          "torch-module-of-" + type.replace('\n', '.'), new TorchFile().opcodes(module).bytes());
    }
    String self = "U\1mcnet\nNet\n)\201q\1}(U\13_parameters}U\10_modulesh\1ub";
    files.put("torch-module-without-modules", new TorchFile().opcodes(self).bytes());
    String twice = "U\1mcnet\nNet\n)\201q\1}(U\13_parameters}q\2U\10_modulesh\2ubh\2U\1ah\1s0";
    files.put("torch-module-that-holds-itself", new TorchFile().opcodes(twice).bytes());
  }

  /** Arrays whose bytes are said to follow in the pickle. */
  private static void joblib(Map<String, byte[]> files) {
    String wrapper =
        "cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\201}(U\10subclasscnumpy\nndarray\n";
    String order = "U\5orderU\1CU\5dtypecnumpy\ndtype\nU\2";
    String most = "J\377\377\377\177";
    String numbers = "U\5shape" + most + most + most + "\207" + order + "f8\205Rub";
    String objects = "U\5shape)" + order + "O8\205Rub";
    files.put("joblib-of-2-to-93-numbers", latin1(wrapper + numbers + "abc."));
    files.put("joblib-of-a-program", latin1(wrapper + objects + "cos\nsystem\nU\1a\205R."));
    files.put("joblib-within-joblib", latin1((wrapper + objects).repeat(50_000)));
    files.put("joblib-of-objects-without-end", latin1(wrapper + objects + "]".repeat(10_000_000)));
    files.put("zlib-of-nothing", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
    files.put("zlib-that-ends", new byte[] {0x78, (byte) 0x9c, 3});
    files.put("zlib-of-a-gigabyte", zlibOfZeros());
    files.put(
        "objects-within-objects",
        latin1("ca\nB\n)\201}U\1a".repeat(500_000) + "N" + "sb".repeat(500_000) + "."));
    files.put("many-objects", latin1("ca\nB\n)\201".repeat(1_500_000) + "."));
    files.put("long-class-names", latin1("c" + "a".repeat(8_000_000) + "\nB\n)\201."));
    files.put(
        "objects-that-share-attributes",
        latin1(
            "}(" + "U\1aN".repeat(100_000) + "uq\1" + "cb\nC\n)\201h\1b".repeat(1_000_000) + "."));
    files.put(
        "several-pickles-the-last-a-program",
        latin1("N.".repeat(1000) + "cos\nsystem\nU\1a\205R."));
  }

  private static byte[] zlibOfZeros() {
    Deflater deflater = new Deflater(9);
    ByteArrayOutputStream zlib = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 16];
    byte[] out = new byte[1 << 16];
    for (int i = 0; i < 1 << 14; i++) {
      deflater.setInput(some);
      if (i == (1 << 14) - 1) {
        deflater.finish();
      }
      for (int n = deflater.deflate(out); n > 0; n = deflater.deflate(out)) {
        zlib.write(out, 0, n);
      }
    }
    deflater.end();
    return zlib.toByteArray();
  }

  private static byte[] view(int count, int first, int[] shape, int... strides) {
    return new TorchFile()
        .storage("0", 1, 2, 3, 4, 5, 6)
        .tensor("W", "0", count, first, shape, strides)
        .bytes();
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
