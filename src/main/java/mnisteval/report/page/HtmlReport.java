package mnisteval.report.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import mnisteval.evaluation.metrics.MistakeTally.Mistake;
import mnisteval.input.Printable;
import mnisteval.report.RankedNames;
import mnisteval.report.Report;
import mnisteval.report.Rounded;

/**
 * A report as one HTML page that needs no network and no other file. Its policy lets the browser
 * run the one script and the one style sheet inside the page, known by their hashes, and load
 * nothing; all text from outside is escaped.
 */
public final class HtmlReport {
  /** The most classes whose confusion matrix is shown. */
  public static final int MOST_IN_MATRIX = MatrixView.MOST_CLASSES;

  /** The networks that have a section: with the mistakes of more, a page is longer than 10 MB. */
  public static final int MOST_SECTIONS = 20;

  private HtmlReport() {}

  /**
   * Writes the page piece by piece, with {@code \n} at the ends of lines, to be encoded in UTF-8.
   * The same report gives the same page. All networks are ranked; the first {@value #MOST_SECTIONS}
   * have a section each.
   *
   * @param mistakes of each network in the report's order (at least of those with a section), the
   *     most confident first, each of {@code report.rows()} by {@code report.columns()} pixels
   * @param out not closed
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(Report report, List<List<Mistake>> mistakes, Writer out)
      throws IOException {
    StringBuilder css = new StringBuilder(resource("report.css"));
    for (int i = 0; i < Math.min(MOST_SECTIONS, mistakes.size()); i++) {
      if (!mistakes.get(i).isEmpty()) {
        SpriteSheet sheet = new SpriteSheet(report.rows(), report.columns(), mistakes.get(i));
        css.append(sheet.css("#network-" + (i + 1)));
      }
    }
    List<NetworkView> networks = new ArrayList<>();
    List<String> ranks = report.ranks();
    RankedNames names = new RankedNames(report.networks());
    for (int i = 0; i < report.networks().size(); i++) {
      List<Mistake> shown = i < MOST_SECTIONS ? mistakes.get(i) : null;
      networks.add(NetworkView.of(report, i, ranks.get(i), names, shown));
    }
    try {
      template().execute(new Page(report, networks, css.toString(), resource("report.js")), out);
    } catch (MustacheException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** What the template shows. Texts are not escaped yet. */
  private record Page(Report report, List<NetworkView> networks, String style, String script) {
    String title() {
      String best = networks.get(0).accuracy();
      String result = best == null ? "" : best + (several() ? " at best" : "") + " · ";
      String failed = report.failedGates() == null ? "" : report.failedGates() + " · ";
      return failed + result + heading() + " · mnist-eval";
    }

    String heading() {
      return several()
          ? networks.size() + " networks compared"
          : report.networks().get(0).file().name();
    }

    /** Whether there is more than one network, to be ranked. */
    boolean several() {
      return networks.size() > 1;
    }

    /** How many networks have a section where not all have, otherwise null. */
    Integer sections() {
      return networks.size() > MOST_SECTIONS ? MOST_SECTIONS : null;
    }

    /** The number of the last image that was evaluated. */
    long last() {
      return report.offset() + report.total() - 1;
    }

    /** The p-value of the comparison, null without one. */
    String mcnemar() {
      return report.comparison() == null
          ? null
          : Rounded.boundedDecimal(report.comparison().mcnemar());
    }

    String styleHash() {
      return hash(style);
    }

    String scriptHash() {
      return hash(script);
    }
  }

  /** In the template, whole numbers are written as {@link Rounded#count}. */
  private static Template template() {
    return Mustache.compiler()
        .withEscaper(HtmlReport::escape)
        .withFormatter(
            value -> value instanceof Long count ? Rounded.count(count) : String.valueOf(value))
        .strictSections(true)
        .compile(resource("report.html.mustache"));
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name + " in the program", e);
    }
  }

  /** What a Content-Security-Policy calls a text that it allows. */
  private static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Makes any text safe in HTML, between tags or in a quoted attribute, and {@link Printable}, so
   * that a name cannot pass for another one.
   */
  static String escape(String raw) {
    return Printable.of(raw)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
