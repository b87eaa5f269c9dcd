package mnisteval.cli.options;

import java.io.IOException;
import mnisteval.idx.ImageSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say on which images a network is evaluated. */
public final class ImageSetOptions {
  @Mixin private ImageFileOptions files;

  @Option(
      names = "--offset",
      paramLabel = "N",
      description = "Pass over the first N images. Default: 0.")
  private long offset;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Evaluate N images at most. Default: all.")
  private long limit = Long.MAX_VALUE;

  public ImageSet imageSet(UsageChecks arguments) throws IOException {
    arguments.requireRange("--offset", offset, 0, Long.MAX_VALUE);
    arguments.requireRange("--limit", limit, 1, Long.MAX_VALUE);
    return files.imageSet(arguments).part(offset, limit);
  }
}
