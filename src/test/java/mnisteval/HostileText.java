package mnisteval;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Text of numbers and JSON called by what is wrong with them, as large as is read. */
final class HostileText {
  /** Bytes; a little less than a file of weights may have in a heap of 128 MB. */
  private static final int MUCH = 15 << 20;

  /** A number between two doubles, whose last digit decides. */
  private static final String HALF = "1.000000000000000111022302462515654042363166809082031250001";

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private HostileText() {}

  static Map<String, byte[]> files() {
    HostileText text = new HostileText();
    text.addNumbers();
    text.addJson();
    text.addJsonObjects();
    return text.files;
  }

  private void addNumbers() {
    filled("text-of-ones", "", "1 ", "");
    filled("text-of-one-column", "", "1\n", "");
    filled("text-of-one-long-line", "", "0.5,", "x");
    filled("text-of-empty-fields", "1", ",", "");
    filled("text-of-digits", "", "1", "");
    filled("text-of-zeros", "0.", "0", "1");
    filled("text-of-long-numbers", "", "9".repeat(4299) + ",", "");
    filled("text-of-halves", "", HALF + ",", "");
    filled("text-of-small-numbers", "", "3e-320,", "");
    filled("text-of-large-numbers", "", "9e307,", "");
    filled("text-of-exponents", "", "1e-999999999,", "");
    filled("text-of-blanks", "1", " ", "x");
    filled("text-of-empty-lines", "1\n", "\n", "1 1");
    filled("text-of-comments", "", "#\n", "1");
    filled("text-in-one-comment", "1 #", "1 ", "");
    filled("text-with-nul-bytes", "1,2\n", "\0", "");
    put("text-of-many-columns-then-two", "1" + ",1".repeat(999_999) + "\n1,2\n");
    put("text-of-many-columns", ("1" + ",1".repeat(999_999) + "\n").repeat(2));
    put("text-with-an-exponent-beyond-all", "1,1e99999999999999999999\n");
    put("text-with-infinity", "1,inf\n");
  }

  private void addJson() {
    filled("json-in-lists", "", "[", "");
    filled("json-in-objects", "", "{'a':", "");
    put("json-in-100000-lists", "[".repeat(100_000) + "1" + "]".repeat(100_000));
    filled("json-of-ones", "[", "1,", "1]");
    filled("json-of-lists-of-one", "[", "[1],", "[1]]");
    filled("json-of-empty-lists", "[", "[],", "[]]");
    filled("json-of-empty-objects", "[", "{},", "{}]");
    filled("json-of-nulls", "[", "null,", "1]");
    filled("json-of-texts", "[", "'\u00e9',", "1]");
    filled("json-of-longer-texts", "[", "'" + "\u20ac".repeat(100) + "',", "1]");
    filled("json-of-one-text", "['", "x", "']");
    filled("json-of-escapes", "['", "\\u0000", "']");
    filled("json-of-one-name", "{'", "x", "':1}");
    filled("json-of-digits", "[", "1", "]");
    filled("json-of-long-numbers", "[", "9".repeat(4299) + ",", "1]");
    filled("json-of-halves", "[", HALF + ",", "1]");
    filled("json-of-small-numbers", "[", "3e-320,", "1]");
    filled("json-of-exponents", "[", "1e-999999999,", "1]");
    filled("json-of-numbers-and-at-last-a-text", "[", "1,", "'']");
    filled("json-of-blanks", "[", " ", "]");
    filled("json-that-is-cut", "{'W1':[[1,2],[3,4]],'b1':[", "0.5,", "");
    put("json-with-nul-bytes", "[[1,2],\0[3,4]]");
    put("json-with-not-a-number", "{'W1':[[1,NaN],[3,4]],'b1':[1,2]}");
    put("json-with-a-ragged-list", "{'W1':[[1,2],[3]],'b1':[1,2]}");
    put("json-of-300000-ragged-rows", "{'W1':[" + "[1],[1,2],".repeat(150_000) + "[1]]}");
    put(
        "json-under-a-long-name",
        "{'" + "x".repeat(1 << 19) + "':[" + "'a',".repeat(300_000) + "1]}");
  }

  private void addJsonObjects() {
    StringBuilder many = new StringBuilder("{");
    StringBuilder arrays = new StringBuilder("{");
    StringBuilder colliding = new StringBuilder("{");
    StringBuilder wide = new StringBuilder("{");
    for (int i = 0; i < 1 << 18; i++) {
      many.append("'").append(i).append("':1,");
      arrays.append(i < 66_000 ? "'" + i + "':[1]," : "");
      wide.append(i < 2_000 ? "'W" + i + "':[[" + "1,".repeat(400) + "1]]," : "");
      colliding.append("'");
      for (int bit = 0; bit < 18; bit++) {
        colliding.append((i >> bit & 1) == 0 ? "Aa" : "BB"); // of one hash
      }
      colliding.append("':1,");
    }
    String last = "'last':1}";
    put("json-with-262144-numbers", many + last);
    put("json-with-66000-arrays", arrays + last);
    put("json-with-names-of-one-hash", colliding + last);
    put("json-with-2000-layers", wide + last);
    put("json-with-one-name-twice", "{'W1':[[1]],'W1':[[2]],'b1':[3]}");
  }

  /** Adds a file of a beginning, a text as often as there is room, and an end. */
  private void filled(String name, String start, String text, String end) {
    put(name, start + text.repeat(MUCH / text.getBytes(StandardCharsets.UTF_8).length) + end);
  }

  private void put(String name, String text) {
    files.put(name, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
