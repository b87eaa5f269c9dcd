package mnisteval.report.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import mnisteval.input.Source;
import mnisteval.report.Rounded;

/** Makes pages of the templates, style sheets and scripts that are resources beside this class. */
final class PageTemplate {
  private PageTemplate() {}

  /**
   * Writes a page piece by piece. Texts are escaped; whole numbers are written as {@link
   * Rounded#count}.
   *
   * @param template its name
   * @param page what the template shows
   * @param out not closed
   * @throws IOException if {@code out} cannot be written
   */
  static void write(String template, Object page, Writer out) throws IOException {
    try {
      Mustache.compiler()
          .withEscaper(HtmlText::escape)
          .withFormatter(
              value -> value instanceof Long count ? Rounded.count(count) : String.valueOf(value))
          .strictSections(true)
          .compile(resource(template))
          .execute(page, out);
    } catch (MustacheException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Returns the text of a resource. */
  static String resource(String name) {
    try {
      byte[] text = Source.resource(name, "/mnisteval/report/page/" + name).bytes();
      return new String(text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name + " in the program", e);
    }
  }

  /** Returns what a Content-Security-Policy calls a text that it allows. */
  static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
