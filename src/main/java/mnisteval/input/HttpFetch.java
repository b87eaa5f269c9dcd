package mnisteval.input;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import mnisteval.input.Download.Limits;

/** One request and the wait for its answer; the one place where the client's faults become ours. */
final class HttpFetch {
  private static final int MAX_DETAIL = 120;

  private final String name;
  private final WebAddress at;
  private final Limits limits;
  private final long started;
  private final BoundedBody answer;

  /**
   * A request to come.
   *
   * @param name what messages call the address that led here
   * @param started when the whole download began, as a nanoTime
   */
  HttpFetch(String name, WebAddress at, Limits limits, long started) {
    this.name = name;
    this.at = at;
    this.limits = limits;
    this.started = started;
    this.answer = new BoundedBody(name, limits.bytes());
  }

  /** The answer, whatever its status; its body is only there if that is 200. */
  HttpResponse<byte[]> answer(HttpClient client) throws InputException {
    HttpRequest request =
        HttpRequest.newBuilder(at.uri())
            .header("User-Agent", "mnist-eval")
            .header("Accept-Encoding", "identity")
            .build();
    CompletableFuture<HttpResponse<byte[]>> future = client.sendAsync(request, answer);
    try {
      return await(future);
    } catch (ExecutionException e) {
      throw fault(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputException(name, "interrupted while it was fetched", e);
    } finally {
      future.cancel(true);
    }
  }

  private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> future)
      throws ExecutionException, InterruptedException, InputException {
    while (true) {
      long now = System.nanoTime();
      long left = started + limits.whole().toNanos() - now;
      long quiet = answer.lastSign() + limits.silence().toNanos() - now;
      try {
        return future.get(Math.max(0, Math.min(left, quiet)), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (left <= 0) {
          throw problem("not there after " + text(limits.whole()) + state(), e);
        }
        if (quiet <= 0) {
          throw problem("silent for " + text(limits.silence()) + state(), e);
        }
      }
    }
  }

  private InputException fault(Throwable cause) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (e instanceof InputException ours) {
        return ours;
      }
      if (e instanceof UnresolvedAddressException) {
        return problem("unknown host " + at.uri().getHost(), cause);
      }
    }
    for (Throwable e = cause; e != null; e = e.getCause()) {
      String problem = connecting(e);
      if (problem == null) {
        problem = answering(e);
      }
      if (problem != null) {
        return problem(problem, cause);
      }
    }
    return problem("cannot be fetched" + detail(cause), cause);
  }

  /** What went wrong before there was a connection, or null if it is something else. */
  private String connecting(Throwable e) {
    String to = "connection to " + at.uri().getAuthority();
    if (e instanceof HttpConnectTimeoutException) {
      return "no " + to + " within " + text(limits.connecting());
    }
    if (e instanceof SSLException) {
      return "no secure " + to + detail(e);
    }
    if (e instanceof ConnectException) {
      return "no " + to + (e.getMessage() == null ? " (refused or closed)" : detail(e));
    }
    return null;
  }

  /** What went wrong once there was a connection, or null if it is something else. */
  private String answering(Throwable e) {
    if (e instanceof EOFException) {
      return "truncated" + state();
    }
    if (e instanceof SocketException && !(e instanceof ConnectException)) {
      return "connection lost" + state();
    }
    // The client reads Content-Length without looking whether it is a number.
    if (e instanceof ProtocolException || e instanceof NumberFormatException) {
      return "not an answer in HTTP" + detail(e);
    }
    return null;
  }

  private String state() {
    return " (" + answer.state() + ")";
  }

  /** The client's own words, some of which are the server's. */
  private static String detail(Throwable e) {
    String words = String.valueOf(e.getMessage());
    return " ("
        + (words.length() > MAX_DETAIL ? words.substring(0, MAX_DETAIL) + "…" : words)
        + ")";
  }

  private static String text(Duration limit) {
    long millis = limit.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  private InputException problem(String what, Throwable cause) {
    return new InputException(name, what + Download.via(at, name), cause);
  }
}
