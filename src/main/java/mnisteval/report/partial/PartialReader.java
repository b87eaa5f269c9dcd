package mnisteval.report.partial;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mnisteval.input.InputException;
import mnisteval.input.Sha256;
import mnisteval.input.Source;
import mnisteval.input.SourceStream;
import mnisteval.report.Report;

/**
 * Reads a part of a run, as {@link PartialWriter} writes it, from a file that nobody vouches for.
 */
public final class PartialReader {
  /** More classes than any label has. */
  private static final int MOST_LABELS = 65_536;

  /** The most that an IDX file can have; McNemar's test takes a step for each. */
  private static final long MOST_IMAGES = 0xffff_ffffL;

  private static final Set<String> KEYS =
      Set.of(
          "schema",
          "version",
          "images",
          "labels",
          "count",
          "rows",
          "columns",
          "transposed",
          "classOrder",
          "classNames",
          "options",
          "networks",
          "pair");

  private final JsonFields json;
  private final String file;
  private String schema;
  private String version;
  private Report.Input images;
  private Report.Input labels;
  private long count;
  private int rows;
  private int columns;
  private boolean transposed;
  private List<Integer> classOrder;
  private List<String> classNames = List.of();
  private final Map<String, String> options = new LinkedHashMap<>();
  private Partial partial;
  private NetworkPair pair;

  private PartialReader(JsonFields json, String file) {
    this.json = json;
    this.file = file;
  }

  /**
   * Reads a part.
   *
   * @param before the parts that are held while this one is read, or null
   * @throws InputException if it can't be read, is malformed, or needs too much memory
   */
  public static Partial read(Source source, Partial before) throws IOException {
    try (SourceStream in = source.open();
        JsonFields json = new JsonFields(in, before == null ? 0 : before.bytes())) {
      in.requireProportion();
      return new PartialReader(json, source.name()).read();
    } catch (InputException e) {
      throw e;
    } catch (IOException e) {
      // Of the text: what the source itself can't do is an InputException.
      throw malformed(source, e);
    }
  }

  private static InputException malformed(Source source, IOException e) {
    boolean located = e instanceof JsonProcessingException json && json.getLocation() != null;
    String place =
        located ? " at line " + ((JsonProcessingException) e).getLocation().getLineNr() : "";
    String problem = "malformed JSON" + place + " (expected a file of --partial)";
    return new InputException(source.name(), problem, e);
  }

  private Partial read() throws IOException {
    json.object(KEYS, this::field);
    if (pair != null) {
      partial.compare(pair);
    }
    json.require(!partial.networks().isEmpty(), "a network");
    return partial;
  }

  private void field(String name) throws IOException {
    json.require(schema != null || name.equals("schema"), "\"schema\" first");
    switch (name) {
      case "schema" -> schema();
      case "version" -> version = json.text();
      case "images" -> images = input(false);
      case "labels" -> labels = input(false);
      case "count" -> count = json.integer(1, MOST_IMAGES);
      case "rows" -> rows = (int) json.integer(1, Integer.MAX_VALUE);
      case "columns" -> columns = (int) json.integer(1, Integer.MAX_VALUE);
      case "transposed" -> transposed = json.bool();
      case "classOrder" -> classOrder = json.isNull() ? null : labels();
      case "classNames" -> classNames = json.texts();
      case "options" ->
          json.object(Set.copyOf(PartialRun.OPTIONS), key -> options.put(key, json.textOrNull()));
      case "networks" -> networks();
      default -> pair = json.isNull() ? null : pair();
    }
  }

  private void schema() throws IOException {
    schema = json.text();
    if (!PartialWriter.SCHEMA.equals(schema)) {
      throw InputException.of(
          file,
          "no part of a run (expected schema %s of --partial, found %s)",
          PartialWriter.SCHEMA,
          schema.length() > 40 ? schema.substring(0, 40) + "…" : schema);
    }
  }

  private List<Integer> labels() throws IOException {
    List<Integer> found = json.integers(MOST_LABELS, 0, MOST_LABELS - 1);
    boolean once = Set.copyOf(found).size() == found.size();
    json.require(once && !found.isEmpty(), "labels, each of them once");
    return found;
  }

  private Report.Input input(boolean mayBeUnknown) throws IOException {
    String[] found = new String[3];
    json.object(
        Set.of("name", "sha256", "entry"),
        key -> {
          switch (key) {
            case "name" -> found[0] = json.text();
            case "sha256" -> found[1] = mayBeUnknown ? json.textOrNull() : json.text();
            default -> found[2] = json.textOrNull();
          }
        });
    boolean sum = found[1] == null || Sha256.isOne(found[1]);
    json.require(sum, "the sha256 of \"" + found[0] + "\" as 64 hexadecimal digits");
    return new Report.Input(found[0], found[1], found[2]);
  }

  /** Reads the networks, before which all but the pair has to stand. */
  private void networks() throws IOException {
    json.require(
        images != null && labels != null && version != null && count > 0 && columns > 0 && rows > 0,
        "\"networks\" after what all parts have in common");
    json.require(options.size() == PartialRun.OPTIONS.size(), "\"options\" before \"networks\"");
    Map<String, String> ordered = new LinkedHashMap<>();
    PartialRun.OPTIONS.forEach(option -> ordered.put(option, options.get(option)));
    PartialRun run =
        new PartialRun(
            version,
            images,
            labels,
            count,
            rows,
            columns,
            transposed,
            classOrder,
            classNames,
            ordered);
    partial = new Partial(file, run);
    long before = json.reserved();
    PartialNetworkReader reader = new PartialNetworkReader(json, run, file);
    json.array(
        Integer.MAX_VALUE,
        () -> {
          partial.add(reader.read(() -> input(true)));
          json.held(before);
          json.reserve(partial.bytes());
        });
  }

  private NetworkPair pair() throws IOException {
    String[] names = new String[2];
    long[] counts = new long[4];
    List<String> keys = List.of("images", "disagreements", "onlyFirst", "onlySecond");
    json.object(
        Set.of("first", "second", "images", "disagreements", "onlyFirst", "onlySecond"),
        key -> {
          switch (key) {
            case "first" -> names[0] = json.text();
            case "second" -> names[1] = json.text();
            default -> counts[keys.indexOf(key)] = json.integer(0, count);
          }
        });
    boolean fits = counts[1] <= counts[0] && counts[2] <= counts[1] && counts[3] <= counts[1];
    json.require(fits && counts[2] + counts[3] <= counts[1], "counts of a pair that fit together");
    return new NetworkPair(names[0], names[1], counts[0], counts[1], counts[2], counts[3]);
  }
}
