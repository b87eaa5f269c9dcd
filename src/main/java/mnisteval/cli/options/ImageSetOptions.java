package mnisteval.cli.options;

import java.io.IOException;
import mnisteval.idx.ImageSet;
import picocli.CommandLine.Option;

/** The options that say on which images a network is evaluated. */
public final class ImageSetOptions extends ImageFileOptions {
  @Option(
      names = "--offset",
      paramLabel = "N",
      description = "Skip the first N images. Default: 0.")
  private long offset;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Evaluate N images at most. Default: all.")
  private long limit = Long.MAX_VALUE;

  @Override
  public ImageSet imageSet(UsageChecks checks) throws IOException {
    checks.requireRange("--offset", offset, 0, Long.MAX_VALUE);
    checks.requireRange("--limit", limit, 1, Long.MAX_VALUE);
    return super.imageSet(checks).part(offset, limit);
  }
}
