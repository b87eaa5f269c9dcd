package mnisteval.input;

import java.net.URI;
import java.net.URISyntaxException;

/** Checks URLs, and hides the secrets in them. */
final class WebAddress {
  private WebAddress() {}

  /**
   * Returns the address in ASCII, without the fragment, which is no server's business.
   *
   * @throws InputException if it is neither http nor https, has no host, or holds a user
   */
  static URI parse(String text) throws InputException {
    String name = nameOf(text);
    int fragment = text.indexOf('#');
    URI uri;
    try {
      URI unicode = new URI(fragment < 0 ? text : text.substring(0, fragment));
      uri = new URI(unicode.toASCIIString());
    } catch (URISyntaxException e) {
      // Without the cause: its message holds the whole text, and the trace would show it.
      throw new InputException(name, "not a URL (" + e.getReason() + ")");
    }
    String scheme = uri.getScheme();
    if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
      String problem = "cannot be fetched (expected http or https, found " + scheme + ")";
      throw new InputException(name, problem);
    }
    if (uri.getRawUserInfo() != null) {
      throw new InputException(name, "a user or password in the URL (expected none)");
    }
    if (uri.getHost() == null || uri.getPort() > 0xffff) {
      throw new InputException(name, "not a URL (expected a host, and maybe a port)");
    }
    return uri;
  }

  /**
   * Returns the name of an address in messages: without user, password, query and fragment, any of
   * which may be a secret. Works on any text: what is no URL may hold a password too.
   */
  static String nameOf(String text) {
    String plain = text.split("[?#]", 2)[0];
    int start = plain.indexOf("//") + 2;
    if (start < 2) {
      return plain;
    }
    int end = plain.indexOf('/', start);
    // What follows a colon is a port, or else a password, of which the slash may be a part.
    if (end < 0 || !plain.substring(start, end).matches("(.*[:\\]])?[0-9]*|[^:]*")) {
      end = plain.length();
    }
    int at = plain.lastIndexOf('@', end - 1);
    return plain.substring(0, start) + plain.substring(Math.max(start, at + 1));
  }
}
