package mnisteval.report.page;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.metrics.MistakeTally.Mistake;
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
    StringBuilder css = new StringBuilder(PageTemplate.resource("page.css"));
    css.append(PageTemplate.resource("report.css"));
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
    String script = PageTemplate.resource("report.js");
    PageTemplate.write(
        "report.html.mustache", new Page(report, networks, css.toString(), script), out);
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
      return PageTemplate.hash(style);
    }

    String scriptHash() {
      return PageTemplate.hash(script);
    }
  }
}
