package mnisteval;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Predictions, earlier reports and arrays of images called by what is wrong with them. Each option
 * takes the file that the name ends with.
 */
final class HostileData {
  private static final int MUCH = 30 << 20;

  private HostileData() {}

  /** Files for {@code --compare} of ten classes. */
  static Map<String, byte[]> predictions() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(files, "predictions-of-one-line", "index,".repeat(MUCH / 6));
    put(files, "predictions-without-end", "index,predicted\n0," + "1".repeat(MUCH));
    put(files, "predictions-of-one-image", "index,predicted\n" + "0,7\n".repeat(MUCH / 4));
    put(files, "predictions-of-no-image", "index,predicted\n" + "\n".repeat(MUCH));
    put(files, "predictions-far-away", "index,predicted\n9007199254740992,7\n");
    put(files, "predictions-of-exponents", "index,predicted\n0,1e999999999\n");
    put(files, "predictions-of-digits", "index,predicted\n0,0." + "0".repeat(60_000) + "1\n");
    put(files, "predictions-of-many-columns", "p0,".repeat(20_000) + "index\n");
    put(files, "predictions-that-are-cut", "index,predicted\n0");
    put(files, "predictions-of-nul-bytes", "\0".repeat(MUCH));
    put(files, "predictions-of-networks", "network,index,predicted\na,0,7\n");
    return files;
  }

  /** Files for {@code --baseline}. */
  static Map<String, byte[]> reports() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(files, "report-in-lists", "[".repeat(MUCH));
    put(files, "report-in-objects", "{\"networks\":".repeat(MUCH / 12));
    put(files, "report-of-one-name", "{\"" + "x".repeat(MUCH) + "\":1}");
    put(files, "report-of-one-schema", "{\"schema\":\"" + "x".repeat(MUCH) + "\"}");
    put(files, "report-of-one-sha256", "{\"images\":{\"sha256\":\"" + "x".repeat(MUCH) + "\"}}");
    put(files, "report-of-networks", "{\"networks\":[" + "{},".repeat(MUCH / 3) + "{}]}");
    put(
        files,
        "report-of-recalls",
        "{\"networks\":[{\"metrics\":{\"classes\":["
            + "{\"recall\":1},".repeat(MUCH / 13)
            + "{}]}}]}");
    put(files, "report-of-digits", "{\"offset\":" + "9".repeat(MUCH) + "}");
    put(files, "report-of-exponents", "{\"offset\":1e999999999}");
    put(files, "report-that-is-cut", "{\"schema\":\"mnist-eval/1\",");
    put(files, "report-of-blanks", " ".repeat(MUCH));
    put(files, "report-of-nul-bytes", "\0".repeat(MUCH));
    return files;
  }

  /** Files for {@code --images} and {@code --labels}, and archives for {@code --data}. */
  static Map<String, byte[]> arrays() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(files, "images-of-2-to-62", npy("'|u1'", "(2147483647, 46340, 46340)"));
    put(files, "images-of-2-to-93", npy("'|u1'", "(2147483647, 2147483647, 2147483647)"));
    put(files, "images-of-10-digits", npy("'|u1'", "(9999999999, 1, 1)"));
    put(files, "images-of-no-pixel", npy("'|u1'", "(3, 0, 28)"));
    put(files, "images-of-64-dimensions", npy("'|u1'", "(" + "1, ".repeat(64) + ")"));
    put(files, "images-of-65-dimensions", npy("'|u1'", "(" + "1, ".repeat(65) + ")"));
    put(files, "images-of-no-dimension", npy("'|u1'", "()"));
    put(files, "images-of-none", npy("'|u1'", "(0, 28, 28)"));
    put(files, "images-of-objects", npy("'|O'", "(1, 28, 28)"));
    put(files, "images-of-structures", npy("[('a', '|u1')]", "(1, 28, 28)"));
    put(files, "images-of-a-long-dtype", npy("'<" + "x".repeat(9000) + "'", "(1, 28, 28)"));
    put(files, "images-of-nested-lists", npy("[".repeat(9000), "(1, 28, 28)"));
    put(files, "images-with-a-long-header", npy("'|u1'", "(1, 28, 28" + " ".repeat(9900) + ")"));
    put(files, "images-with-4-GiB-of-header", "\u0093NUMPY\2\0\377\377\377\377{");
    put(files, "images-that-are-cut", npy("'|u1'", "(1, 28, 28)").substring(0, 30));
    put(files, "images-without-pixels", npy("'|u1'", "(1, 28, 28)"));
    put(files, "images-of-a-megapixel-squared", npy("'|u1'", "(1, 1048576, 1048576)"));
    return files;
  }

  private static String npy(String descr, String shape) {
    String header = "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + "}";
    char low = (char) (header.length() & 0xff);
    return "\u0093NUMPY\1\0" + low + (char) (header.length() >> 8) + header;
  }

  private static void put(Map<String, byte[]> files, String name, String latin1) {
    files.put(name, latin1.getBytes(StandardCharsets.ISO_8859_1));
  }
}
