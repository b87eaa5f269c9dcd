package mnisteval.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.options.ReportOptions;
import mnisteval.cli.options.UsageChecks;
import mnisteval.evaluation.ClassOrder;
import mnisteval.idx.ImageSet;
import mnisteval.input.Source;
import mnisteval.report.Report;
import mnisteval.report.partial.PartialRun;

/**
 * The command line that makes a page again, as a POSIX shell takes it. It is made of what the
 * options say, so that a run and the parts of one that are merged have the same, and without the
 * options that change nothing on the page. The name of a URL has lost what may be secret.
 */
final class CommandText {
  /** The start of the name of the program's own images and labels. */
  private static final String BUNDLED = "bundled ";

  private final List<String> words = new ArrayList<>(List.of("java", "-jar", "mnist-eval.jar"));

  private CommandText() {}

  /**
   * Returns the command of a run.
   *
   * @param gates words of the options that are gates
   */
  static String of(EvaluateOptions options, List<String> gates) {
    CommandText text = new CommandText();
    List<String> networks = options.weights().stream().map(Source::name).toList();
    ImageSet set = options.images();
    text.addOnly(networks);
    Map<String, String> reading = PartialFile.values(options);
    text.addReading(reading, options.order());
    text.addImages(
        set.images().name(), set.labels().name(), reading.get("split"), set.transposed());
    text.add("--offset", set.offset() == 0 ? null : set.offset());
    text.add("--limit", set.limit() == Long.MAX_VALUE ? null : set.limit());
    return text.end(gates, options.report(), networks);
  }

  /**
   * Returns the command of the run whose parts were merged.
   *
   * @param networks their files, in the order of the parts
   * @param gates words of the options that are gates
   */
  static String of(
      PartialRun run,
      ClassOrder order,
      List<String> networks,
      List<String> gates,
      ReportOptions reports) {
    CommandText text = new CommandText();
    Report.Input images = run.images();
    text.addOnly(networks);
    text.addReading(run.options(), order);
    text.addImages(
        images.name(), run.labels().name(), run.options().get("split"), run.transposed());
    return text.end(gates, reports, networks);
  }

  private void addOnly(List<String> networks) {
    add("--weights", networks.size() == 1 ? networks.get(0) : null);
  }

  private void addReading(Map<String, String> options, ClassOrder order) {
    for (String name : List.of("activation", "pixels", "layout", "bias")) {
      boolean isDefault = name.equals("layout") && "auto".equals(options.get(name));
      add("--" + name, isDefault ? null : options.get(name));
    }
    if (order != null) {
      List<String> labels = order.outputLabels().stream().map(String::valueOf).toList();
      add("--class-order", String.join(",", labels));
    }
  }

  private void addImages(String images, String labels, String split, boolean transposed) {
    if (!images.startsWith(BUNDLED)) {
      boolean together = images.equals(labels) || labels.equals(images + " (folders)");
      add(together ? "--data" : "--images", images);
      add(together ? "--split" : "--labels", together ? split : labels);
    }
    if (transposed) {
      words.add("--transpose");
    }
  }

  private void add(String name, Object value) {
    if (value != null) {
      String text = value.toString();
      // A value that looks like an option is one only in this form.
      boolean joined = text.startsWith("-") && !text.equals("-");
      words.add(joined ? name + "=" + quoted(text) : name);
      words.addAll(joined ? List.of() : List.of(quoted(text)));
    }
  }

  private String end(List<String> gates, ReportOptions reports, List<String> networks) {
    List<String> more = new ArrayList<>(gates);
    more.addAll(reports.words());
    for (int i = 0; i < more.size(); i += 2) {
      add(more.get(i), more.get(i + 1));
    }
    if (networks.size() > 1) {
      boolean dashed =
          networks.stream().anyMatch(name -> name.startsWith("-") && name.length() > 1);
      words.addAll(dashed ? List.of("--") : List.of());
      networks.forEach(name -> words.add(quoted(name)));
    }
    return String.join(" ", words);
  }

  /** Quotes a word for a POSIX shell where it needs it; - is standard input there. */
  private static String quoted(String word) {
    if (word.equals(UsageChecks.STANDARD_INPUT)) {
      return "-";
    }
    return word.matches("[\\w./:=@%,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
