package mnisteval.report.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import mnisteval.input.Source;

/** The style sheets and scripts that are resources beside this class. */
final class PageResource {
  private PageResource() {}

  /** Returns the text of a resource. */
  static String text(String name) {
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
