package mnisteval.input;

import static mnisteval.input.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SourceTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path directory;

  @Test
  void readsFileAgainAndAgain() throws IOException {
    Source source = file(HELLO);

    assertArrayEquals(HELLO, source.bytes(5));
    assertArrayEquals(HELLO, source.bytes(5));
    assertEquals(directory.resolve("file").toString(), source.name());
  }

  @Test
  void knowsLengthOfFile() throws IOException {
    try (SourceStream content = file(HELLO).open()) {
      assertEquals(5, content.length());
    }
  }

  @Test
  void decompressesFileWhateverItsName() throws IOException {
    assertArrayEquals(HELLO, file(gzip(HELLO)).bytes(5));
  }

  @Test
  void readsEmptyFile() throws IOException {
    assertEquals(0, file(new byte[0]).bytes(0).length);
  }

  @Test
  void readsStreamOnceAndClosesIt() throws IOException {
    TrackedStream in = new TrackedStream(HELLO);
    Source source = Source.stream("standard input", in);

    assertArrayEquals(HELLO, source.bytes(5));

    assertTrue(in.closed());
    assertEquals(0, source.bytes(5).length);
    assertEquals("standard input", source.name());
  }

  @Test
  void knowsNoLengthOfStream() throws IOException {
    try (SourceStream content = stream(HELLO).open()) {
      assertEquals(SourceStream.UNKNOWN, content.length());
    }
  }

  /** 8 bytes of IDX header and 10,000 labels. */
  @Test
  void readsResource() throws IOException {
    Source source = Source.resource("bundled labels", "/mnisteval/data/t10k-labels-idx1-ubyte.gz");

    assertEquals(10_008, source.bytes(10_008).length);
    assertEquals(10_008, source.bytes(10_008).length);
    assertEquals("bundled labels", source.name());
  }

  /** Of the two, only one lies in the folder of a distribution. */
  @Test
  void readsResourceInTheFolderOfADistribution(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("page.css"), "p {}");
    System.setProperty(Source.FOLDER, folder.toString());
    try {
      byte[] found = Source.resource("style", "/mnisteval/report/page/page.css").bytes();
      assertEquals("p {}", new String(found, StandardCharsets.UTF_8));
      String labels = "/mnisteval/data/t10k-labels-idx1-ubyte.gz";
      assertEquals(10_008, Source.resource("bundled labels", labels).bytes().length);
    } finally {
      System.clearProperty(Source.FOLDER);
    }
  }

  @Test
  void rejectsMissingResource() {
    assertFault(
        "bundled labels: no such file", () -> Source.resource("bundled labels", "/nothing").open());
  }

  @Test
  void rejectsMissingFile() {
    Path missing = directory.resolve("missing.pkl");

    assertFault(missing + ": no such file", () -> Source.file(missing).open());
  }

  @Test
  void rejectsDirectory() {
    assertFault(
        directory + ": is a directory, expected a file", () -> Source.file(directory).open());
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void rejectsFileInsideAFile() throws IOException {
    Path inside = Files.write(directory.resolve("file"), HELLO).resolve("net.pkl");

    assertFault(inside + ": Not a directory", () -> Source.file(inside).bytes(5));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void rejectsFileThatMayNotBeRead() throws IOException {
    Path secret = Files.write(directory.resolve("secret.pkl"), HELLO);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("-w-------"));
    assumeFalse(Files.isReadable(secret), "skipped: this user may read every file");

    assertFault(secret + ": permission denied", () -> Source.file(secret).bytes(5));
  }

  static Stream<Arguments> reportsOfTheSystem() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("/x/net"), "net: no such file"),
        Arguments.of(new AccessDeniedException("/x/net"), "net: permission denied"),
        Arguments.of(
            new FileSystemException("/x/net", null, "Too many levels of symbolic links"),
            "net: Too many levels of symbolic links"),
        Arguments.of(new FileSystemException("/x/net"), "net: cannot be read: /x/net"),
        Arguments.of(
            new IOException("Input/output error"), "net: cannot be read: Input/output error"),
        Arguments.of(new IOException(), "net: cannot be read"));
  }

  @ParameterizedTest
  @MethodSource("reportsOfTheSystem")
  void translatesReportsOfTheSystem(IOException report, String expected) {
    InputException error = SourceStream.unreadable("net", report);

    assertEquals(expected, error.getMessage());
    assertSame(report, error.getCause());
  }

  @Test
  void closesStreamThatCannotBeDecompressed() {
    TrackedStream in = new TrackedStream(new byte[] {0x1f, (byte) 0x8b});

    assertFault(
        "in: corrupt gzip data (expected more bytes, found the end of the file)",
        () -> Source.stream("in", in).open());
    assertTrue(in.closed());
  }

  @Test
  void namesTheSourceThatCannotBeClosed() {
    assertFault(
        "in: cannot be read: still in use",
        () -> Source.stream("in", new Unclosable(HELLO)).bytes(5));
  }

  @Test
  void tellsTheFirstErrorOfTwo() {
    assertFault(
        "in: corrupt gzip data (expected more bytes, found the end of the file)",
        () -> Source.stream("in", new Unclosable(new byte[] {0x1f, (byte) 0x8b})).open());
  }

  @Test
  void acceptsAsManyBytesAsTheLimit() throws IOException {
    assertArrayEquals(HELLO, file(HELLO).bytes(5));
    assertArrayEquals(HELLO, file(gzip(HELLO)).bytes(5));
    assertArrayEquals(HELLO, stream(HELLO).bytes(5));
    assertArrayEquals(HELLO, stream(gzip(HELLO)).bytes(5));
  }

  @Test
  void rejectsFileBeyondTheLimit() {
    assertFault(
        directory.resolve("file") + ": too large (expected at most 4 bytes, found 5)",
        () -> file(HELLO).bytes(4));
  }

  @Test
  void rejectsGzippedFileBeyondTheLimit() {
    assertFault(
        directory.resolve("file") + ": too large (expected at most 4 bytes, found more)",
        () -> file(gzip(HELLO)).bytes(4));
  }

  @Test
  void rejectsStreamBeyondTheLimit() {
    assertFault(
        "in: too large (expected at most 4 bytes, found more)", () -> stream(HELLO).bytes(4));
  }

  /** What the kernel makes up while it is read says that it holds 0 bytes. */
  @Test
  void readsFileThatReportsNoSize() throws IOException {
    Path status = Path.of("/proc/self/status");
    assumeTrue(
        Files.isReadable(status) && Files.size(status) == 0, "skipped: there is no /proc here");

    byte[] bytes = Source.file(status).bytes(1 << 20);

    assertArrayEquals("Name:".getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(bytes, 5));
    assertFault(
        "/proc/self/status: too large (expected at most 4 bytes, found more)",
        () -> Source.file(status).bytes(4));
  }

  @Test
  void readsNamedPipe() throws Exception {
    assertArrayEquals(HELLO, throughPipe(HELLO));
  }

  @Test
  void decompressesNamedPipe() throws Exception {
    assertArrayEquals(HELLO, throughPipe(gzip(HELLO)));
  }

  private byte[] throughPipe(byte[] bytes) throws Exception {
    Path pipe = directory.resolve("pipe");
    assumeTrue(makePipe(pipe), "skipped: there is no mkfifo here");
    Thread writer =
        new Thread(
            () -> {
              try {
                Files.write(pipe, bytes);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    writer.setDaemon(true);
    writer.start();
    byte[] read = Source.file(pipe).bytes(5);
    writer.join();
    return read;
  }

  private static boolean makePipe(Path pipe) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Source file(byte[] bytes) throws IOException {
    return Source.file(Files.write(directory.resolve("file"), bytes));
  }

  private static Source stream(byte[] bytes) {
    return Source.stream("in", new TrackedStream(bytes));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(bytes);
    }
    return gzipped.toByteArray();
  }

  private static final class Unclosable extends ByteArrayInputStream {
    Unclosable(byte[] bytes) {
      super(bytes);
    }

    @Override
    public void close() throws IOException {
      throw new IOException("still in use");
    }
  }
}
