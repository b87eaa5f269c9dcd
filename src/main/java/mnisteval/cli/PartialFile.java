package mnisteval.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.settings.SecondLook;
import mnisteval.evaluation.settings.Trial;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.idx.Split;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.report.Report;
import mnisteval.report.output.OutputFile;
import mnisteval.report.partial.Doubt;
import mnisteval.report.partial.ImageRange;
import mnisteval.report.partial.NetworkPair;
import mnisteval.report.partial.PartialNetwork;
import mnisteval.report.partial.PartialRun;
import mnisteval.report.partial.PartialWriter;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.ReadOptions;

/**
 * The file of what a run has counted, which is a part of another run: that over all images of the
 * file. What depends on the first images of a run is therefore found on the first ones of the file.
 */
final class PartialFile implements Closeable {
  private final EvaluateOptions options;
  private final LabeledImages whole;
  private final ImageRange range;
  private final OutputFile file;
  private final PartialWriter writer;

  private PartialFile(
      EvaluateOptions options,
      LabeledImages whole,
      ImageRange range,
      OutputFile file,
      PartialWriter writer) {
    this.options = options;
    this.whole = whole;
    this.range = range;
    this.file = file;
    this.writer = writer;
  }

  /**
   * Starts the file that the options ask for, or returns null if they ask for none.
   *
   * @param images of the part
   * @param inputs files that must not be overwritten
   * @throws InputException if it can't be written, or the images can be read only once
   */
  static PartialFile open(EvaluateOptions options, LabeledImages images, List<Path> inputs)
      throws IOException {
    Path path = options.report().partial();
    if (path == null) {
      return null;
    }
    ImageSet set = options.images();
    if (set.readOnce() != null) {
      throw InputException.of(
          set.readOnce().name(), "can be read only once (expected a file with --partial)");
    }
    ImageRange range =
        new ImageRange(set.offset(), set.offset() + images.remaining(), path.toString());
    LabeledImages whole = set.part(0, Long.MAX_VALUE).open();
    OutputFile file = null;
    try {
      file = OutputFile.open(path, inputs);
      PartialWriter writer = new PartialWriter(file, run(options, images));
      return new PartialFile(options, whole, range, file, writer);
    } catch (IOException e) {
      whole.close();
      if (file != null) {
        file.close();
      }
      throw e;
    }
  }

  private static PartialRun run(EvaluateOptions options, LabeledImages images) throws IOException {
    ImageSet set = options.images();
    return new PartialRun(
        new VersionProvider().number(),
        new Report.Input(set.images().name(), set.imagesSha256(), images.imagesEntry()),
        new Report.Input(set.labels().name(), set.labels().sha256(), images.labelsEntry()),
        images.count(),
        images.rows(),
        images.columns(),
        set.transposed(),
        options.order() == null ? null : options.order().outputLabels(),
        set.classNames(),
        values(options));
  }

  /** Returns the values of the options that say how networks are read; null where not given. */
  static Map<String, String> values(EvaluateOptions options) {
    ReadOptions reading = options.reading();
    boolean auto = options.auto() != null;
    boolean chosen = auto && options.auto().activation();
    boolean scaled = auto && options.auto().pixels();
    String activation =
        reading.activations() == null ? null : Activation.text(reading.activations());
    String pixels = reading.pixels() == null ? null : reading.pixels().toString();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("activation", chosen ? "auto" : activation);
    values.put("pixels", scaled ? "auto" : pixels);
    values.put("layout", reading.layout().toString());
    values.put("bias", reading.bias() == null ? null : reading.bias().toString());
    values.put("split", options.images().split() == Split.TRAIN ? "train" : null);
    return values;
  }

  /** Returns the images by which settings are chosen and doubted: the first ones of the file. */
  LabeledImages whole() {
    return whole;
  }

  /**
   * Adds what was counted of a network.
   *
   * @param source of its weights
   * @param input that source's name and sum
   * @param images of the part, all of which were read
   */
  void add(
      Source source,
      Report.Input input,
      SettingsCheck settings,
      NetworkTally tally,
      LabeledImages images)
      throws IOException {
    LoadedNetwork loaded = settings.loaded();
    Network network = loaded.network();
    PartialNetwork.Facts facts =
        new PartialNetwork.Facts(
            loaded.interpretation(),
            network.activationText(),
            network.pixels().toString(),
            network.units(),
            network.parameters(),
            List.copyOf(settings.notes()));
    PartialNetwork.Counted counted =
        new PartialNetwork.Counted(
            tally.counted(),
            tally.mistakes(),
            images.largestLabel(),
            range.first() == 0 ? doubts(settings, tally.accuracy()) : null);
    writer.add(new PartialNetwork(input, sums(source), List.of(range), facts, counted, null));
  }

  /** Adds a network that failed, at an image or, if the number is -1, before any. */
  void addFailed(Source source, Report.Input input, String message, long image) throws IOException {
    PartialNetwork.Failure failure = new PartialNetwork.Failure(image, message);
    writer.add(new PartialNetwork(input, sums(source), List.of(range), null, null, failure));
  }

  /** Returns the sum of each file where several are joined; those that can't be read have none. */
  private static List<String> sums(Source source) {
    List<String> sums = new ArrayList<>();
    for (Source part : source.parts()) {
      try {
        sums.add(part.sha256());
      } catch (InputException e) {
        sums.add("unreadable");
      }
    }
    return List.copyOf(sums);
  }

  /**
   * Looks for settings that fit better, as a run over all images may have to tell. All together are
   * searched where the accuracy of all images may be low: it is not known yet, unless this part has
   * all of them.
   */
  private Doubt.Doubts doubts(SettingsCheck settings, Accuracy accuracy) throws IOException {
    SecondLook look = settings.look(settings.sample());
    SettingsNotes text = new SettingsNotes(options, settings.loaded().network(), "");
    boolean high =
        accuracy.total() == whole.count() && accuracy.accuracy() >= SettingsCheck.TRAINED;
    Trial wide = high ? null : settings.wide(look, whole.count());
    Trial close = settings.close(look);
    return new Doubt.Doubts(doubt(wide, settings, text), doubt(close, settings, text));
  }

  private static Doubt doubt(Trial trial, SettingsCheck settings, SettingsNotes text) {
    if (trial == null) {
      return null;
    }
    String setting = text.setting(trial, settings.doubtsActivation(), settings.doubtsPixels());
    return setting == null ? new Doubt(text.lowAccuracy(trial), true) : new Doubt(setting, false);
  }

  /**
   * Completes the file.
   *
   * @param first of two networks by rank, and {@code second}: their files
   * @param comparison of these two, or null if there are not two that were evaluated
   */
  void commit(String first, String second, Comparison comparison) throws IOException {
    NetworkPair pair =
        comparison == null
            ? null
            : new NetworkPair(
                first,
                second,
                range.end() - range.first(),
                comparison.disagreements(),
                comparison.onlyFirst(),
                comparison.onlySecond());
    writer.end(pair);
    file.commit();
  }

  /** Throws away what was not committed. */
  @Override
  public void close() throws IOException {
    writer.close();
    file.close();
    whole.close();
  }
}
