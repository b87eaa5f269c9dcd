package mnisteval.report.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import mnisteval.evaluation.metrics.Mistake;
import mnisteval.report.Report;

/**
 * A report as one HTML page that needs nothing else: no network, no other file. Its policy lets the
 * browser run the one script and the one style sheet that were put in here, known by their hashes,
 * and load nothing; all text from outside is escaped.
 */
public final class HtmlReport {
  /**
   * The most classes whose confusion matrix is shown: a table of more would make the browser slow,
   * and nobody could read it.
   */
  public static final int MOST_IN_MATRIX = 100;

  private HtmlReport() {}

  /**
   * The page, with {@code \n} at the ends of lines, to be written in UTF-8. The same report gives
   * the same page.
   *
   * @param mistakes of each of {@code report.networks()}, in their order: the most confident first,
   *     each of {@code report.rows()} by {@code report.columns()} pixels; none of a network that
   *     failed
   */
  public static String of(Report report, List<List<Mistake>> mistakes) {
    StringWriter page = new StringWriter();
    try {
      write(report, mistakes, page);
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return page.toString();
  }

  /**
   * Writes the page piece by piece: of many networks it is long.
   *
   * @param mistakes as above
   * @param out not closed
   * @throws IOException if {@code out} can't be written
   */
  public static void write(Report report, List<List<Mistake>> mistakes, Writer out)
      throws IOException {
    StringBuilder style = new StringBuilder(resource("report.css"));
    for (int i = 0; i < mistakes.size(); i++) {
      if (!mistakes.get(i).isEmpty()) {
        SpriteSheet sheet = new SpriteSheet(report.rows(), report.columns(), mistakes.get(i));
        style.append(sheet.css("#network-" + (i + 1)));
      }
    }
    String script = resource("report.js");
    String styles = style.toString();
    PageView page = PageView.of(report, mistakes, styles, script, hash(styles), hash(script));
    try {
      template().execute(page, out);
    } catch (MustacheException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw e;
    }
  }

  private static Template template() {
    return Mustache.compiler()
        .withEscaper(new HtmlText())
        .strictSections(true)
        .compile(resource("report.html.mustache"));
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " in the program can't be read", e);
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
}
