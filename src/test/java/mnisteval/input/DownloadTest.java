package mnisteval.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import mnisteval.input.Download.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers answer, and what becomes of it; RFC 9110 and 9112 say what is well-formed. */
@Timeout(60)
final class DownloadTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);

  /** The end of the message about a redirect that is not followed. */
  private static final String NOT_FOLLOWED =
      " (expected at most 4 redirects, to https or from http to http)";

  private static final Limits PATIENT = new Limits(1000, LONG, LONG, LONG);

  private final CountDownLatch over = new CountDownLatch(1);
  private LoopbackServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LoopbackServer();
  }

  @AfterEach
  void stop() throws IOException {
    over.countDown();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.0 200 OK\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
      })
  void fetches(String answer) throws IOException {
    server.on("/a", answer);
    assertArrayEquals(new byte[] {'a', 'b', 'c'}, fetch("/a"));
  }

  @Test
  void fetchesNothing() throws IOException {
    server.on("/a", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    assertEquals(0, fetch("/a").length);
  }

  @Test
  void fetchesAsManyBytesAsAreAccepted() throws IOException {
    server.on("/a", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(1000));
    assertEquals(1000, fetch("/a").length);
  }

  @Test
  void decompressesWhatIsGzipped() throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
      gzip.write('z');
    }
    String body = gzipped.toString(StandardCharsets.ISO_8859_1);
    server.on("/a", "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    assertArrayEquals(new byte[] {'z'}, fetch("/a"));
  }

  @Test
  void fetchesAnewWheneverItIsOpened() throws IOException {
    server.on("/a", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
    Source source = Download.source(server.url("/a"));
    assertArrayEquals(new byte[] {'1'}, source.bytes(9));
    server.on("/a", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2");
    assertArrayEquals(new byte[] {'2'}, source.bytes(9));
  }

  @Test
  void sendsTheQueryButTellsItNobody() throws IOException {
    server.on("/a?key=secret", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
    assertArrayEquals(new byte[] {'1'}, fetch("/a?key=secret#part"));
    server.on("/a?key=secret", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    assertEquals("status 403 (expected 200)", error("/a?key=secret", PATIENT));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsRedirects(int status) throws IOException {
    server.on("/d/a", redirect(status, "b?c"));
    server.on("/d/b?c", redirect(status, "/d/e"));
    server.on("/d/e", redirect(status, server.url("/f")));
    server.on("/f", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nf");
    assertArrayEquals(new byte[] {'f'}, fetch("/d/a"));
  }

  @Test
  void followsFourRedirectsAndNoMore() throws IOException {
    for (int i = 0; i < 5; i++) {
      server.on("/" + i, redirect(302, "/" + (i + 1)));
    }
    server.on("/5", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n5");
    assertArrayEquals(new byte[] {'5'}, fetch("/1"));
    String problem = "status 302 at " + server.url("/4") + ", redirected to /5";
    assertEquals(problem + NOT_FOLLOWED, error("/0", PATIENT));
  }

  @Test
  void doesNotFollowCirclesForEver() throws IOException {
    server.on("/a", redirect(302, "/b")).on("/b", redirect(302, "/a"));
    assertEquals("status 302, redirected to /b" + NOT_FOLLOWED, error("/a", PATIENT));
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://h/x, ftp://h/x",
    "file:///etc/passwd, file:///etc/passwd",
    "ftp://u:p@h/x?k, ftp://h/x",
  })
  void followsNoOtherScheme(String location, String shown) {
    server.on("/a", redirect(302, location));
    assertEquals("status 302, redirected to " + shown + NOT_FOLLOWED, error("/a", PATIENT));
  }

  @Test
  void doesNotFollowWhatIsNoUrl() {
    server.on("/a", redirect(302, "/a b?secret"));
    assertEquals("redirected to what is not a URL", error("/a", PATIENT));
  }

  @Test
  void doesNotTellTheUserOfARedirect() {
    String target = server.url("/b?secret").replace("//", "//me:secret@");
    server.on("/a", redirect(302, target)).on("/b?secret", "HTTP/1.1 404 X\r\n\r\n");
    String problem = "status 404 at " + server.url("/b") + " (expected 200)";
    assertEquals(problem, error("/a", PATIENT));
  }

  @Test
  void doesNotFollowFromHttpsToHttp(@TempDir Path folder) throws Exception {
    server.on("/b", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
    SSLContext before = SSLContext.getDefault();
    HttpsServer secure = secureServer(folder.resolve("keys"));
    try {
      String url = "https://127.0.0.1:" + secure.getAddress().getPort();
      assertArrayEquals(new byte[] {'s'}, Download.source(url + "/s", PATIENT).bytes(1));
      String problem = ": status 302, redirected to " + server.url("/b") + NOT_FOLLOWED;
      assertEquals(url + "/a" + problem, message(url + "/a", PATIENT));
    } finally {
      secure.stop(0);
      SSLContext.setDefault(before);
    }
  }

  /** Answers /s, and sends /a on to http, with a certificate that this process trusts. */
  private HttpsServer secureServer(Path keys) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    String options =
        "-genkeypair -keyalg EC -alias a -dname CN=a -ext san=ip:127.0.0.1 -storepass password";
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-keystore", keys.toString()));
    assertEquals(0, new ProcessBuilder(command).start().waitFor());
    char[] password = "password".toCharArray();
    KeyStore store = KeyStore.getInstance(keys.toFile(), password);
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(store, password);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    SSLContext.setDefault(context);
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(context));
    secure.createContext(
        "/s",
        exchange -> {
          exchange.sendResponseHeaders(200, 1);
          exchange.getResponseBody().write('s');
          exchange.close();
        });
    secure.createContext(
        "/a",
        exchange -> {
          exchange.getResponseHeaders().set("Location", server.url("/b"));
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    secure.start();
    return secure;
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 304, 401, 404, 407, 500, 503})
  void refusesOtherAnswers(int status) {
    server.on("/a", "HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n");
    assertEquals("status " + status + " (expected 200)", error("/a", PATIENT));
  }

  @Test
  void refusesARedirectToNowhere() {
    server.on("/a", "HTTP/1.1 302 X\r\nContent-Length: 0\r\n\r\n");
    assertEquals("redirected to what is not a URL", error("/a", PATIENT));
  }

  @Test
  void saysWhoseAnswerItIs() {
    server.on("/a", redirect(302, "/b?c")).on("/b?c", "HTTP/1.1 404 X\r\n\r\n");
    String problem = "status 404 at " + server.url("/b") + " (expected 200)";
    assertEquals(problem, error("/a", PATIENT));
  }

  @Test
  void doesNotReadTheWholePageThatComesWithAnError() {
    server.on(
        "/a",
        (connection, out) -> {
          out.write("HTTP/1.1 404 X\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          while (true) {
            out.write(new byte[1000]);
          }
        });
    assertEquals("status 404 (expected 200)", error("/a", PATIENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Length: 30;;abc | truncated (expected 30 bytes, found a part)",
        "Content-Length: 30;; | truncated (expected 30 bytes, found a part)",
        "Transfer-Encoding: chunked;;3;abc;2;d | truncated (expected all bytes, found a part)",
        "Transfer-Encoding: chunked;;3;abc; | truncated (expected all bytes, found a part)",
        "Transfer-Encoding: chu | truncated (expected an answer, found none)",
        "Content-Length: 1001;;abc | too large (expected at most 1000 bytes, found 1001)",
        "Content-Length: many;; | not an answer in HTTP (For input string: \"many\")",
      })
  void refusesHalfAnAnswer(String answer, String problem) {
    server.on("/a", "HTTP/1.1 200 OK\r\n" + answer.replace(";", "\r\n"));
    assertEquals(problem, error("/a", PATIENT));
  }

  @Test
  void saysWhatTheClientSaysOfOtherErrors() {
    server.on("/a", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    String problem = error("/a", PATIENT);
    assertTrue(problem.startsWith("cannot be fetched (Illegal character in chunk"), problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\nTransfer-Encoding: chunked"})
  void refusesTooLargeAnAnswerOfUnknownLength(String header) {
    String body = header.isEmpty() ? "x".repeat(1001) : "1\r\nx\r\n".repeat(1001) + "0\r\n\r\n";
    server.on("/a", "HTTP/1.1 200 OK" + header + "\r\n\r\n" + body);
    String problem = "too large (expected at most 1000 bytes, found more)";
    assertEquals(problem, error("/a", PATIENT));
  }

  @Test
  void refusesWhatIsNotHttp() {
    server.on("/a", "220 mail.example.org ESMTP " + "x".repeat(1000) + "\r\n");
    String found = "Invalid status line: \"220 mail.example.org ESMTP ";
    String cut = found + "x".repeat(120 - found.length()) + "…";
    assertEquals("not an answer in HTTP (" + cut + ")", error("/a", PATIENT));
  }

  @Test
  void saysThatThereIsNoAnswer() {
    server.on("/a", "");
    assertEquals("truncated (expected an answer, found none)", error("/a", PATIENT));
  }

  @Test
  void saysThatTheConnectionWasLost() {
    server.on("/a", (connection, out) -> reset(connection));
    assertEquals("connection lost (expected an answer, found none)", error("/a", PATIENT));
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() {
    server.on("/a", (connection, out) -> over.await());
    Limits limits = new Limits(1000, LONG, SHORT, LONG);
    assertEquals("silent for 200 ms (expected an answer, found none)", error("/a", limits));
  }

  @Test
  void givesUpOnAServerThatFallsSilent() {
    server.on(
        "/a",
        (connection, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"
                  .getBytes(StandardCharsets.US_ASCII));
          over.await();
        });
    assertGivesUp(
        "silent for \\d+ m?s \\(expected 9 bytes, found 3\\)",
        silence -> new Limits(1000, LONG, silence, LONG));
  }

  @Test
  void givesUpOnAServerThatDrips() {
    server.on(
        "/a",
        (connection, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
          while (over.getCount() > 0) {
            out.write('.');
            Thread.sleep(20);
          }
        });
    assertGivesUp(
        "not there after \\d+ m?s \\(expected 1000 bytes, found \\d+\\)",
        whole -> new Limits(1000, LONG, LONG, whole));
  }

  @Test
  void countsRedirectsTowardsTheWholeTime() {
    CountDownLatch redirected = new CountDownLatch(1);
    server.on("/a", redirect(302, "/b"));
    server.on(
        "/b",
        (connection, out) -> {
          redirected.countDown();
          over.await();
        });
    assertGivesUp(
        "not there after \\d+ m?s \\(expected an answer, found none\\)",
        whole -> new Limits(1000, LONG, LONG, whole));
    assertEquals(0, redirected.getCount());
  }

  /** Tries longer limits as well: on a busy machine, not even the head arrives in a short one. */
  private void assertGivesUp(String expected, Function<Duration, Limits> limits) {
    String problem = error("/a", limits.apply(SHORT));
    for (int seconds = 1; seconds <= 16 && !problem.matches(expected); seconds *= 4) {
      problem = error("/a", limits.apply(Duration.ofSeconds(seconds)));
    }
    assertTrue(problem.matches(expected), problem);
  }

  @Test
  void givesUpConnectingInTime() {
    // Connecting by https includes a greeting, to which this server says nothing.
    String url = server.url("/a").replace("http:", "https:");
    String problem = ": no connection within 200 ms";
    assertEquals(url + problem, message(url, new Limits(1000, SHORT, LONG, LONG)));
  }

  @Test
  void saysThatTheConnectionIsNotSecure() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread greeter = new Thread(() -> greet(plain));
      greeter.start();
      String url = "https://127.0.0.1:" + plain.getLocalPort() + "/a";
      String message = message(url, PATIENT);
      String start = url + ": no secure connection (";
      assertTrue(message.startsWith(start), message);
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    server.close();
    String message = message(server.url("/a"), PATIENT);
    assertTrue(message.startsWith(server.url("/a") + ": no connection ("), message);
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    // RFC 6761: no name in .invalid exists.
    String url = "http://nowhere.invalid/a";
    assertEquals(url + ": unknown host", message(url, PATIENT));
  }

  @Test
  void canBeInterrupted() {
    server.on("/a", (connection, out) -> over.await());
    Thread.currentThread().interrupt();
    assertEquals("interrupted while it was fetched", error("/a", PATIENT));
    assertTrue(Thread.interrupted());
  }

  private byte[] fetch(String path) throws IOException {
    return Download.source(server.url(path), PATIENT).bytes(1000);
  }

  /** What is said of a path of the server, after its name. */
  private String error(String path, Limits limits) {
    String message = message(server.url(path), limits);
    String name = server.url(path.split("\\?")[0]) + ": ";
    assertTrue(message.startsWith(name), message);
    assertFalse(message.contains("secret"), message);
    return message.substring(name.length());
  }

  private static String message(String url, Limits limits) {
    Source source = Download.source(url, limits);
    return assertThrows(InputException.class, () -> source.bytes(1000)).getMessage();
  }

  private static String redirect(int status, String location) {
    String head = "HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Length: 0\r\n";
    return head + "Location: " + location + "\r\n\r\n";
  }

  private static void reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  /** Greets everyone until the socket is closed: the client may try more than once. */
  private static void greet(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connection
            .getOutputStream()
            .write("220 mail.example.org ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
        connection.shutdownOutput();
        connection.getInputStream().readAllBytes();
      } catch (IOException e) {
        // The client left, as it should, or the socket was closed.
      }
    }
  }
}
