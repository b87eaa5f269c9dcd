package mnisteval.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import mnisteval.input.Download.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers answer, and what becomes of it; RFC 9110 and 9112 say what is well-formed. */
@Timeout(60)
final class DownloadTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** Where some of the answer has to arrive in time, on a machine that is busy. */
  private static final Duration SECONDS = Duration.ofSeconds(2);

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
  void unzipsWhatIsZipped() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write('z');
    }
    String body = zipped.toString(StandardCharsets.ISO_8859_1);
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
    assertEquals("status 403 (expected 200)", fault("/a?key=secret", PATIENT));
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
  void followsFiveRedirectsAndNoMore() throws IOException {
    for (int i = 0; i < 6; i++) {
      server.on("/" + i, redirect(302, "/" + (i + 1)));
    }
    server.on("/6", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n6");
    assertArrayEquals(new byte[] {'6'}, fetch("/1"));
    assertEquals("too many redirects (expected at most 5)", fault("/0", PATIENT));
  }

  @Test
  void noticesThatItIsSentInCircles() {
    server.on("/a", redirect(302, "/b")).on("/b", redirect(302, "/a"));
    String circle = "redirected in circles, to " + server.url("/a") + " again";
    assertEquals(circle, fault("/a", PATIENT));
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://h/x, 'ftp://h/x: cannot be fetched (expected http or https, found ftp)'",
    "file:///etc/passwd, 'file:///etc/passwd: cannot be fetched (expected http or https, found file)'",
    "http://u:p@h/x?k, 'http://h/x: a user or password in the URL (expected none)'",
    "/a b, /a b: not a URL (Illegal character in path)",
  })
  void doesNotFollowEverything(String location, String problem) {
    server.on("/a", redirect(302, location));
    assertEquals("redirected to " + problem, fault("/a", PATIENT));
  }

  @Test
  void doesNotGoOnFromHttpsToHttp() throws InputException {
    WebAddress secure = WebAddress.of("https://h/a");
    assertEquals("https://h/b", secure.redirect("/b", "a").name());
    InputException e =
        assertThrows(InputException.class, () -> secure.redirect("http://h/b?c", "a"));
    String problem = "redirected to http://h/b: not secure (expected https, found http)";
    assertEquals("a: " + problem, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 302, 401, 404, 407, 500, 503})
  void refusesOtherAnswers(int status) {
    server.on("/a", "HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n");
    assertEquals("status " + status + " (expected 200)", fault("/a", PATIENT));
  }

  @Test
  void saysWhoseAnswerItIs() {
    server.on("/a", redirect(302, "/b?c")).on("/b?c", "HTTP/1.1 404 X\r\n\r\n");
    String problem = "status 404 at " + server.url("/b") + " (expected 200)";
    assertEquals(problem, fault("/a", PATIENT));
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
    assertEquals("status 404 (expected 200)", fault("/a", PATIENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Length: 30;;abc | truncated (expected 30 bytes, found 3)",
        "Content-Length: 30;; | truncated (expected 30 bytes, found 0)",
        "Transfer-Encoding: chunked;;3;abc;2;d | truncated (expected more, found 4 bytes)",
        "Transfer-Encoding: chunked;;3;abc; | truncated (expected more, found 3 bytes)",
        "Transfer-Encoding: chu | truncated (expected an answer, found none)",
        "Content-Length: 1001;;abc | too large (expected at most 1000 bytes, found 1001)",
        "Content-Length: many;; | not an answer in HTTP (For input string: \"many\")",
      })
  void refusesHalfAnAnswer(String answer, String problem) {
    server.on("/a", "HTTP/1.1 200 OK\r\n" + answer.replace(";", "\r\n"));
    assertEquals(problem, fault("/a", PATIENT));
  }

  @Test
  void saysWhatTheClientSaysOfOtherFaults() {
    server.on("/a", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    String problem = fault("/a", PATIENT);
    assertTrue(problem.startsWith("cannot be fetched (Illegal character in chunk"), problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\nTransfer-Encoding: chunked"})
  void refusesTooLargeAnAnswerOfUnknownLength(String header) {
    String body = header.isEmpty() ? "x".repeat(1001) : "1\r\nx\r\n".repeat(1001);
    server.on("/a", "HTTP/1.1 200 OK" + header + "\r\n\r\n" + body);
    String problem = "too large (expected at most 1000 bytes, found more)";
    assertEquals(problem, fault("/a", PATIENT));
  }

  @Test
  void refusesWhatIsNotHttp() {
    server.on("/a", "220 mail.example.org ESMTP " + "x".repeat(1000) + "\r\n");
    String found = "Invalid status line: \"220 mail.example.org ESMTP ";
    String cut = found + "x".repeat(120 - found.length()) + "…";
    assertEquals("not an answer in HTTP (" + cut + ")", fault("/a", PATIENT));
  }

  @Test
  void saysThatThereIsNoAnswer() {
    server.on("/a", "");
    assertEquals("truncated (expected an answer, found none)", fault("/a", PATIENT));
  }

  @Test
  void saysThatTheConnectionWasLost() {
    server.on("/a", (connection, out) -> reset(connection));
    assertEquals("connection lost (expected an answer, found none)", fault("/a", PATIENT));
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() {
    server.on("/a", (connection, out) -> over.await());
    Limits limits = new Limits(1000, LONG, SHORT, LONG);
    assertEquals("silent for 300 ms (expected an answer, found none)", fault("/a", limits));
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
    Limits limits = new Limits(1000, LONG, SECONDS, LONG);
    assertEquals("silent for 2 s (expected 9 bytes, found 3)", fault("/a", limits));
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
    String problem = fault("/a", new Limits(1000, LONG, LONG, SECONDS));
    assertTrue(
        problem.matches("not there after 2 s \\(expected 1000 bytes, found \\d+\\)"), problem);
  }

  @Test
  void countsRedirectsTowardsTheWholeTime() {
    server.on("/a", redirect(302, "/b")).on("/b", (connection, out) -> over.await());
    String problem = "not there after 2 s (expected an answer, found none) at ";
    assertEquals(problem + server.url("/b"), fault("/a", new Limits(1000, LONG, LONG, SECONDS)));
  }

  @Test
  void givesUpConnectingInTime() {
    // Connecting by https includes a greeting, to which this server says nothing.
    String url = server.url("/a").replace("http:", "https:");
    String problem = "no connection to " + url.split("/")[2] + " within 300 ms";
    assertEquals(url + ": " + problem, message(url, new Limits(1000, SHORT, LONG, LONG)));
  }

  @Test
  void saysThatTheConnectionIsNotSecure() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread greeter = new Thread(() -> greet(plain));
      greeter.start();
      String url = "https://127.0.0.1:" + plain.getLocalPort() + "/a";
      String message = message(url, PATIENT);
      String start = url + ": no secure connection to 127.0.0.1:" + plain.getLocalPort() + " (";
      assertTrue(message.startsWith(start), message);
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    server.close();
    String message = server.url("/a") + ": no connection to " + server.url("").substring(7);
    assertTrue(message(server.url("/a"), PATIENT).startsWith(message + " ("), message);
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    // RFC 6761: no name in .invalid exists.
    String url = "http://nowhere.invalid/a";
    assertEquals(url + ": unknown host nowhere.invalid", message(url, PATIENT));
  }

  @Test
  void canBeInterrupted() {
    server.on("/a", (connection, out) -> over.await());
    Thread.currentThread().interrupt();
    assertEquals("interrupted while it was fetched", fault("/a", PATIENT));
    assertTrue(Thread.interrupted());
  }

  private byte[] fetch(String path) throws IOException {
    return Download.source(server.url(path), PATIENT).bytes(1000);
  }

  /** What is said of a path of the server, after its name. */
  private String fault(String path, Limits limits) {
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
    return "HTTP/1.1 " + status + " X\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
  }

  private static void reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  private static void greet(ServerSocket socket) {
    try (Socket connection = socket.accept()) {
      connection
          .getOutputStream()
          .write("220 mail.example.org ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
      connection.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The client left, as it should.
    }
  }
}
