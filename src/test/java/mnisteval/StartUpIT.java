package mnisteval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plain run of the packaged jar loads no class that it does not need. */
final class StartUpIT {
  private static final Path JAR = Path.of(System.getProperty("mnisteval.jar"));
  private static final Path EXAMPLE = Path.of("data", "example_weight.pkl");

  @TempDir static Path folder;

  private static String loaded;

  private static synchronized String loaded() throws Exception {
    if (loaded == null) {
      loaded = loaded("--weights", EXAMPLE.toString());
    }
    return loaded;
  }

  /** Returns the names of the classes that a run loads, each at the start of a line. */
  private static String loaded(String... arguments) throws Exception {
    Path log = folder.resolve("log");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java));
    command.add("-Xlog:class+load:file=" + log + ":none");
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    assertEquals(0, builder.redirectErrorStream(true).start().waitFor());
    return Files.readString(log);
  }

  @Test
  void loadsWhatEvaluates() throws Exception {
    assertTrue(loaded().contains("mnisteval.evaluation.Evaluator "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.fasterxml.",
        "java.lang.invoke.InnerClassLambdaMetafactory ",
        "java.net.JarURLConnection ",
        "java.util.zip.GZIPInputStream ",
        "org.apache.commons.io.",
        "com.google.protobuf.",
        "io.jhdf.",
        "java.net.http.",
        "java.security.MessageDigest ",
        "me.tongfei.",
        "mnisteval.cli.progress.ProgressLine ",
        "mnisteval.cli.CompletionCommand ",
        "mnisteval.cli.DrawCommand ",
        "mnisteval.cli.PageOpener ",
        "mnisteval.cli.VersionProvider ",
        "mnisteval.input.Download ",
        "mnisteval.idx.NumpyArray ",
        "mnisteval.idx.Split ",
        "mnisteval.input.NpyHeader ",
        "mnisteval.input.Sha256 ",
        "mnisteval.input.ZipEntryStream ",
        "mnisteval.picture.",
        "mnisteval.report.page.",
        "mnisteval.weights.JsonReader ",
        "mnisteval.weights.Keras",
        "mnisteval.weights.TextReader ",
        "mnisteval.weights.hdf5.",
        "mnisteval.weights.onnx.",
        "org.apache.commons.lang3.",
        "org.jline.",
        "org.slf4j.",
        "picocli.AutoComplete",
      })
  void loadsNothingMore(String classes) throws Exception {
    assertFalse(("\n" + loaded()).contains("\n" + classes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--weights E --metrics --top-k 1,2",
        "--weights E --activation relu --threads 1",
        "E --min-recall 0.5",
        "predict --weights E data/seven.png",
        "inspect E",
      })
  void startsPicocliForUnusualCommandLinesAlone(String line) throws Exception {
    String loaded = loaded(line.replace("E", EXAMPLE.toString()).split(" "));
    assertTrue(loaded.contains("mnisteval.cli.PlainCommand "));
    assertFalse(loaded.contains("picocli.CommandLine "));
  }

  @Test
  void printsMetricsWithoutLambdas() throws Exception {
    String loaded = loaded("--weights", EXAMPLE.toString(), "--metrics");
    assertTrue(loaded.contains("mnisteval.report.TextReport "));
    assertFalse(loaded.contains("java.lang.invoke.InnerClassLambdaMetafactory "));
  }
}
