package mnisteval.input;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * An address that can be fetched: http or https, a host, and neither user nor password.
 *
 * @param uri the address in ASCII, without the fragment, which is no server's business
 * @param name what messages call it: without user, password, query and fragment, any of which may
 *     be a secret
 */
record WebAddress(URI uri, String name) {
  /**
   * Understands an address.
   *
   * @throws InputException if it is neither http nor https, has no host, or holds a user
   */
  static WebAddress of(String text) throws InputException {
    String name = nameOf(text);
    return parse(text, name, name, "");
  }

  /**
   * Where an answer sends us on to.
   *
   * @param location the header of that name, relative to this or not (RFC 9110, section 10.2.2)
   * @param file what messages call the address that led here
   * @throws InputException if that can't be fetched, or would leave https for http
   */
  WebAddress redirect(String location, String file) throws InputException {
    String sent = "redirected to " + nameOf(location) + ": ";
    URI relative;
    try {
      relative = new URI(location);
    } catch (URISyntaxException e) {
      throw notUrl(e, file, sent);
    }
    String text = uri.resolve(relative).toString();
    WebAddress target = parse(text, nameOf(text), file, sent);
    if (isHttps(uri) && !isHttps(target.uri)) {
      throw new InputException(file, sent + "not secure (expected https, found http)");
    }
    return target;
  }

  private static WebAddress parse(String text, String name, String file, String context)
      throws InputException {
    int fragment = text.indexOf('#');
    URI uri;
    try {
      URI unicode = new URI(fragment < 0 ? text : text.substring(0, fragment));
      uri = new URI(unicode.toASCIIString());
    } catch (URISyntaxException e) {
      throw notUrl(e, file, context);
    }
    if (!isHttps(uri) && !"http".equalsIgnoreCase(uri.getScheme())) {
      String found = uri.getScheme();
      throw new InputException(
          file, context + "cannot be fetched (expected http or https, found " + found + ")");
    }
    if (uri.getRawUserInfo() != null) {
      throw new InputException(file, context + "a user or password in the URL (expected none)");
    }
    if (uri.getHost() == null || uri.getPort() > 0xffff) {
      throw new InputException(file, context + "not a URL (expected a host, and maybe a port)");
    }
    return new WebAddress(uri, name);
  }

  /** Leaves the cause out: it tells the whole text, and so would the trace. */
  private static InputException notUrl(URISyntaxException e, String file, String context) {
    return new InputException(file, context + "not a URL (" + e.getReason() + ")");
  }

  private static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** What messages call an address. Works on any text: what is no URL may hold a password too. */
  static String nameOf(String text) {
    int end = before('?', text, 0, before('#', text, 0, text.length()));
    int start = text.indexOf("//") + 2;
    if (start < 2 || start > end) {
      return text.substring(0, end);
    }
    int hostEnd = before('/', text, start, end);
    if (hostEnd < end && !endsWithPort(text.substring(start, hostEnd))) {
      // What follows the colon is no port but a password, of which the slash is a part.
      hostEnd = end;
    }
    int at = text.substring(0, hostEnd).lastIndexOf('@');
    return text.substring(0, start) + text.substring(Math.max(start, at + 1), end);
  }

  /** Whether a host has a port, or none and no colon outside the brackets of IPv6 either. */
  private static boolean endsWithPort(String host) {
    int colon = host.lastIndexOf(':');
    if (colon < host.lastIndexOf(']')) {
      return true;
    }
    for (int i = colon + 1; colon >= 0 && i < host.length(); i++) {
      if (host.charAt(i) < '0' || host.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int before(char mark, String text, int from, int end) {
    int found = text.indexOf(mark, from);
    return found < 0 || found > end ? end : found;
  }
}
