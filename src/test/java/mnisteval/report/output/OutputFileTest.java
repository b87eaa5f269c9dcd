package mnisteval.report.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mnisteval.input.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
  private static final List<Path> NONE = List.of();

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void nameTarget() {
    target = folder.resolve("report.json");
  }

  private static void write(Path target, Collection<Path> inputs, String text) throws IOException {
    OutputFile.write(target, inputs, out -> out.write(text));
  }

  @Test
  void writesANewFileInUtf8() throws IOException {
    write(target, NONE, "ä\n日本\n");
    assertArrayEquals("ä\n日本\n".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(target));
    assertOnly("report.json");
  }

  @Test
  void givesANewFileThePermissionsOfAny() throws IOException {
    assumePosix();
    Path other = Files.createFile(folder.resolve("other"));
    write(target, NONE, "new");
    assertEquals(Files.getPosixFilePermissions(other), Files.getPosixFilePermissions(target));
  }

  @Test
  void keepsThePermissionsOfAnOldFile() throws IOException {
    assumePosix();
    Files.writeString(target, "old and longer");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-x--x"));
    write(target, NONE, "new");
    assertEquals("new", Files.readString(target));
    assertEquals("rw-r-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
  }

  @Test
  void showsNothingBeforeTheCommit() throws IOException {
    Files.writeString(target, "old");
    try (OutputFile file = OutputFile.open(target, NONE)) {
      file.append("half ").append('a').flush();
      assertEquals("old", Files.readString(target));
      file.write("bc", 0, 1);
      file.commit();
      assertEquals("half ab", Files.readString(target));
    }
    assertEquals("half ab", Files.readString(target));
    assertOnly("report.json");
  }

  @Test
  void takesBackWhatWasWrittenAfterAPosition() throws IOException {
    try (OutputFile file = OutputFile.open(target, NONE)) {
      file.write("kept ä");
      assertEquals(7, file.position());
      file.write("x".repeat(100_000));
      file.truncate(7);
      file.write("!");
      file.commit();
    }
    assertEquals("kept ä!", Files.readString(target));
  }

  @Test
  void leavesNoTraceOfARunThatFails() throws IOException {
    assertThrows(
        IllegalStateException.class,
        () -> {
          try (OutputFile file = OutputFile.open(target, NONE)) {
            file.write("half");
            throw new IllegalStateException("a defect");
          }
        });
    assertOnly();
  }

  @Test
  void leavesTheOldFileIfARunFails() throws IOException {
    Files.writeString(target, "old");
    OutputFile file = OutputFile.open(target, NONE);
    file.write("x".repeat(100_000));
    file.close();
    file.close();
    assertEquals("old", Files.readString(target));
    assertOnly("report.json");
  }

  @Test
  void writesWhereALinkLeads() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("report.json"));
    Path chain = Files.createSymbolicLink(folder.resolve("chain"), link);
    write(chain, NONE, "first");
    assertEquals("first", Files.readString(target));
    write(chain, NONE, "second");
    assertEquals("second", Files.readString(target));
    assertTrue(Files.isSymbolicLink(chain) && Files.isSymbolicLink(link));
    assertOnly("chain", "link", "report.json");
  }

  @Test
  void writesBesideATargetWithTheLongestName() throws IOException {
    Path longest = folder.resolve("n".repeat(255));
    write(longest, NONE, "new");
    assertEquals("new", Files.readString(longest));
  }

  @Test
  void writesToADevice() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "skipped: there is no /dev/null here");
    write(device, NONE, "gone");
    assertFalse(Files.isRegularFile(device));
  }

  @Test
  @Timeout(60)
  void writesToAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(run("mkfifo", pipe.toString()) == 0, "skipped: there are no pipes here");
    FutureTask<String> reader = new FutureTask<>(() -> Files.readString(pipe));
    new Thread(reader).start();
    write(pipe, NONE, "through\n");
    assertEquals("through\n", reader.get());
    assertOnly("pipe");
  }

  @Test
  void saysThatTheDirectoryIsMissing() {
    Path missing = folder.resolve("missing").resolve("x");
    assertError(missing + ": its directory does not exist", missing, NONE);
  }

  @Test
  void saysThatTheDirectoryOfALinkIsMissing() throws IOException {
    Files.createSymbolicLink(target, Path.of("missing", "x"));
    assertError(target + ": its directory does not exist", target, NONE);
  }

  @Test
  void saysThatItsDirectoryIsAFile() throws IOException {
    Files.writeString(target, "old");
    Path inside = target.resolve("x");
    assertError(inside + ": cannot be written: Not a directory", inside, NONE);
  }

  @Test
  void saysThatItIsADirectory() {
    assertError(folder + ": is a directory, expected a file to write", folder, NONE);
  }

  @Test
  void saysThatLinksGoInCircles() throws IOException {
    Files.createSymbolicLink(target, target);
    assertError(target + ": its symbolic links go in circles", target, NONE);
  }

  @Test
  void saysThatTheNameIsTooLong() throws IOException {
    Path tooLong = folder.resolve("n".repeat(256));
    assertError(tooLong + ": cannot be written: File name too long", tooLong, NONE);
    assertOnly();
  }

  @Test
  void saysThatTheFileMayNotBeWritten() throws IOException {
    Files.writeString(target, "old");
    assertTrue(target.toFile().setWritable(false, false));
    assumeTrue(!Files.isWritable(target), "skipped: this user may write every file");
    assertError(target + ": permission denied", target, NONE);
  }

  @Test
  void saysThatTheDirectoryMayNotBeWritten() throws IOException {
    assertTrue(folder.toFile().setWritable(false, false));
    assumeTrue(!Files.isWritable(folder), "skipped: this user may write in every directory");
    String problem = ": cannot be written: permission denied in its directory";
    assertError(target + problem, target, NONE);
  }

  @Test
  void keepsTheFilesThatAreRead() throws IOException {
    Files.writeString(target, "weights");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    Path other = folder.resolve("missing");
    String problem = " is read as well and would be lost (expected another file)";
    assertError(target + ":" + problem, target, List.of(other, link));
    assertError(link + ":" + problem, link, List.of(target));
    assertEquals("weights", Files.readString(target));
    write(other, List.of(other, link), "new");
  }

  @Test
  void readsAndWritesTheSameDevice() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "skipped: there is no /dev/null here");
    write(device, List.of(device), "gone");
  }

  @Test
  void saysThatTheDiskIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "skipped: there is no /dev/full here");
    String problem = "/dev/full: cannot be written: No space left on device";
    assertError(problem, full, NONE);
    try (OutputFile file = OutputFile.open(full, NONE)) {
      char[] much = new char[100_000];
      assertEquals(problem, error(() -> file.write(much)));
      assertEquals(problem, error(() -> file.write(new String(much))));
    }
  }

  @Test
  void saysThatTheDirectoryHasGone() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    Path inside = gone.resolve("x");
    OutputFile file = OutputFile.open(inside, NONE);
    try (Stream<Path> files = Files.list(gone)) {
      Files.delete(files.iterator().next());
    }
    Files.delete(gone);
    assertEquals(inside + ": its directory does not exist", error(file::commit));
  }

  /** A limit of eight blocks on the size of files stands for a disk that fills up. */
  @Test
  void leavesTheOldFileIfTheDiskIsFull() throws Exception {
    Files.writeString(target, "old");
    Path err = folder.resolve("err");
    int code = shell("ulimit -f 8 && exec \"$@\" 2>" + err, target.toString());
    assumeTrue(code != 127, "skipped: there is no sh here");
    assertEquals(target + ": cannot be written: File too large\n", Files.readString(err));
    assertEquals("old", Files.readString(target));
    assertOnly("err", "report.json");
  }

  /** By its name alone, standard output would be a file that can be replaced. */
  @Test
  void writesToStandardOutputInItsPlace() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/stdout")), "skipped: there is no /dev/stdout here");
    Path out = folder.resolve("out");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/stdout"));
    assertEquals(0, shell("\"$@\" >" + out, link.toString()));
    assertEquals("before\n" + "0123456789\n".repeat(10_000) + "after\n", Files.readString(out));
    assertEquals(0, shell("\"$@\" 2>&1 >/dev/null | cat >" + out, "/dev/stderr"));
    assertEquals("0123456789\n".repeat(10_000), Files.readString(out));
  }

  @Test
  void writesToTheEndOfAFileThatIsOpen() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/fd")), "skipped: there is no /dev/fd here");
    Path out = folder.resolve("out");
    assertEquals(0, shell("echo first >" + out + "; \"$@\" 3>>" + out, "/dev/fd/3"));
    assertEquals("first\n" + "0123456789\n".repeat(10_000), Files.readString(out));
  }

  /** What the tests run in a process of its own. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      System.out.print("before\n");
      try {
        write(Path.of(arguments[0]), NONE, "0123456789\n".repeat(10_000));
      } catch (IOException e) {
        System.err.print(e.getMessage() + "\n");
      }
      System.out.print("after\n");
    }
  }

  private int shell(String command, String argument) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    return run(
        "sh",
        "-c",
        command,
        "sh",
        java,
        "-XX:-UsePerfData",
        "-cp",
        classes,
        Program.class.getName(),
        argument);
  }

  private static int run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return 127;
    }
  }

  private static void assumePosix() {
    boolean posix = Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
    assumeTrue(posix, "skipped: files have no permissions here");
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void assertError(String expected, Path target, List<Path> inputs) {
    assertEquals(expected, error(() -> write(target, inputs, "new")));
  }

  private static String error(Step step) {
    return assertThrows(InputException.class, step::run).getMessage();
  }

  private void assertOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> found =
          files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
      assertEquals(List.of(names), found);
    }
  }
}
