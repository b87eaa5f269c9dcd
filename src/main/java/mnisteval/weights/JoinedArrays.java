package mnisteval.weights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/**
 * The arrays of several files that are one network. An array that is alone in a file without a name
 * is called as the file is, without extensions: {@code W1} of {@code W1.npy}. All others keep their
 * names, unless two files have the same ones: then each is called {@code FILE.NAME}.
 */
final class JoinedArrays {
  /** What a reader calls an array that has no name. */
  private static final Set<String> NAMELESS = Set.of("W", "0");

  private static final Pattern EXTENSIONS =
      Pattern.compile(
          "(?i)(\\.(npy|npz|pkl|pickle|csv|tsv|txt|dat|json|pt|pth|bin|safetensors|gz))+$");

  /** A file's name, without its folder and extensions, and its content. */
  private record Part(String name, String path, NamedArrays content) {
    boolean isNameless() {
      return content.arrays().size() == 1
          && NAMELESS.contains(content.arrays().keySet().iterator().next());
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private final Set<String> formats = new LinkedHashSet<>();
  private int count;

  /**
   * Adds the content of the next file.
   *
   * @param file its name in messages
   * @param stored its bytes, decompressed
   * @return the bytes of it that are held in memory from now on, roughly
   */
  long add(String file, NamedArrays content, int stored) {
    String path = EXTENSIONS.matcher(file.replace('\\', '/')).replaceFirst("");
    parts.add(new Part(path.substring(path.lastIndexOf('/') + 1), path, content));
    formats.add(content.format());
    count += content.arrays().size();
    long held = 0;
    for (NdArray array : content.arrays().values()) {
      held += (long) array.size() * array.dtype().size();
    }
    // Those of an archive are beside its bytes, which are garbage then.
    return Math.max(held, stored);
  }

  /** Returns how many arrays there are. */
  int count() {
    return count;
  }

  /**
   * Returns the arrays of all files, in their order.
   *
   * @throws FormatException if two have the same name, and so have their files
   */
  NamedArrays all() {
    boolean byPath = !areUnlike(parts.stream().map(Part::name).toList());
    List<String> names = new ArrayList<>();
    for (Part part : parts) {
      names.addAll(part.isNameless() ? List.of(part.name) : part.content.arrays().keySet());
    }
    boolean prefixed = !areUnlike(names);
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Part part : parts) {
      String name = byPath ? part.path : part.name;
      String prefix = prefixed ? name + "." : "";
      for (Map.Entry<String, NdArray> entry : part.content.arrays().entrySet()) {
        String array = part.isNameless() ? name : prefix + entry.getKey();
        if (arrays.put(array, entry.getValue()) != null) {
          throw FormatException.of("two arrays called %s", FormatException.shown(array));
        }
      }
      part.content.texts().forEach((key, value) -> texts.put(free(texts, name, key), value));
      part.content.numbers().forEach((key, value) -> numbers.put(free(numbers, name, key), value));
    }
    String format = parts.size() + " files: " + String.join(", ", formats);
    return new NamedArrays(format, arrays, texts, numbers);
  }

  private static boolean areUnlike(List<String> names) {
    return new HashSet<>(names).size() == names.size();
  }

  private static String free(Map<String, ?> taken, String file, String name) {
    return taken.containsKey(name) ? file + "." + name : name;
  }
}
