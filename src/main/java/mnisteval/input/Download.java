package mnisteval.input;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Fetches a file from a web server into memory, and gives up on servers that are slow, silent,
 * endless or send us round in circles. The JVM's proxy settings and trusted certificates count.
 */
public final class Download {
  private static final int OK = 200;
  private static final int MAX_REDIRECTS = 5;

  /**
   * When to give up.
   *
   * @param bytes the most that are accepted
   * @param connecting the longest that connecting may take
   * @param silence the longest that nothing may arrive
   * @param whole the longest that all of it may take, redirects included
   */
  record Limits(int bytes, Duration connecting, Duration silence, Duration whole) {
    static Limits usual() {
      return new Limits(
          Limit.ofWeights().bytes(),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60));
    }
  }

  private Download() {}

  /**
   * What lies at an address, fetched anew whenever the source is opened. It is called by the
   * address without its query, which may hold a secret.
   *
   * <p>Opening it is an {@link InputException} if the address is neither http nor https, or holds a
   * user or password; if connecting takes more than 10 seconds, nothing arrives for 20, or all of
   * it takes more than 60; if the answer has another status than 200, is truncated, or is larger
   * than {@link Limit#ofWeights()}; after 5 redirects, or one from https to http.
   */
  public static Source source(String url) {
    return source(url, Limits.usual());
  }

  static Source source(String url, Limits limits) {
    return Source.fetched(
        WebAddress.nameOf(url), () -> new ByteArrayInputStream(bytes(url, limits)));
  }

  private static byte[] bytes(String url, Limits limits) throws InputException {
    WebAddress at = WebAddress.of(url);
    String name = at.name();
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(limits.connecting)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    long started = System.nanoTime();
    Set<URI> seen = new HashSet<>();
    while (seen.add(at.uri())) {
      HttpResponse<byte[]> response = new HttpFetch(name, at, limits, started).answer(client);
      if (response.statusCode() == OK) {
        return response.body();
      }
      String location = response.headers().firstValue("Location").orElse(null);
      if (location == null || !isRedirect(response.statusCode())) {
        throw new InputException(
            name, "status " + response.statusCode() + via(at, name) + " (expected 200)");
      }
      if (seen.size() > MAX_REDIRECTS) {
        throw new InputException(
            name, "too many redirects (expected at most " + MAX_REDIRECTS + ")");
      }
      at = at.redirect(location, name);
    }
    throw new InputException(name, "redirected in circles, to " + at.name() + " again");
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /** Tells whose answer it is, if not that of the address we were given. */
  static String via(WebAddress at, String name) {
    return at.name().equals(name) ? "" : " at " + at.name();
  }
}
