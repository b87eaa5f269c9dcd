package mnisteval.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import mnisteval.Main;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Printable;
import mnisteval.input.SourceStream;
import mnisteval.report.Report;
import mnisteval.report.partial.PartialNetwork;
import mnisteval.report.partial.PartialRun;
import mnisteval.report.partial.PartialWriter;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import picocli.CommandLine.ParameterException;

/**
 * Evaluates networks on an image set with Spark: tasks count, Spark merges what they have counted,
 * and {@code mnist-eval merge} reports it, with the bytes that one run of the command has.
 */
public final class EvaluateJob {
  private static final int USAGE = 2;
  private static final int FILE = 3;
  private static final int DEPTH = 2;

  private final JobOptions options;
  private final String[] arguments;
  private final PrintStream out;
  private final PrintStream err;

  private EvaluateJob(String[] arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
    options = JobOptions.of(arguments);
  }

  /** Runs the job; exits with its code unless that is 0. */
  public static void main(String[] arguments) {
    int code = run(arguments, System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  /**
   * Runs the job.
   *
   * @param out takes what the options ask for on standard output, in UTF-8
   * @param err takes messages, beside those of Spark
   * @return the exit code, as of mnist-eval
   */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      EvaluateJob job = new EvaluateJob(arguments, out, err);
      if (job.options.help() != null) {
        out.print(job.options.help());
        return 0;
      }
      return job.isUsable() ? job.run() : USAGE;
    } catch (ParameterException e) {
      say(err, e.getMessage() + " (--help shows all options)");
      return USAGE;
    } catch (IOException e) {
      say(err, e.getMessage());
      return FILE;
    }
  }

  private static void say(PrintStream err, String message) {
    err.print("mnist-eval: " + Printable.of(String.valueOf(message)) + "\n");
    err.flush();
  }

  /**
   * Returns whether merge takes its options, of which it says what is wrong before anything runs.
   */
  private boolean isUsable() throws IOException {
    Path none = Files.createTempDirectory("mnist-eval-job-");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream messages = new PrintStream(said, false, StandardCharsets.UTF_8);
    int code = merge(none.resolve("none.json"), List.of(), messages, messages);
    Files.delete(none);
    if (code == USAGE) {
      err.print(said.toString(StandardCharsets.UTF_8));
    }
    return code != USAGE;
  }

  private int merge(Path part, List<String> more, PrintStream results, PrintStream messages) {
    List<String> all = new ArrayList<>(List.of("merge", part.toString()));
    all.addAll(options.merge());
    all.addAll(more);
    ByteArrayInputStream none = new ByteArrayInputStream(new byte[0]);
    return Main.run(all.toArray(String[]::new), none, results, messages);
  }

  private int run() throws IOException {
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.app.name")) {
      conf.setAppName("mnist-eval");
    }
    if (!conf.contains("spark.master")) {
      throw new InputException("spark.master", "no cluster (expected spark-submit to name it)");
    }
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      return run(spark);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof SparkException lost) {
        throw new IOException("Spark has given up: " + firstLine(lost), lost);
      }
      throw e;
    }
  }

  private static String firstLine(SparkException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private int run(JavaSparkContext spark) throws IOException {
    Configuration hadoop = spark.hadoopConfiguration();
    HadoopFiles files = new HadoopFiles(hadoop);
    List<HadoopFile> networks = files.networks(options.weights());
    HadoopFile images = options.images() == null ? null : files.file(options.images());
    HadoopFile labels = options.labels() == null ? null : files.file(options.labels());
    ReportFolder target = ReportFolder.of(options.output(), hadoop);
    boolean retry = isRetried(spark);
    Broadcast<SerializableConfiguration> shared =
        spark.broadcast(new SerializableConfiguration(hadoop));
    PartFunction function = new PartFunction(shared, arguments, images, labels, retry);
    List<PartTask> tasks = tasks(spark, networks, function, hadoop);
    JavaFutureAction<List<String>> sums = sums(spark, shared, images, labels, retry);
    PartResult result =
        spark
            .parallelize(tasks, tasks.size())
            .treeAggregate(new PartResult(), function, PartResult::plus, DEPTH);
    if (result.error() != null) {
      sums.cancel(true);
      throw InputException.again(result.error());
    }
    return report(result, networks, images == null ? null : await(sums), target);
  }

  /** Returns whether Spark runs a task again that fails: a local master mostly does not. */
  private static boolean isRetried(JavaSparkContext spark) {
    String master = spark.master();
    boolean local = master.equals("local") || master.matches("local\\[[^,]*]");
    return !local && spark.getConf().getInt("spark.task.maxFailures", 4) > 1;
  }

  private List<PartTask> tasks(
      JavaSparkContext spark, List<HadoopFile> networks, PartFunction files, Configuration hadoop)
      throws IOException {
    ImageSet set =
        PartFunction.set(files.images(), files.labels(), options.transpose(), hadoop, false);
    boolean divisible;
    try (SourceStream content = set.images().open()) {
      divisible = !content.gzipped();
    }
    int least = options.partitions() == 0 ? 2 * spark.defaultParallelism() : options.partitions();
    try (LabeledImages open = set.open()) {
      return PartTask.of(networks, open.count(), open.imageSize(), divisible, least);
    }
  }

  /** Starts to compute the sums of the images and labels, beside all else. */
  private static JavaFutureAction<List<String>> sums(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> hadoop,
      HadoopFile images,
      HadoopFile labels,
      boolean retry) {
    List<HadoopFile> files = images == null ? List.of() : List.of(images, labels);
    return spark
        .parallelize(files, Math.max(1, files.size()))
        .map(file -> file.source(hadoop.value().value(), retry).sha256())
        .collectAsync();
  }

  private static List<String> await(JavaFutureAction<List<String>> sums) throws IOException {
    try {
      return sums.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("Spark has given up: " + e.getMessage().lines().findFirst().get(), e);
    }
  }

  private int report(
      PartResult result, List<HadoopFile> networks, List<String> sums, ReportFolder target)
      throws IOException {
    Path folder = Files.createTempDirectory("mnist-eval-job-");
    Map<String, Path> reports = reports(folder);
    try {
      Path merged = folder.resolve("merged.json");
      try (Writer text = Files.newBufferedWriter(merged)) {
        write(result, networks, sums, text);
      }
      List<String> more = new ArrayList<>();
      reports.forEach((option, file) -> more.addAll(List.of(option, file.toString())));
      int code = merge(merged, more, out, err);
      for (Path file : reports.values()) {
        if (Files.exists(file)) {
          target.copy(file);
        }
      }
      return code;
    } finally {
      for (Path file : reports.values()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder.resolve("merged.json"));
      Files.delete(folder);
    }
  }

  /** Returns the reports of the job by their options. */
  private Map<String, Path> reports(Path folder) {
    Map<String, Path> reports = new LinkedHashMap<>();
    if (options.output() != null) {
      reports.put("--json", folder.resolve("report.json"));
      reports.put("--csv", folder.resolve("report.csv"));
      reports.put("--markdown", folder.resolve("report.md"));
    }
    if (options.html()) {
      reports.put("--html", folder.resolve("report.html"));
    }
    return reports;
  }

  /** Writes what was counted, the networks in the order in which they were given. */
  private static void write(
      PartResult result, List<HadoopFile> networks, List<String> sums, Writer text)
      throws IOException {
    PartialRun run = result.partial().run();
    if (sums != null) {
      run =
          new PartialRun(
              run.version(),
              new Report.Input(run.images().name(), sums.get(0)),
              new Report.Input(run.labels().name(), sums.get(1)),
              run.count(),
              run.rows(),
              run.columns(),
              run.transposed(),
              run.classOrder(),
              run.classNames(),
              run.options());
    }
    Map<String, PartialNetwork> counted = new HashMap<>();
    result.partial().networks().forEach(network -> counted.put(network.name(), network));
    try (PartialWriter writer = new PartialWriter(text, run)) {
      for (HadoopFile network : networks) {
        writer.add(counted.get(network.name()));
      }
      writer.end(result.partial().pair());
    }
  }
}
