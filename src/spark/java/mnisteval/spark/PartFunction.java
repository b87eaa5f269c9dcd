package mnisteval.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mnisteval.cli.PartRun;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.idx.ImageSet;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Runs a task on an executor, and adds what it has counted.
 *
 * @param hadoop configuration of the file systems
 * @param arguments of the job
 * @param images file of images, or null for those in the jar
 * @param labels file of their labels, or null
 * @param retry whether Spark runs a task again that fails
 */
record PartFunction(
    Broadcast<SerializableConfiguration> hadoop,
    String[] arguments,
    HadoopFile images,
    HadoopFile labels,
    boolean retry)
    implements Function2<PartResult, PartTask, PartResult> {
  /** Stands for the sum of a file, which one task alone computes. */
  private static final String LATER = "0".repeat(64);

  @Override
  public PartResult call(PartResult before, PartTask task) throws IOException {
    JobOptions options = JobOptions.of(arguments);
    Configuration configuration = hadoop.value().value();
    List<Source> weights = new ArrayList<>();
    for (HadoopFile network : task.networks()) {
      weights.add(network.source(configuration, retry));
    }
    ImageSet set = set(images, labels, options.transpose(), configuration, retry);
    EvaluateOptions evaluate =
        new EvaluateOptions(
            weights,
            options.network().reading(),
            options.network().auto(),
            options.network().order(),
            set.part(task.offset(), task.limit()),
            List.of(),
            null,
            1,
            true);
    try {
      return before.plus(PartResult.of(PartRun.run(evaluate, options.html())));
    } catch (InputException e) {
      return before.plus(PartResult.failed(task.place(), e));
    }
  }

  /** Returns the images of the job. */
  static ImageSet set(
      HadoopFile images,
      HadoopFile labels,
      boolean transposed,
      Configuration configuration,
      boolean retry) {
    ImageSet set =
        images == null
            ? ImageSet.bundled()
            : ImageSet.of(
                images.source(configuration, retry).withSha256(LATER),
                labels.source(configuration, retry).withSha256(LATER));
    return set.withTransposed(transposed);
  }
}
