package mnisteval.report.page;

import io.jstach.jstache.JStache;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.report.Report;

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
   * @param images of each network in the report's order (at least of those with a section), each of
   *     {@code report.rows()} by {@code report.columns()} pixels
   * @param command that makes this page again, or null
   * @param out not closed
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(Report report, List<KeptImages> images, String command, Writer out)
      throws IOException {
    StringBuilder css = new StringBuilder(PageResource.text("page.css"));
    css.append(PageResource.text("report.css"));
    boolean several = report.networks().size() > 1;
    RankingView ranking = several ? RankingView.of(report, MOST_SECTIONS) : null;
    List<NetworkView> networks = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_SECTIONS, report.networks().size()); i++) {
      List<KeptImages.Image> shown = GalleryView.inOrder(images.get(i));
      if (!shown.isEmpty()) {
        SpriteSheet sheet = new SpriteSheet(report.rows(), report.columns(), shown);
        css.append(sheet.css(".n" + (i + 1)));
      }
      networks.add(
          NetworkView.of(report, i, several ? ranking.rows().get(i) : null, images.get(i)));
    }
    String script = PageResource.text("report.js");
    Page page = new Page(report, ranking, networks, command, css.toString(), script);
    ReportPage.render(page, out, new PageText(out), HtmlText::escape);
  }

  /** What the template shows. Texts are not escaped yet. */
  @JStache(path = "report.html.mustache", name = "ReportPage")
  record Page(
      Report report,
      RankingView ranking,
      List<NetworkView> networks,
      String command,
      String style,
      String script) {
    String title() {
      String best = networks.get(0).accuracy();
      String result = best == null ? "" : best + (several() ? " at best" : "") + " · ";
      String failed = report.failedGates() == null ? "" : report.failedGates() + " · ";
      return failed + result + heading() + " · mnist-eval";
    }

    String heading() {
      return several()
          ? report.networks().size() + " networks compared"
          : report.networks().get(0).file().name();
    }

    /** The heading in HTML. */
    String breakableHeading() {
      return HtmlText.breakable(heading());
    }

    /** Whether there is more than one network, to be ranked. */
    boolean several() {
      return report.networks().size() > 1;
    }

    /** How many networks have a section where not all have, otherwise null. */
    Integer sections() {
      return report.networks().size() > MOST_SECTIONS ? MOST_SECTIONS : null;
    }

    /** The number of the last image that was evaluated. */
    long last() {
      return report.offset() + report.total() - 1;
    }

    /** Whether there are two networks whose mistakes can be compared. */
    boolean compared() {
      return ranking.disagreements() != null || several() && networks.get(1).evaluated();
    }

    String styleHash() {
      return PageResource.hash(style);
    }

    String scriptHash() {
      return PageResource.hash(script);
    }
  }
}
