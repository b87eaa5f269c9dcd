package mnisteval.docs;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The samples for CI servers in the README and {@code src/docs} are YAML of the right form, and
 * their commands do what is said of them, as a server runs them: with the packaged jar, once on a
 * network for which all gates hold, and once on one for which they don't.
 *
 * @see <a href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax">
 *     Workflow syntax of GitHub Actions</a>
 * @see <a href="https://docs.gitlab.com/ci/yaml/">GitLab's CI/CD YAML syntax</a>
 */
@EnabledOnOs(OS.LINUX)
final class CiSamplesIT {
  private static final Path GOOD = Path.of("data/example_weight.pkl");

  /** Trained with ReLU: 0.2849 with the sigmoid that is assumed, by settings/networks.tsv. */
  private static final Path BAD =
      Path.of("src/test/resources/mnisteval/evaluation/settings/relu.npz");

  @TempDir Path temporary;

  @TestFactory
  List<DynamicTest> gitHubRuns() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Sample sample : samples()) {
      if (sample.yaml().get("jobs") instanceof Map<?, ?> jobs) {
        for (Object job : jobs.values()) {
          assertEquals("ubuntu-latest", map(job).get("runs-on"), sample.place());
          List<?> steps = (List<?>) map(job).get("steps");
          tests.add(dynamicTest(sample.place(), () -> gatesHoldAndFail(sample, steps)));
        }
      }
    }
    assertEquals(2, tests.size());
    return tests;
  }

  @TestFactory
  List<DynamicTest> gitLabRuns() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Sample sample : samples()) {
      for (Object value : sample.yaml().values()) {
        if (value instanceof Map<?, ?> job && job.get("script") instanceof List<?> script) {
          Map<?, ?> artifacts = map(job.get("artifacts"));
          assertEquals("always", artifacts.get("when"), sample.place());
          Object junit = map(artifacts.get("reports")).get("junit");
          String kept = junit + "\n" + String.join("\n", strings(artifacts.get("paths")));
          List<?> steps =
              List.of(
                  Map.of("run", String.join("\n", strings(script))),
                  Map.of("uses", "artifacts", "with", Map.of("path", kept)));
          tests.add(dynamicTest(sample.place(), () -> gatesHoldAndFail(sample, steps)));
        }
      }
    }
    assertEquals(1, tests.size());
    return tests;
  }

  private void gatesHoldAndFail(Sample sample, List<?> steps) throws Exception {
    assertEquals(0, run(sample, steps, GOOD));
    assertEquals(4, run(sample, steps, BAD));
  }

  /** A block of YAML and where it stands. */
  private record Sample(String place, Map<?, ?> yaml) {}

  private static List<Sample> samples() throws IOException {
    List<Sample> samples = new ArrayList<>();
    Load load = new Load(LoadSettings.builder().build());
    for (Document document : Document.all()) {
      for (CodeBlock block : document.blocks()) {
        if (block.language().equals("yaml")) {
          samples.add(new Sample(block.place(), map(load.loadFromString(block.text()))));
        }
      }
    }
    return samples;
  }

  private static Map<?, ?> map(Object value) {
    return assertInstanceOf(Map.class, value);
  }

  private static List<String> strings(Object value) {
    List<String> strings = new ArrayList<>();
    for (Object element : assertInstanceOf(List.class, value)) {
      strings.add(assertInstanceOf(String.class, element));
    }
    return strings;
  }

  /**
   * Runs steps as a server does, each in {@code bash -e}; after one that fails, those that run
   * always. What is kept of a run has to be there.
   *
   * @return the exit code of the step that failed, or 0
   */
  private int run(Sample sample, List<?> steps, Path weights) throws Exception {
    try (DocumentFolder folder = new DocumentFolder(Files.createTempDirectory(temporary, "ci"))) {
      Files.copy(weights, folder.file("model.pkl"), REPLACE_EXISTING);
      Files.writeString(folder.file("step-summary"), "Another step\n");
      ShellSession shell = shell(sample, folder);
      boolean fetches = steps.toString().contains("curl ");
      boolean able = !fetches || shell.run("curl", "--version").code() == 0;
      assumeTrue(able, "skipped: " + sample.place() + ": curl is not installed");
      int failed = 0;
      for (Object step : steps) {
        Map<?, ?> keys = map(step);
        if (keys.containsKey("uses")) {
          requireKept(keys, folder);
        } else if (failed == 0 || "always()".equals(keys.get("if"))) {
          String text = assertInstanceOf(String.class, keys.get("run"));
          Path script = Files.writeString(folder.file("step.sh"), text);
          ShellSession.Result result = shell.run("bash -e", script.toString());
          failed = failed == 0 ? result.code() : failed;
          assertTrue(List.of(0, 4).contains(result.code()), sample.place() + ": " + result);
        }
      }
      String summary = Files.readString(folder.file("step-summary"));
      boolean summed = steps.toString().contains("GITHUB_STEP_SUMMARY");
      assertTrue(summary.startsWith("Another step\n"), summary);
      assertEquals(summed, summary.contains(weights == GOOD ? "0.9864" : "0.2849"), summary);
      return failed;
    }
  }

  private static void requireKept(Map<?, ?> step, DocumentFolder folder) {
    Map<?, ?> with = step.containsKey("with") ? map(step.get("with")) : Map.of();
    if (with.get("path") instanceof String paths) {
      for (String path : paths.split("\n")) {
        assertTrue(Files.exists(folder.file(path)), path);
      }
    }
  }

  /** The variables of the sample, with the address and the sum of the jar put in. */
  private static ShellSession shell(Sample sample, DocumentFolder folder) throws Exception {
    byte[] jar = Files.readAllBytes(folder.file("mnist-eval.jar"));
    Files.write(folder.file("data/mnist-eval.jar"), jar);
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(jar);
    ShellSession shell = folder.shell();
    if (sample.yaml().get("env") instanceof Map<?, ?> variables) {
      for (Map.Entry<?, ?> variable : variables.entrySet()) {
        shell = shell.with(variable.getKey().toString(), variable.getValue().toString());
      }
    }
    return shell
        .with("JAR_URL", folder.url("mnist-eval.jar"))
        .with("JAR_SHA256", HexFormat.of().formatHex(sum))
        .with("GITHUB_STEP_SUMMARY", folder.file("step-summary").toString());
  }
}
