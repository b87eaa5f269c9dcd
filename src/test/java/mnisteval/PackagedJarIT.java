package mnisteval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import mnisteval.evaluation.settings.TrainedNetworks;
import mnisteval.evaluation.settings.TrainedNetworks.Counts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as users run it: {@code java -jar mnist-eval.jar}, from another folder. */
final class PackagedJarIT {
  private static final Path JAR = Path.of(System.getProperty("mnisteval.jar"));
  private static final Path EXAMPLE = Path.of("data", "example_weight.pkl").toAbsolutePath();
  private static final Path SAMPLE =
      Path.of(System.getProperty("mnisteval.shared"), "sample_weight.pkl").toAbsolutePath();

  @TempDir Path elsewhere;

  @Test
  void evaluatesTheExample() throws Exception {
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), run("--weights", EXAMPLE.toString()));
  }

  @Test
  void evaluatesTheWeightsOfTheBook() throws Exception {
    assumeTrue(Files.exists(SAMPLE), "skipped: the book's weights are not at " + SAMPLE);
    Run run = run("--weights", SAMPLE.toString(), "--expect", "0.9352", "--tolerance", "0");
    assertEquals(new Run(0, "Accuracy:0.9352\n", ""), run);
  }

  /** Counts are numpy's: see make_networks.py. */
  @Test
  void namesAndChoosesTheActivation() throws Exception {
    String file = TrainedNetworks.file("relu").toAbsolutePath().toString();
    double wrong = TrainedNetworks.counts("relu", "sigmoid", "unit").correct() / 10_000.0;
    Counts counts = TrainedNetworks.counts("relu", "relu", "unit");
    double share = counts.correctInSample() / 1000.0;
    String named =
        "mnist-eval: %s: the file names no activation and sigmoid was taken; relu gives %s on the"
            + " first 1000 images: --activation relu, or auto\n";
    Run expected = new Run(0, "Accuracy:" + wrong + "\n", named.formatted(file, share));
    assertEquals(expected, run("--weights", file));
    Run right = new Run(0, "Accuracy:" + counts.correct() / 10_000.0 + "\n", "");
    assertEquals(right, run("--weights", file, "--activation", "relu"));
    Run chosen = run("--weights", file, "--activation", "auto");
    assertEquals(right.out(), chosen.out());
    assertTrue(chosen.err().startsWith("mnist-eval: " + file + ": activation relu chosen by "));
  }

  /** Counts are numpy's: see SettingsCheckTest. */
  @Test
  void namesTheOrderOfClasses() throws Exception {
    Run run = run("--weights", EXAMPLE.toString(), "--class-order", "1-9,0");
    String note =
        "mnist-eval: %s: 0.0008 is less than a trained network has; no --class-order gives"
            + " 0.984 on the first 1000 images\n";
    assertEquals(new Run(0, "Accuracy:0.0008\n", note.formatted(EXAMPLE)), run);
  }

  /** What is not compressed is read without being unpacked: a jar for start-up, not for size. */
  @Test
  void isNotCompressed() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertEquals(
          List.of(),
          jar.stream()
              .filter(e -> e.getMethod() != ZipEntry.STORED)
              .map(ZipEntry::getName)
              .toList());
    }
  }

  @Test
  void readsStandardInput() throws Exception {
    ProcessBuilder builder = java("--weights", "-").redirectInput(EXAMPLE.toFile());
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), run(builder));
  }

  @Test
  void saysAFailedGateByItsExitCode() throws Exception {
    Run run = run("--weights", EXAMPLE.toString(), "--min-accuracy", "0.99");
    assertEquals(4, run.code());
    assertEquals("Accuracy:0.9864\n", run.out());
  }

  @Test
  void saysWrongArgumentsByItsExitCode() throws Exception {
    assertEquals(2, run("--wieghts", "x").code());
  }

  @Test
  void saysAMissingFileByItsExitCode() throws Exception {
    Run expected = new Run(3, "", "mnist-eval: gone.pkl: no such file\n");
    assertEquals(expected, run("--weights", "gone.pkl"));
  }

  @Test
  void saysThatAFileMayNotBeRead() throws Exception {
    Path secret = Files.copy(EXAMPLE, elsewhere.resolve("secret.pkl"));
    assertTrue(secret.toFile().setReadable(false, false));
    assumeTrue(!Files.isReadable(secret), "skipped: this user may read every file");
    Run expected = new Run(3, "", "mnist-eval: secret.pkl: permission denied\n");
    assertEquals(expected, run("--weights", "secret.pkl"));
  }

  @Test
  void writesUtf8WhateverTheLocale() throws Exception {
    ProcessBuilder builder = java("--weights", EXAMPLE.toString(), "--expect", "0.9");
    builder.environment().put("LC_ALL", "C");
    assertTrue(run(builder).err().contains("expected 0.9 ± 0.00005"));
  }

  @Test
  void saysItsVersion() throws Exception {
    String version = System.getProperty("mnisteval.version");
    assertEquals(new Run(0, "mnist-eval " + version + "\n", ""), run("--version"));
  }

  @Test
  void keepsTheNoticesOfWhatItContains() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (String notice : List.of("LICENSE", "LICENSE.txt", "NOTICE.txt", "THIRD-PARTY.txt")) {
        assertNotNull(jar.getEntry("META-INF/" + notice), notice);
      }
    }
  }

  private Run run(String... arguments) throws Exception {
    return run(java(arguments));
  }

  private ProcessBuilder java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(JAR.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(elsewhere.toFile());
    // The JVM says on stderr that it picked these up.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  private Run run(ProcessBuilder builder) throws Exception {
    Path out = elsewhere.resolve("out");
    Path err = elsewhere.resolve("err");
    int code = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Run(code, text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }
}
