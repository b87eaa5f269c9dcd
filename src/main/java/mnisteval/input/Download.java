package mnisteval.input;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.commons.io.IOUtils;

/**
 * Fetches a file from a web server into memory, and gives up on servers that are slow, silent or
 * endless. The JVM follows redirects, and its proxy settings and trusted certificates count.
 *
 * @hidden not part of the API
 */
public final class Download {
  private static final int OK = 200;
  private static final int NO_ANSWER = -2;

  /** How much is uncertain if the connection breaks: the client drops what was not read yet. */
  private static final String A_PART = "a part";

  /** What a stranger's server says is cut, so that it does not fill the user's terminal. */
  private static final int MAX_DETAIL = 120;

  /**
   * Says when to give up; without it, a server could fill the memory or keep us waiting for ever.
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

  private final String url;
  private final Limits limits;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long end;
  private volatile long length = NO_ANSWER;

  private Download(String url, Limits limits) {
    this.url = WebAddress.nameOf(url);
    this.limits = limits;
    this.end = System.nanoTime() + limits.whole.toNanos();
  }

  /**
   * Returns the file at a URL, which each {@link Source#open()} fetches again. Its name in messages
   * is the URL without its query, which may hold a secret.
   *
   * <p>Opening it is an {@link InputException} if the URL is neither http nor https, or holds a
   * user or password; if connecting takes more than 10 seconds, nothing arrives for 20, or all of
   * it takes more than 60; if the answer has another status than 200, is truncated, or is larger
   * than {@link Limit#ofWeights()}; after 4 redirects, or one from https to http.
   */
  public static Source source(String url) {
    return source(url, Limits.usual());
  }

  static Source source(String url, Limits limits) {
    return Source.of(
        WebAddress.nameOf(url),
        () -> new ByteArrayInputStream(new Download(url, limits).fetch(WebAddress.parse(url))));
  }

  private byte[] fetch(URI uri) throws InputException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(limits.connecting)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("User-Agent", "mnist-eval")
            .header("Accept-Encoding", "identity")
            .build();
    CompletableFuture<HttpResponse<InputStream>> answer = client.sendAsync(request, this::begin);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      HttpResponse<InputStream> response = await(answer);
      if (response.statusCode() != OK) {
        throw refused(response);
      }
      return content(response.body(), reader);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputException(url, "interrupted while it was fetched", e);
    } finally {
      reader.shutdown();
      answer.cancel(true);
      answer.thenAccept(response -> IOUtils.closeQuietly(response.body()));
    }
  }

  private BodySubscriber<InputStream> begin(ResponseInfo head) {
    length = head.headers().firstValueAsLong("Content-Length").orElse(SourceStream.UNKNOWN);
    return HttpResponse.BodySubscribers.ofInputStream();
  }

  private byte[] content(InputStream in, ExecutorService reader)
      throws ExecutionException, InterruptedException, InputException {
    if (length > limits.bytes) {
      throw tooLarge(Long.toString(length));
    }
    byte[] some = new byte[1 << 14];
    int count;
    while ((count = await(reader.submit(() -> in.read(some)))) >= 0) {
      if (count > limits.bytes - bytes.size()) {
        throw tooLarge("more");
      }
      bytes.write(some, 0, count);
    }
    return bytes.toByteArray();
  }

  private InputException tooLarge(String found) {
    String problem = "too large (expected at most %d bytes, found %s)";
    return InputException.of(url, problem, limits.bytes, found);
  }

  /** Waits for the next thing that arrives. */
  private <T> T await(Future<T> next)
      throws ExecutionException, InterruptedException, InputException {
    long left = Math.max(0, end - System.nanoTime());
    long silence = limits.silence.toNanos();
    try {
      return next.get(Math.min(left, silence), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      String what = left < silence ? "not there after " : "silent for ";
      String limit = text(left < silence ? limits.whole : limits.silence);
      throw new InputException(url, what + limit + state(Integer.toString(bytes.size())), e);
    }
  }

  /** Returns what was expected and what has arrived, as the end of a message. */
  private String state(String found) {
    if (length == NO_ANSWER) {
      return " (expected an answer, found none)";
    }
    String expected = length == SourceStream.UNKNOWN ? "all" : Long.toString(length);
    return " (expected " + expected + " bytes, found " + found + ")";
  }

  private InputException refused(HttpResponse<?> response) {
    String at = WebAddress.nameOf(response.uri().toString());
    String via = at.equals(url) ? "" : " at " + at;
    String location = response.headers().firstValue("Location").orElse(null);
    if (location == null) {
      return InputException.of(url, "status %d%s (expected 200)", response.statusCode(), via);
    }
    return InputException.of(
        url,
        "status %d%s, redirected to %s (expected at most 4 redirects, to https or from http to"
            + " http)",
        response.statusCode(),
        via,
        WebAddress.nameOf(location));
  }

  /** Turns the client's exception into ours. */
  private InputException failed(Throwable e) {
    String connecting = connecting(e);
    String problem = connecting == null ? answering(e) : connecting;
    // Without the client's words where they hold the whole URL.
    return problem == null
        ? new InputException(url, "redirected to what is not a URL")
        : new InputException(url, problem, e);
  }

  /** Returns what went wrong before there was a connection, or null if it is something else. */
  private String connecting(Throwable e) {
    if (cause(e, UnresolvedAddressException.class) != null) {
      return "unknown host";
    }
    if (cause(e, HttpConnectTimeoutException.class) != null) {
      return "no connection within " + text(limits.connecting);
    }
    Throwable insecure = cause(e, SSLException.class);
    if (insecure != null) {
      return "no secure connection" + detail(insecure);
    }
    Throwable refused = cause(e, ConnectException.class);
    return refused == null ? null : "no connection" + detail(refused);
  }

  /** Returns what went wrong once there was a connection, or null if the URL is wrong. */
  private String answering(Throwable e) {
    if (cause(e, EOFException.class) != null) {
      return "truncated" + state(A_PART);
    }
    if (cause(e, SocketException.class) != null) {
      return "connection lost" + state(A_PART);
    }
    // The client reads Content-Length without looking whether it is a number.
    Throwable malformed = cause(e, ProtocolException.class, NumberFormatException.class);
    if (malformed != null) {
      return "not an answer in HTTP" + detail(malformed);
    }
    Throwable wrongUrl = cause(e, IllegalArgumentException.class, UncheckedIOException.class);
    Throwable known = e.getCause() == null ? e : e.getCause();
    return wrongUrl != null ? null : "cannot be fetched" + detail(known);
  }

  private static Throwable cause(Throwable exception, Class<?>... kinds) {
    return Stream.iterate(exception, Objects::nonNull, Throwable::getCause)
        .filter(e -> Stream.of(kinds).anyMatch(kind -> kind.isInstance(e)))
        .findFirst()
        .orElse(null);
  }

  /** Returns the client's own words, some of which are the server's. */
  private static String detail(Throwable e) {
    String words = e.getMessage() == null ? "refused or closed" : e.getMessage();
    boolean cut = words.length() > MAX_DETAIL;
    return " (" + (cut ? words.substring(0, MAX_DETAIL) + "…" : words) + ")";
  }

  private static String text(Duration limit) {
    long millis = limit.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
